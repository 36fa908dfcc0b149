"""`startex serve`: web server, live exercises and database in one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from web.cli import fail
from web.config import DEFAULT_DATA, ROLES, Config
from web.i18n import preferred, words

HOST = click.option(
    "--host", default="127.0.0.1", show_default=True, help=words(preferred(), "serve.host")
)
PORT = click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help=words(preferred(), "serve.port"),
)
DATA = click.option(
    "--data",
    default=None,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
ROLE = click.option(
    "--role",
    default="all",
    show_default=True,
    type=click.Choice(ROLES),
    help=words(preferred(), "serve.role"),
)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options of a server."""
    return HOST(PORT(DATA(ROLE(command))))


@click.command(help=words(preferred(), "cli.serve"))
@with_options
def command(host: str, port: int, data: Path | None, role: str) -> None:
    """Serve until stopped."""
    check_role(role)
    from web.running import nothing, run_server

    run_server(Config(data or DEFAULT_DATA, host, port, role), nothing, nothing)


def check_role(role: str) -> None:
    """Raise the error that ends the program unless this version can play *role*."""
    if role != "all":
        raise fail(words(preferred(), "serve.role_later", role=role))
