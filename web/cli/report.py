"""`startex report`: the report of a recorded journal, or of a table in a data folder, of any kind, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli import fail
from web.cli.source import tables_of
from web.config import DEFAULT_DATA
from web.i18n import known, preferred, words

if TYPE_CHECKING:
    from web.reports.improving import Register
    from web.table import Table

RECORDED = "journal"
"""What the table of a recorded journal is called."""


@click.command("report", help=words(preferred(), "cli.report"))
@click.argument("source", metavar="EXERCISE_OR_JOURNAL")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE.(html|pdf|docx|xlsx|json)",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "report_file.to"),
)
@click.option(
    "--kind",
    default=None,
    metavar="summary|aar|eeg|eeg-blank|brief|workbook",
    help=words(preferred(), "report_file.kind"),
)
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
@click.option(
    "--data",
    default=DEFAULT_DATA,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
def command(source: str, target: Path, kind: str | None, lang: str | None, data: Path) -> None:
    """Write the report of SOURCE to FILE."""
    from web.errors import Refusal
    from web.reports.files import kind_for, report_file
    from web.reports.model import report_model

    language = known(lang) if lang is not None else preferred()
    ending = _ending(target, language)
    if not target.parent.is_dir():
        raise fail(words(language, "report_file.no_folder", folder=str(target.parent)))
    try:
        chosen = kind_for(ending, kind)
        tables = tables_of(source, data, language)
        register = _register(tables[0], data)
        model = report_model(tables[0], tables[0].last_wall, None, tables, register)
        written = report_file(model, ending, chosen, language)
    except Refusal as refusal:
        raise fail(words(language, f"refused.{refusal.code}", **refusal.numbers)) from refusal
    target.write_bytes(written)
    click.echo(str(target))


def _register(table: Table, data: Path) -> Register | None:
    """Return what people made of the findings of a *table* that is kept in *data*; None for a mere recording."""
    if table.id == RECORDED:
        return None
    from engine.control_room import ControlRoom
    from engine.store.store import Store
    from web.config import Config
    from web.house import House
    from web.reports.composing import register_of

    house = House(Config(data), ControlRoom(Store.in_folder(data)))
    return register_of(house, table.exercise.id)


def _ending(target: Path, language: str) -> str:
    from web.reports.files import FORMATS

    ending = target.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        listed = ", ".join(f".{one}" for one in FORMATS)
        raise fail(words(language, "report_file.kind_unknown", kind=target.suffix, known=listed))
    return ending
