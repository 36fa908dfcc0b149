"""A table of the small documents of the tests of judgement, and its explanations."""

from __future__ import annotations

from engine.store.records import ExerciseRecord, RunRecord
from exercise.rules import Rules
from exercise.setting import Setting
from tests.exercise.builders import REFS, Journal
from web.explaining.explanations import Explanations
from web.table import Documents, Table


def table_of(play: Setting, journal: Journal, rules: Rules | None = None) -> Table:
    """Return the table on which *journal* was played, judged by *rules*."""
    judged_by = play if rules is None else play.under(rules)
    exercise = ExerciseRecord("e-1", {"": "x"}, "s", "p", 1, judged_by.rules.version, "")
    run = RunRecord("t-1", "e-1", "A")
    return Table(run, exercise, Documents(judged_by, REFS, {}), journal.entries)


def explained(play: Setting, journal: Journal, rules: Rules | None = None) -> Explanations:
    """Return the explanations of *journal*."""
    table = table_of(play, journal, rules)
    return Explanations(table, table.evaluation())
