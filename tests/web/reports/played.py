"""Finished exercises for tests of reports: a team that did well, one that did badly, and one that is still at it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from engine.play import play
from engine.store.records import ExerciseRecord, RunRecord
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import Fact
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from tests.web.drilled import SAMPLES
from web.reports.model import report_model
from web.table import Documents, Table

MADE = 1_795_000_000_000
TEAMS = ("model", "deviating", "sleepy")


@cache
def played(team: str) -> tuple[Setting, tuple[Entry, ...]]:
    """Return the setting and the journal of *team*, one of TEAMS."""
    responses = open_files([SAMPLES / f"ups-{team}.yaml"])[0].draft
    assert isinstance(responses, Responses)
    scenario, plan = open_setting(responses.scenario)
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    setting = Setting(plan.draft, scenario.draft)
    done = play(setting, DocumentRefs("sha256:0", "sha256:0"), 1, responses.responses)
    return setting, tuple(done.entries)


def table_of(team: str, later: Iterable[tuple[str, Fact]] = (), most: int | None = None) -> Table:
    """Return the table of *team*; *later* is what people then did, as (by, fact); *most*: only so many entries."""
    setting, entries = played(team)
    kept = list(entries[:most])
    for by, fact in later:
        last = kept[-1]
        kept.append(Entry(last.seq + 1, last.at, OUTSIDE, last.wall, by, fact))
    title = {"zh": "一路失电", "en": "Path A lost"}
    exercise = ExerciseRecord(
        "e-1", title, "sha256:s", "sha256:p", 1, "2026.1", "2026-11-22T10:00:00Z"
    )
    documents = Documents(setting, DocumentRefs("sha256:p", "sha256:s"), {})
    return Table(RunRecord("t-1", "e-1", "A"), exercise, documents, kept)


@cache
def model_of(team: str) -> dict[str, Any]:
    """Return the report model of *team*."""
    return report_model(table_of(team), MADE)
