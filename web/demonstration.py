"""The demonstration: an exercise that anybody may facilitate, with simulated colleagues, and its links."""

from __future__ import annotations

import click

from exercise.audience import EVALUATOR, FACILITATOR
from web.house import House
from web.i18n import preferred, words
from web.identity import Invitation

SCENARIO = "ups-single-path"


def launch_demo(house: House, speed: float) -> None:
    """Open the demonstration exercise; one that is not over is gone on with."""
    for exercise in house.exercises():
        is_over = any(table.has_ended for table in house.tables_of(exercise.id))
        if exercise.options.get("demo") and not is_over:
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


def show_links(house: House, base: str) -> None:
    """Print the address of the demonstration and a link for everybody."""
    exercise = house.demo or ""
    table = house.tables_of(exercise)[0]
    links, say = house.links(table), preferred()
    click.echo(words(say, "demo.open", link=f"{base}/demo"))
    for kind in (FACILITATOR, EVALUATOR):
        path = house.path_of(Invitation(kind, exercise))
        click.echo(f"  {words(say, f'demo.{kind}')}: {base}{path}")
    click.echo(f"  {words(say, 'demo.observer')}: {base}{links['observer']}")
    for role, path in links["seats"].items():
        title = table.setting.roles[role].title.read("zh" if say.startswith("zh") else "en")
        click.echo(f"  {title}: {base}{path}")
