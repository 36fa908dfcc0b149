"""The reporting analysis of a table as JSON: duties with titles, what was sent against what was so, classes, proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from exercise.entry import person_of, role_of
from exercise.evaluation.duty import Anchor, Duty, NotJudged, Reason, ReportingAnalysis, Sent
from exercise.evaluation.report_class import CLASSES
from exercise.evaluation.reporting import analyse
from exercise.evaluation.story_limits import IsWorking
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.clock_shelf import shipped_clocks
from scenarios.reporting_clock import ReportingClock, ReportingClocks, Span
from scenarios.text import Text
from scenarios.timing import Ms
from web.register.calendar import china
from web.reports.clock_rows import span_paper
from web.reports.proof import Proofs
from web.reports.review import length_ms, title_of
from web.reports.values import spoken, stated
from web.table import Table

Paper = dict[str, Any]


def reporting_paper(
    table: Table,
    now: Ms | None = None,
    evaluation: Paper | None = None,
    is_working: IsWorking | None = None,
) -> Paper:
    """Return the reporting analysis of *table* (docs/protocol.md 2); *now*: with the clock there while it runs.

    *evaluation* is the judgement as the reader may see it (None: all of it), *is_working* the organisation's calendar
    (None: China's).
    """
    evaluation, clocks = evaluation or table.evaluation(now), shipped_clocks()
    calendar = is_working or _is_working_in_china
    found = analyse(table.proceedings, table.entries, evaluation, clocks, now, calendar)
    writer = _Writer(table, evaluation, clocks)
    return {
        "duration_ms": length_ms(table),
        "now_ms": max(table.proceedings.state.at, 0 if table.has_ended else now or 0),
        "has_ended": table.has_ended,
        "clocks": {"id": clocks.id, "version": clocks.version, "as_of": clocks.as_of.isoformat()},
        "duties": [writer.duty(one) for one in found.duties],
        "not_judged": [writer.not_judged(one) for one in found.not_judged],
        "totals": totals(found),
        "first_report_ms": found.first_report,
        "longest_silence_ms": found.longest_silence,
    }


def totals(found: ReportingAnalysis) -> dict[str, int]:
    """Return in how many duties each class occurs."""
    return {each: sum(each in duty.classes for duty in found.duties) for each in CLASSES}


class _Writer:
    """Writes one table's analysis with the titles of its documents."""

    def __init__(self, table: Table, evaluation: Paper, clocks: ReportingClocks) -> None:
        self._setting: Setting = table.setting
        self._clocks = clocks
        self._proofs = Proofs(table)
        self._facts = stated(table, evaluation)
        self._actors = {actor.id: actor.title for actor in table.setting.scenario.actors}

    def duty(self, duty: Duty) -> Paper:
        row = self._clocks.find(duty.clock or "")
        return {
            "id": duty.id,
            "origin": duty.origin,
            "step": duty.step,
            "instance": duty.instance,
            "clock": duty.clock,
            "part": duty.part,
            "title": self._title(duty, row),
            "addressee": self._addressee(duty),
            "source": self._source(duty),
            "verification": None if row is None else row.verification,
            "anchor": self._anchor(duty.anchor),
            "within": duty.within if duty.within is None else _within(duty.within),
            "due_ms": duty.due,
            "hard": duty.hard,
            "every_ms": duty.every,
            "closed_ms": duty.closed,
            "status": duty.status,
            "classes": list(duty.classes),
            "sent": [self._sent(duty, one) for one in duty.sent],
            "gaps": [
                {
                    "from": g.start,
                    "to": g.end,
                    "ms": g.length,
                    "over_ms": g.over,
                    "jumped_ms": g.jumped,
                }
                for g in duty.gaps
            ],
            "reasons": [self._reason(duty, one) for one in duty.reasons],
        }

    def not_judged(self, one: NotJudged) -> Paper:
        row = self._clocks.find(one.clock)
        title = {} if row is None else text_paper(row.title)
        actors = [self._actor(actor) for actor in one.addressees]
        return {"clock": one.clock, "title": title, "addressees": actors, "reason": one.reason}

    def _title(self, duty: Duty, row: ReportingClock | None) -> dict[str, str]:
        if duty.origin == "plan" and duty.step is not None:
            return title_of(self._setting, duty.step)
        return {"": duty.id} if row is None else text_paper(row.title)

    def _addressee(self, duty: Duty) -> Paper | None:
        return None if duty.addressee is None else self._actor(duty.addressee)

    def _actor(self, actor: str) -> Paper:
        known = self._clocks.addressee_of(actor)
        title = self._actors.get(actor) or (None if known is None else known.title)
        return {"id": actor, "title": {"": actor} if title is None else text_paper(title)}

    def _source(self, duty: Duty) -> Paper | None:
        step = self._setting.steps.get(duty.step or "")
        if duty.origin != "plan" or step is None:
            return None
        return {"kind": step.source, "clause": list(step.clause)}

    def _anchor(self, anchor: Anchor | None) -> Paper | None:
        if anchor is None:
            return None
        row = self._clocks.anchor(anchor.code)
        inject = self._setting.injects.get(anchor.inject or "")
        return {
            "at": anchor.at,
            "seq": anchor.seq,
            "code": anchor.code,
            "title": None if row is None else text_paper(row.title),
            "inject": None if inject is None else text_paper(inject.title or Text.plain(inject.id)),
        }

    def _sent(self, duty: Duty, one: Sent) -> Paper:
        role = self._setting.roles.get(role_of(one.by))
        return {
            "seq": one.seq,
            "at": one.at,
            "by": one.by,
            "by_title": None if role is None else text_paper(role.title),
            "person": person_of(one.by),
            "action_title": text_paper(self._setting.actions[one.action].title),
            "after_close": one.is_after_close,
            "stand_in": one.is_by_stand_in,
            "classes": classes_of(duty, one),
            "facts": self._facts_of(duty, one),
            "left_empty": [self._field(one, name) for name in one.left_empty],
        }

    def _facts_of(self, duty: Duty, one: Sent) -> list[Paper]:
        own = f"{duty.step}.facts#{duty.instance}"
        rows = self._facts.get(own) if duty.origin == "plan" else None
        every = (row for of_step in self._facts.values() for row in of_step)
        found = {
            row["field"]: row for row in (every if rows is None else rows) if row["seq"] == one.seq
        }
        return list(found.values()) if duty.origin != "plan" or rows is not None else []

    def _field(self, one: Sent, name: str) -> dict[str, str]:
        form = self._setting.forms[self._setting.actions[one.action].form or ""]
        return next(
            (text_paper(field.title) for field in form.fields if field.id == name), {"": name}
        )

    def _reason(self, duty: Duty, reason: Reason) -> Paper:
        return {
            "code": reason.code,
            "class": reason.report_class,
            "numbers": self._numbers(duty, reason.numbers),
            "proof": self._proofs.of(reason.evidence),
        }

    def _numbers(self, duty: Duty, numbers: Mapping[str, object]) -> Paper:
        """Return *numbers* with fields, grades and services by their titles."""
        paper = dict(numbers)
        if duty.sent and isinstance(fields := numbers.get("fields"), list):
            paper["fields"] = [self._field(duty.sent[0], name) for name in fields]
        for name in ("said", "truth"):
            if name in numbers:
                paper[name] = spoken(self._setting, self._graded(duty), numbers[name])
        if "service" in numbers:
            paper["service"] = title_of(self._setting, str(numbers["service"]))
        return paper

    def _graded(self, duty: Duty) -> Any:
        """Return the field of the duty's form whose options are grades."""
        form = self._setting.forms.get(self._setting.actions[duty.sent[0].action].form or "")
        for field in () if form is None else form.fields:
            if any(self._clocks.grade(option.id) is not None for option in field.options):
                return field
        return None


def classes_of(duty: Duty, one: Sent) -> list[str]:
    """Return what was wrong with one report: too late after its call or after the last one, false, incomplete."""
    found = {
        reason.report_class
        for reason in duty.reasons
        if one.seq in reason.evidence and reason.code != "cadence_gap"
    }
    if any(gap.over and gap.end == one.at for gap in duty.gaps):
        found.add("late")
    return [each for each in CLASSES if each in found]


def _is_working_in_china(day: date) -> bool:
    return china().is_working(day)


def _within(within: Span | Ms) -> Paper:
    return {"ms": within} if isinstance(within, int) else span_paper(within) or {}
