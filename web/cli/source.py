"""What a command works on: the table of a recorded journal, or a table in a data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.recording import RecordingError, read_recording, setting_of
from engine.store.records import ExerciseRecord, RunRecord
from web.cli import fail
from web.i18n import has_words, words

if TYPE_CHECKING:
    from web.table import Table


def table_of(source: str, data: Path, language: str) -> Table:
    """Return the table that *source* names: a journal's file, a table's id, or an exercise's for its first table.

    Raises click's error, in *language*, when there is no such thing or it cannot be read.
    """
    return tables_of(source, data, language)[0]


def tables_of(source: str, data: Path, language: str) -> tuple[Table, ...]:
    """Return the tables that *source* names; an exercise's id names them all."""
    if is_journal(source):
        return (_recorded(source, language),)
    return _kept(source, data, language)


def is_journal(source: str) -> bool:
    """Whether *source* names a file, not something in a data folder."""
    return Path(source).is_file() or source.endswith(".jsonl")


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
    texts = {document.name: document.text for document in recording.documents}
    return Table(run, exercise, Documents(setting, refs, texts), recording.entries)


def _kept(source: str, data: Path, language: str) -> tuple[Table, ...]:
    from engine.control_room import ControlRoom
    from engine.store.store import Store
    from web.config import Config
    from web.errors import Refusal
    from web.house import House

    if not (data / "startex.db").is_file():
        raise fail(words(language, "report_file.no_data", folder=str(data)))
    house = House(Config(data), ControlRoom(Store.in_folder(data)))
    try:
        if source.startswith("t-"):
            return (house.table(source),)
        return house.tables_of(house.exercise(source).id)
    except Refusal as refusal:
        raise fail(words(language, f"refused.{refusal.code}", **refusal.numbers)) from refusal
