"""`startex demo`: a server with an exercise of the shipped scenario, ready to join, colleagues in every empty seat."""

from __future__ import annotations

import web.cli.serve as serving  # first of all: it makes the standard library cooperative

import click  # isort: skip

from pathlib import Path

from exercise.audience import EVALUATOR, FACILITATOR
from web.cli import fail
from web.config import Config
from web.house import House
from web.i18n import preferred, words
from web.identity import Invitation

SCENARIO = "ups-single-path"
DEMO_DATA = Path("data") / "demo"


@click.command(help=words(preferred(), "cli.demo"))
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.1, 60),
    help=words(preferred(), "demo.speed"),
)
@serving.with_options
def command(speed: float, host: str, port: int, data: Path | None, role: str) -> None:
    """Serve the demonstration until stopped."""
    if role != "all":
        raise fail(words(preferred(), "serve.role_later", role=role))
    config = Config(data or DEMO_DATA, host, port, role, demo=True)
    serving.run_server(config, lambda house: launch_demo(house, speed), _show, next_free=True)


def launch_demo(house: House, speed: float) -> None:
    """Open the demonstration exercise; one that is not over is gone on with."""
    for exercise in house.exercises():
        if exercise.options.get("demo") and not any(
            t.has_ended for t in house.tables_of(exercise.id)
        ):
            house.demo = exercise.id
            return
    wanted = {
        "scenario": SCENARIO,
        "plan_version": None,
        "title": None,
        "open_book": True,
        "show_scores_after": True,
        "fill": True,
        "speed": speed,
        "seed": None,
        "tables": [{"name": "A", "seats": {}}],
    }
    house.demo = house.launch(wanted, by=None, demo=True).id


def _show(house: House, base: str) -> None:
    exercise = house.demo or ""
    table = house.tables_of(exercise)[0]
    links = house.links(table)
    say = preferred()
    click.echo(words(say, "demo.open", link=f"{base}/demo"))
    for kind in (FACILITATOR, EVALUATOR):
        click.echo(
            f"  {words(say, 'demo.' + kind)}: {base}{house.path_of(Invitation(kind, exercise))}"
        )
    click.echo(f"  {words(say, 'demo.observer')}: {base}{links['observer']}")
    for role, path in links["seats"].items():
        title = table.setting.roles[role].title.read("zh" if say.startswith("zh") else "en")
        click.echo(f"  {title}: {base}{path}")
