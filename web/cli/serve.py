"""`startex serve`: web server, live exercises and database in one process."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import click  # noqa: E402

from engine.lease import FolderTaken  # noqa: E402
from web.cli import fail  # noqa: E402
from web.config import ROLES, Config  # noqa: E402
from web.house import House  # noqa: E402
from web.i18n import preferred, words  # noqa: E402
from web.opening import DEFAULT_DATA, key_path, open_house  # noqa: E402
from web.server import Server  # noqa: E402

OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--host", default="127.0.0.1", show_default=True, help=words(preferred(), "serve.host")
    ),
    click.option(
        "--port",
        default=8000,
        show_default=True,
        type=click.IntRange(0, 65535),
        help=words(preferred(), "serve.port"),
    ),
    click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        help=words(preferred(), "serve.data"),
    ),
    click.option(
        "--role",
        type=click.Choice(ROLES),
        default="all",
        show_default=True,
        help=words(preferred(), "serve.role"),
    ),
)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options of a server."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(help=words(preferred(), "cli.serve"))
@with_options
def command(host: str, port: int, data: Path | None, role: str) -> None:
    """Serve until stopped."""
    if role != "all":
        raise fail(words(preferred(), "serve.role_later", role=role))
    run_server(Config(data or DEFAULT_DATA, host, port, role), lambda _house, _base: None)


def run_server(
    config: Config, greet: Callable[[House, str], None], next_free: bool = False
) -> None:
    """Serve *config* until stopped; *greet* hears the base address; *next_free*: try later ports too."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )
    try:
        app, house = open_house(config)
    except FolderTaken as taken:
        raise fail(words(preferred(), "serve.folder_taken", folder=str(taken.folder))) from taken
    server = _bound(app, house, config, tries=20 if next_free else 1)
    shown = "127.0.0.1" if config.host in ("0.0.0.0", "::") else config.host  # noqa: S104

    def ready(port: int) -> None:
        base = f"http://{shown}:{port}"
        click.echo(words(preferred(), "serve.ready", address=base))
        click.echo(words(preferred(), "serve.key", link=base + key_path(house)))
        greet(house, base)

    server.serve(ready)


def _bound(app: Any, house: House, config: Config, tries: int) -> Server:
    for port in range(config.port, config.port + tries):
        try:
            return Server(app, house, config.host, port)
        except OSError as error:
            reason = error.strerror or str(error)
    house.close()
    raise fail(words(preferred(), "serve.taken", host=config.host, port=config.port, reason=reason))
