"""Running a server in this process: cooperative from the first import on, until it is told to stop."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402
import socket  # noqa: E402
from collections.abc import Callable  # noqa: E402

import click  # noqa: E402

from engine.lease import FolderTaken  # noqa: E402
from web.cli import fail  # noqa: E402
from web.config import Config  # noqa: E402
from web.house import House  # noqa: E402
from web.i18n import preferred, words  # noqa: E402
from web.opening import key_path, open_house  # noqa: E402
from web.server import Server, listen  # noqa: E402


def run_server(
    config: Config,
    prepare: Callable[[House], None],
    greet: Callable[[House, str], None],
    next_free: bool = False,
) -> None:
    """Serve *config* until stopped.

    *prepare* is called before the first request is answered, *greet* after, with the base address.
    *next_free*: if the port is taken, later ones are tried.
    """
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )
    listener = _listener(config, tries=20 if next_free else 1)
    try:
        app, house = open_house(config)
    except FolderTaken as taken:
        raise fail(words(preferred(), "serve.folder_taken", folder=str(taken.folder))) from taken
    prepare(house)
    server = Server(app, house, listener)
    shown = "127.0.0.1" if config.host in ("0.0.0.0", "::") else config.host  # noqa: S104

    def ready(port: int) -> None:
        base = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
        click.echo(words(preferred(), "serve.ready", address=base))
        click.echo(words(preferred(), "serve.key", link=base + key_path(house)))
        greet(house, base)

    server.serve(ready)


def nothing(*_about: object) -> None:
    """Do nothing more."""


def _listener(config: Config, tries: int) -> socket.socket:
    reason = ""
    for port in range(config.port, min(config.port + tries, 65536)):
        try:
            return listen(config.host, port)
        except OSError as error:
            reason = error.strerror or str(error)
    raise fail(words(preferred(), "serve.taken", host=config.host, port=config.port, reason=reason))
