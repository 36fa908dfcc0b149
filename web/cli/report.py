"""`startex report`: the evaluation report of a recorded journal, or of a table in a data folder, as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.recording import RecordingError, read_recording, setting_of
from engine.store.records import ExerciseRecord, RunRecord
from web.cli import fail
from web.config import DEFAULT_DATA
from web.i18n import has_words, known, preferred, words

if TYPE_CHECKING:
    from web.table import Table

KINDS = (".html", ".json")


@click.command("report", help=words(preferred(), "cli.report"))
@click.argument("source", metavar="EXERCISE_OR_JOURNAL")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE.(html|json)",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "report_file.to"),
)
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
@click.option(
    "--data",
    default=DEFAULT_DATA,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
def command(source: str, target: Path, lang: str | None, data: Path) -> None:
    """Write the report of SOURCE to FILE."""
    language = known(lang) if lang is not None else preferred()
    if target.suffix not in KINDS:
        raise fail(
            words(language, "report_file.kind_unknown", kind=target.suffix, known=", ".join(KINDS))
        )
    from web.reports.model import report_model
    from web.reports.page import report_page

    is_journal = Path(source).is_file() or source.endswith(".jsonl")
    table = _recorded(source, language) if is_journal else _kept(source, data, language)
    model = report_model(table, table.last_wall)
    if target.suffix == ".json":
        written = json.dumps(model, ensure_ascii=False, indent=2) + "\n"
    else:
        written = report_page(model, language, is_served=False)
    target.write_text(written, encoding="utf-8")
    click.echo(str(target))


def _recorded(source: str, language: str) -> Table:
    from web.table import Documents, Table

    try:
        recording = read_recording(source)
        setting, refs = setting_of(recording)
    except RecordingError as fault:
        key = f"recording.{fault.code}"
        said = words(language, key, **fault.numbers) if has_words(language, key) else fault.code
        raise fail(f"{source}: {said}") from fault
    opened = recording.entries[0].wall if recording.entries else ""
    title = dict(setting.scenario.title.words)
    exercise = ExerciseRecord(
        "journal",
        title,
        refs.scenario_digest,
        refs.plan_digest,
        recording.seed,
        recording.rules,
        opened,
    )
    run = RunRecord("journal", "journal", Path(source).stem)
    return Table(run, exercise, Documents(setting, refs, {}), recording.entries)


def _kept(source: str, data: Path, language: str) -> Table:
    from engine.control_room import ControlRoom
    from engine.store.store import Store
    from web.config import Config
    from web.errors import Refusal
    from web.house import House

    if not (data / "startex.db").is_file():
        raise fail(words(language, "report_file.no_data", folder=str(data)))
    house = House(Config(data), ControlRoom(Store.in_folder(data)))
    try:
        return (
            house.table(source)
            if source.startswith("t-")
            else house.tables_of(house.exercise(source).id)[0]
        )
    except Refusal as refusal:
        raise fail(words(language, f"refused.{refusal.code}", **refusal.numbers)) from refusal
