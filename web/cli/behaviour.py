"""The command `startex behaviour`: how people behave, measured from exercises that were played."""

from __future__ import annotations

from pathlib import Path

import click

from engine.measuring import measure
from scenarios.text import Text
from scenarios.yaml_paper import written
from web.cli import fail
from web.cli.source import is_journal, tables_of
from web.config import DEFAULT_DATA
from web.i18n import LANGUAGES, known, preferred, words

MEASURED = "measured"
"""What a measured behaviour is called where nobody says otherwise."""


@click.group("behaviour", help=words(preferred(), "cli.behaviour"))
def command() -> None:
    """Lead to what can be done with behaviours."""


@command.command("measure", help=words(preferred(), "behaviour.measure"))
@click.argument("sources", nargs=-1, required=True, metavar="EXERCISE_OR_JOURNAL…")
@click.option(
    "--out",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "behaviour.option.out"),
)
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
@click.option(
    "--data",
    default=DEFAULT_DATA,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
def measured(sources: tuple[str, ...], target: Path, lang: str | None, data: Path) -> None:
    """Write to FILE how the people of SOURCES behaved, for rehearsals and for empty seats."""
    language = known(lang) if lang is not None else preferred()
    if not target.parent.is_dir():
        raise fail(words(language, "report_file.no_folder", folder=str(target.parent)))
    tables = [table for source in sources for table in tables_of(source, data, language)]
    plans = {table.setting.plan.id for table in tables}
    if len(plans) > 1:
        raise fail(words(language, "behaviour.many_plans", plans=", ".join(sorted(plans))))
    title = Text({known(each)[:2]: words(each, "behaviour.measured") for each in LANGUAGES})
    names = [Path(source).name if is_journal(source) else source for source in sources]
    found = measure((table.evaluation() for table in tables), MEASURED, title, names)
    target.write_text(written(found), encoding="utf-8")
    said = words(language, "behaviour.written", steps=len(found.steps), roles=len(found.roles))
    click.echo(f"{target}: {said}")
