"""Where a plan is at fault by law: what it says against what a law, a rule or a reporting clock says (doctrine 5.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from exercise.conformance.obligation import WEIGHTS
from exercise.evaluation.findings import severity
from scenarios.condition import AllOf, Condition, Done
from scenarios.plan import Plan
from scenarios.procedure import SOURCES, Step
from scenarios.reporting_clock import ReportingClock, ReportingClocks, Span
from scenarios.timing import Ms, write_duration

OVERRIDDEN, LOOSER = "plan_overridden", "limit_looser"
CLOCK_STRICTER, APPROVALS_TOO_LONG = "clock_stricter", "approvals_too_long"
CODES = (OVERRIDDEN, LOOSER, CLOCK_STRICTER, APPROVALS_TOO_LONG)
CLOCK = "clock"
"""In place of a step's source: the side is a row of the table of reporting clocks."""

_RULES = ("law", "regulation", "exchange-rule")
_LIMITS = ("within", "every")

Written = Callable[[str, str], object]
"""Returns what a key of a step says, as the plan writes it; None when it is not there."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the step, or the row of clocks, with where it was taken from and its limit."""

    id: str
    source: str
    clause: tuple[str, ...] = ()
    key: str | None = None
    ms: Ms | None = None
    verification: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """The change that is proposed: one *field* of a *step*, as the plan writes it."""

    step: str
    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class SourceConflict:
    """The *plan*'s side says less than the *rule*'s; *chain* are the approvals that come before a report."""

    code: str
    rule: Side
    plan: Side
    severity: str
    remedy: Remedy | None
    chain: tuple[Side, ...] = field(default_factory=tuple)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same conflict in another version: the step at fault, the other side and what is wrong."""
        about = f"{self.rule.id}.{self.plan.key}" if self.plan.key else self.rule.id
        return self.plan.id, about, self.code


def conflicts_by_source(
    plan: Plan, clocks: ReportingClocks, written: Written
) -> tuple[SourceConflict, ...]:
    """Return every conflict of *plan*, in document order of the steps at fault within each kind."""
    look = _Look(plan, clocks, written)
    return (*look.overridden(), *look.looser(), *look.clocks(), *look.approvals())


class _Look:
    def __init__(self, plan: Plan, clocks: ReportingClocks, written: Written) -> None:
        self._steps = {step.id: step for step in plan.steps()}
        self._kinds = {action.id: action.kind for action in plan.actions}
        self._table = clocks
        self._written = written

    def overridden(self) -> Iterator[SourceConflict]:
        """Yield the steps that another one overrides, and that do not yet give way to it."""
        for rule in self._steps.values():
            for name in rule.overrides:
                step = self._steps.get(name)
                if step is not None and not _gives_way(step, rule):
                    yield _conflict(OVERRIDDEN, _side(rule), step, self._giving_way(step, rule))

    def looser(self) -> Iterator[SourceConflict]:
        """Yield the limits that are looser than a rule's for the same action from the same anchor."""
        for step in self._steps.values():
            for rule in self._steps.values():
                if not _is_outranked(step, rule):
                    continue
                for key in _LIMITS:
                    mine, theirs = getattr(step, key), getattr(rule, key)
                    if mine is not None and theirs is not None and mine > theirs:
                        remedy = self._remedy(step, key, write_duration(theirs))
                        yield _conflict(LOOSER, _side(rule, key, theirs), step, remedy, key, mine)

    def clocks(self) -> Iterator[SourceConflict]:
        """Yield the limits and cadences that a row of the table of clocks is stricter than."""
        for step in self._steps.values():
            row = self._row(step)
            if row is None:
                continue
            for key, span in (("within", row.first), ("every", row.cadence)):
                limit, mine = _exact(span), getattr(step, key)
                if limit and (mine is None or mine > limit):
                    remedy = self._remedy(step, key, write_duration(limit))
                    rule = Side(row.id, CLOCK, (), key, limit, row.verification)
                    yield _conflict(CLOCK_STRICTER, rule, step, remedy, key, mine)

    def approvals(self) -> Iterator[SourceConflict]:
        """Yield the reports asked for by a rule that may lawfully wait for approvals longer than they have."""
        for report in self._steps.values():
            rule = self._limit_of(report)
            if rule is None or rule.ms is None:
                continue
            last, needed = max(
                (
                    (self._steps[name], self._ready(name, report, ()))
                    for name in self._before(report)
                ),
                key=lambda pair: pair[1],
                default=(None, 0),
            )
            if last is None or needed <= rule.ms:
                continue
            chain = tuple(self._chain(last, report, ()))
            remedy = self._shorter(report, last, needed - rule.ms)
            found = _conflict(APPROVALS_TOO_LONG, rule, last, remedy, "within", needed)
            yield replace(found, chain=chain)

    def _row(self, step: Step) -> ReportingClock | None:
        row = None if step.clock is None else self._table.find(step.clock)
        return None if row is None or row.is_history else row

    def _limit_of(self, report: Step) -> Side | None:
        """Return by when a rule wants *report*; None when no rule does, or it is no report."""
        if self._kinds.get(report.does) != "report":
            return None
        row = self._row(report)
        limit = None if row is None else _exact(row.first)
        if row is not None and limit and (report.within is None or limit <= report.within):
            return Side(report.id, CLOCK, (row.id,), "within", limit, row.verification)
        return _side(report, "within", report.within) if report.source in _RULES else None

    def _before(self, step: Step) -> list[str]:
        names = dict.fromkeys((*step.after, *_done_anchors(step.when)))
        return [name for name in names if name in self._steps]

    def _ready(self, name: str, report: Step, seen: tuple[str, ...]) -> Ms:
        """Return how long after *report*'s call the step *name* may be done at the latest."""
        step = self._steps[name]
        if name in seen or step.within is None:
            return 0
        if step.when == report.when:
            return step.within
        earlier = [n for n in _done_anchors(step.when) if n in self._steps]
        if not earlier:
            return 0
        return step.within + max(self._ready(n, report, (*seen, name)) for n in earlier)

    def _chain(self, step: Step, report: Step, seen: tuple[str, ...]) -> Iterator[Side]:
        """Yield the approvals up to *step*, the first one first."""
        if step.id not in seen and step.when != report.when:
            known = [n for n in _done_anchors(step.when) if n in self._steps]
            if known:
                before = max(known, key=lambda n: self._ready(n, report, (*seen, step.id)))
                yield from self._chain(self._steps[before], report, (*seen, step.id))
        yield _side(step, "within", step.within)

    def _giving_way(self, step: Step, rule: Step) -> Remedy:
        for key in ("not_before", "not_while"):
            wanted = self._written(rule.id, key)
            if wanted is not None:
                old = self._written(step.id, key)
                both = {"all" if key == "not_before" else "any": [old, wanted]}
                return Remedy(step.id, key, old, wanted if old is None else both)
        return self._remedy(step, "after", [*step.after, rule.id])

    def _shorter(self, report: Step, last: Step, over: Ms) -> Remedy:
        """Propose less time for the last approval; where that leaves none, a report that does not wait for it."""
        left = (last.within or 0) - over
        if left > 0:
            return self._remedy(last, "within", write_duration(left))
        return self._remedy(report, "after", [n for n in report.after if n != last.id] or None)

    def _remedy(self, step: Step, key: str, new: object) -> Remedy:
        return Remedy(step.id, key, self._written(step.id, key), new)


def _conflict(
    code: str,
    rule: Side,
    step: Step,
    remedy: Remedy | None,
    key: str | None = None,
    ms: Ms | None = None,
) -> SourceConflict:
    grave = severity(WEIGHTS[step.criticality], is_broken=True)
    return SourceConflict(code, rule, _side(step, key, ms), grave, remedy)


def _side(step: Step, key: str | None = None, ms: Ms | None = None) -> Side:
    return Side(step.id, step.source, step.clause, key, ms)


def _gives_way(step: Step, rule: Step) -> bool:
    """Whether *step* already waits for what *rule* wants, or is forbidden as long as that one forbids it."""
    if rule.id in step.after:
        return True
    return any(
        theirs is not None and (mine == theirs or theirs in getattr(mine, "parts", ()))
        for mine, theirs in (
            (step.not_before, rule.not_before),
            (step.not_while, rule.not_while),
        )
    )


def _is_outranked(step: Step, rule: Step) -> bool:
    return (
        rule.source in _RULES
        and SOURCES.index(step.source) > SOURCES.index(rule.source)
        and step.does == rule.does
        and step.when == rule.when
    )


def _exact(span: Span | None) -> Ms | None:
    return None if span is None else span.exact_ms


def _done_anchors(when: Condition | None) -> tuple[str, ...]:
    """Return the steps whose being done calls for what is anchored at *when*."""
    match when:
        case Done(step=step):
            return (step,)
        case AllOf(parts=parts):
            return tuple(name for part in parts for name in _done_anchors(part))
    return ()
