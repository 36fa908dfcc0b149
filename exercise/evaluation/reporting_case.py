"""What the reporting analysis asks of an exercise: its reports, the moments from which clocks count, its judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.conformance.marks import Mark
from exercise.entry import Entry, is_same_person, role_of
from exercise.evaluation.duty import Anchor, Sent, UnderGraded
from exercise.evaluation.report_class import REPORT, reached
from exercise.evaluation.story_limits import IsWorking, is_weekday
from exercise.facts import Acted, Ended, ServiceChanged, SignalRaised
from exercise.instances import Instance
from exercise.proceedings import Proceedings
from scenarios.reporting_clock import ReportingClocks
from scenarios.timing import Ms

Paper = Mapping[str, Any]
Verdicts = Mapping[tuple[str, str, int], str]
"""The verdicts of the judgement by step, kind and instance."""


@dataclass(frozen=True, slots=True)
class Case:
    """One exercise up to *now*, with its judgement and the table of clocks."""

    proceedings: Proceedings
    entries: Sequence[Entry]
    verdicts: Verdicts
    clocks: ReportingClocks
    now: Ms
    is_working: IsWorking = is_weekday

    @property
    def has_ended(self) -> bool:
        """Whether EndEx was given."""
        return self.proceedings.state.ended_at is not None

    def reports(self) -> Iterator[Entry]:
        """Yield every report that was sent, in order."""
        actions = self.proceedings.setting.actions
        for entry in self.entries:
            if isinstance(entry.fact, Acted):
                action = actions.get(entry.fact.action)
                if action is not None and action.kind == REPORT:
                    yield entry

    def addressees(self, entry: Entry) -> tuple[str, ...]:
        """Return whom a report reached: those that it names, else those of its action."""
        return reached(self.proceedings.setting, entry)

    def reports_to(self, actor: str) -> tuple[Entry, ...]:
        """Return the reports that reached *actor*."""
        return tuple(entry for entry in self.reports() if actor in self.addressees(entry))


def verdicts_of(evaluation: Paper) -> Verdicts:
    """Return the verdicts of an evaluation."""
    return {
        (one["step"], one["kind"], one["instance"]): one["verdict"]
        for one in evaluation["obligations"]
    }


def sent(case: Case, entry: Entry, marks: Sequence[Mark], closed: Ms | None = None) -> Sent:
    """Return the report *entry* with its *marks*; *closed* is when reports were due no longer."""
    act = entry.fact if isinstance(entry.fact, Acted) else Acted("")
    return Sent(
        seq=entry.seq,
        at=entry.at,
        by=entry.by or "",
        action=act.action,
        to=case.addressees(entry),
        form=dict(act.form or {}),
        marks=tuple(marks),
        left_empty=_left_empty(case, act, marks),
        is_after_close=closed is not None and entry.at > closed,
        under_graded=_under_graded(case, entry, marks),
    )


def marks_of(instance: Instance) -> dict[int, tuple[Mark, ...]]:
    """Return the marks of each report of *instance* by its entry number."""
    told = instance.reports or ([instance.answer] if instance.answer is not None else [])
    return {entry.seq: marks for entry, marks in zip(told, instance.marks, strict=False)}


def all_marks(case: Case) -> dict[int, tuple[Mark, ...]]:
    """Return the marks of every report by its entry number, whatever step asked for them."""
    found: dict[int, tuple[Mark, ...]] = {}
    for record in case.proceedings.records.values():
        for instance in record.instances:
            found |= marks_of(instance)
    return found


def anchor(case: Case, name: str, since: Anchor | None = None) -> Anchor | None:
    """Return the first moment after *since* at which the anchor called *name* is seen in the journal."""
    entries = [e for e in case.entries if since is None or (e.at, e.seq) >= (since.at, since.seq)]
    found = _named(case, name, entries)
    if found is None and name == "occurrence":
        found = _first_trouble(entries)
    if found is None and name in ("restored", "recovered", "end"):
        found = _all_up(entries)
    if found is None and name == "drill-end":
        found = next((entry for entry in entries if isinstance(entry.fact, Ended)), None)
    return None if found is None else Anchor(name, found.at, found.seq, _cause(found))


def _named(case: Case, name: str, entries: Sequence[Entry]) -> Entry | None:
    row = case.clocks.anchor(name)
    if row is None:
        return None
    exact = (entry for entry in entries if _is_one_of(entry, row.signals, row.actions))
    found = next(exact, None)
    if found is not None or not row.kinds:
        return found
    actions = case.proceedings.setting.actions
    acts = (entry for entry in entries if isinstance(entry.fact, Acted))
    return next((e for e in acts if actions[e.fact.action].kind in row.kinds), None)  # type: ignore[union-attr]


def _is_one_of(entry: Entry, signals: Sequence[str], actions: Sequence[str]) -> bool:
    match entry.fact:
        case SignalRaised(signal=signal):
            return signal in signals
        case Acted(action=action):
            return action in actions
    return False


def _first_trouble(entries: Sequence[Entry]) -> Entry | None:
    changes = (entry for entry in entries if isinstance(entry.fact, ServiceChanged))
    return next((e for e in changes if e.fact.before == "up"), None)  # type: ignore[union-attr]


def _all_up(entries: Sequence[Entry]) -> Entry | None:
    """Return the entry with which every service was up again and stayed so."""
    troubled: set[str] = set()
    last: Entry | None = None
    for entry in entries:
        if isinstance(entry.fact, ServiceChanged):
            (troubled.discard if entry.fact.to == "up" else troubled.add)(entry.fact.service)
            last = entry if not troubled else None
    return last


def _cause(entry: Entry) -> str | None:
    return entry.fact.inject if isinstance(entry.fact, SignalRaised) else None


def _left_empty(case: Case, act: Acted, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the required fields that say nothing and that no fact asks about."""
    form = case.proceedings.setting.forms.get(
        case.proceedings.setting.actions[act.action].form or ""
    )
    asked, said = {mark.field for mark in marks}, act.form or {}
    return tuple(
        field.id
        for field in (() if form is None else form.fields)
        if field.required and field.id not in asked and said.get(field.id) in (None, "", ())
    )


def _under_graded(case: Case, entry: Entry, marks: Sequence[Mark]) -> UnderGraded | None:
    for mark in marks:
        said, truth = case.clocks.grade(mark.said), case.clocks.grade(mark.truth)
        if said is not None and truth is not None and said < truth:
            was_known = _had_graded(case, entry, said)
            return UnderGraded(str(mark.said), str(mark.truth), was_known)
    return None


def _had_graded(case: Case, report: Entry, said: int) -> bool:
    """Whether the sender, or somebody in the same role, had stated a higher grade than *said* before."""
    for entry in case.entries:
        if entry.seq >= report.seq:
            return False
        act = entry.fact
        if isinstance(act, Acted) and _is_sender(entry.by or "", report.by or ""):
            values = [act.option, *(act.form or {}).values()]
            grades = [case.clocks.grade(value) for value in values if isinstance(value, str)]
            if any(grade is not None and grade > said for grade in grades):
                return True
    return False


def _is_sender(one: str, other: str) -> bool:
    return is_same_person(one, other) or role_of(one) == role_of(other)
