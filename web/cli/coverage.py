"""The command `startex coverage`: what of a plan was exercised, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.opened import opened_house, print_json, print_rows, spoken, with_data
from web.i18n import has_words, preferred, words

_COLUMNS = ("step", "title", "times", "last", "verdict")


@click.command("coverage", help=words(preferred(), "cli.coverage"))
@click.argument("plan", metavar="PLAN")
@with_data
def command(plan: str, data: Path, as_json: bool, lang: str | None) -> None:
    """Tell for each step of PLAN when it was last exercised, how often, and how that went."""
    from web.covering.papers import plan_coverage
    from web.register.spoken import read

    language = spoken(lang)
    with opened_house(data, language) as house:
        paper = plan_coverage(house, plan)
    if as_json:
        print_json(paper)
        return
    rows = []
    for step in (one for procedure in paper["procedures"] for one in procedure["steps"]):
        key = f"verdict.{step['verdict']}"
        verdict = words(language, key) if has_words(language, key) else ""
        rows.append(
            (step["id"], read(step["title"], language), step["times"], step["last"], verdict)
        )
    print_rows(language, "coverage_cli", _COLUMNS, rows)
