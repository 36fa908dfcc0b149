"""`startex demo`: a server with an exercise of the shipped scenario, ready to join, colleagues in every empty seat."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.serve import check_role, with_options
from web.config import DEFAULT_DATA, Config
from web.i18n import preferred, words


@click.command(help=words(preferred(), "cli.demo"))
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.1, 60),
    help=words(preferred(), "demo.speed"),
)
@with_options
def command(speed: float, host: str, port: int, data: Path | None, role: str) -> None:
    """Serve the demonstration until stopped."""
    check_role(role)
    from web.running import run_server  # isort: skip  first of all: it makes the rest cooperative
    from web.demonstration import launch_demo, show_links

    config = Config(data or DEFAULT_DATA / "demo", host, port, role)
    run_server(config, lambda house: launch_demo(house, speed), show_links, next_free=True)
