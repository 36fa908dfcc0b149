"""The documents that a command is given: opened, checked, and their problems told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import click

from engine.recording import DocumentText
from exercise.evaluation.evaluation import DocumentRefs
from exercise.setting import Setting
from scenarios.checks import check_responses
from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_file
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from web.problems import line

UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A scenario with its plan, ready to be played."""

    setting: Setting
    plan: Sheet
    scenario: Sheet

    @property
    def refs(self) -> DocumentRefs:
        """The digests that a result is pinned to."""
        return DocumentRefs(self.plan.digest, self.scenario.digest)

    @property
    def texts(self) -> tuple[DocumentText, ...]:
        """The documents as a recording carries them."""
        sheets = (("plan", self.plan), ("scenario", self.scenario))
        return tuple(DocumentText(name, sheet.digest, sheet.text) for name, sheet in sheets)


def opened(scenario: str, plan: str | None, lang: str) -> Opened:
    """Return *scenario* (a file or an id) with its plan; ends the program with status 2 when either is faulty."""
    scenario_sheet, plan_sheet = open_setting(scenario, plan)
    scenario_sheet = _of_kind(scenario_sheet, "scenario")
    plan_sheet = None if plan_sheet is None else _of_kind(plan_sheet, "plan")
    stop_at_errors([sheet for sheet in (plan_sheet, scenario_sheet) if sheet is not None], lang)
    document = scenario_sheet.document
    if plan_sheet is None or not isinstance(plan_sheet.document, Plan):
        sys.exit(UNREADABLE)
    if not isinstance(document, Scenario):
        sys.exit(UNREADABLE)
    return Opened(Setting(plan_sheet.document, document), plan_sheet, scenario_sheet)


def opened_responses(path: str, played: Opened, lang: str) -> Responses:
    """Return the responses in the file *path*; ends the program with status 2 when they are faulty."""
    sheet = check_responses(_of_kind(read_file(path), "responses"), played.plan, played.scenario)
    stop_at_errors([sheet], lang)
    if not isinstance(sheet.document, Responses):
        sys.exit(UNREADABLE)
    return sheet.document


def stop_at_errors(sheets: Iterable[Sheet], lang: str) -> None:
    """End the program with status 2 after telling what in *sheets* cannot be played, if there is anything."""
    errors = [problem for sheet in sheets for problem in sheet.problems if problem.is_blocking]
    for problem in errors:
        click.echo(line(problem, lang), err=True)
    if errors:
        sys.exit(UNREADABLE)


def _of_kind(sheet: Sheet, kind: str) -> Sheet:
    """Return *sheet*, with a problem when it is another kind of document."""
    if sheet.kind in (None, kind):
        return sheet
    problem = sheet.problem(("format",), "not_this_kind", kind=kind, other=sheet.kind)
    return sheet.with_problems((problem,))
