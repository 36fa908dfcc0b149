"""Where a finding stands on its way through the plan: a fold of what happened to it, in the order of time.

Open, planned, in revision, published, then verified by evidence, or reopened by evidence; closed only by a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

OPEN, PLANNED, IN_REVISION, PUBLISHED = "open", "planned", "in_revision", "published"
VERIFIED, REOPENED, CLOSED = "verified", "reopened", "closed"
STANDINGS = (OPEN, PLANNED, IN_REVISION, PUBLISHED, VERIFIED, REOPENED, CLOSED)
UNSETTLED = (OPEN, PLANNED, IN_REVISION, PUBLISHED, REOPENED)
"""The standings of findings that somebody still has to do something about, or wait for."""

FOUND, ACTION_PLANNED, ACTION_DROPPED, ACTION_DONE = "found", "planned", "dropped", "done"
CITED, WITHDRAWN, ISSUED = "cited", "withdrawn", "published"
MET, FAILED, FAILED_OTHERWISE, SIMULATED = "met", "failed", "failed_otherwise", "simulated"
FEASIBLE, INFEASIBLE = "feasible", "infeasible"
SETTLED, STILL_THERE = "settled", "still_there"
BY_PERSON, BACK_BY_PERSON = "closed", "reopened"
WHATS = (
    *(FOUND, BACK_BY_PERSON, BY_PERSON, ACTION_DROPPED, ACTION_PLANNED, ACTION_DONE, WITHDRAWN),
    *(ISSUED, STILL_THERE, SETTLED, INFEASIBLE, FEASIBLE),
    *(SIMULATED, FAILED_OTHERWISE, FAILED, MET, CITED),
)
"""All that can happen to a finding; of the same moment in this order."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that bears on a finding: *at* (ISO 8601 in UTC) *what*, by *who*, and its particulars.

    ``planned dropped done`` name an *action*, ``cited withdrawn`` a *draft*, ``published`` a *draft* and a *version*,
    ``met failed failed_otherwise simulated`` the *exercise*, the *version* that it was played by and when it *began*,
    ``feasible infeasible settled still_there`` a *version*, ``closed reopened`` a *reason*.
    """

    at: str
    what: str
    who: str | None = None
    numbers: Mapping[str, object] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version of the plan that it is about; 0 of none."""
        found = self.numbers.get("version")
        return found if isinstance(found, int) else 0


@dataclass(frozen=True, slots=True)
class Stage:
    """One happening of a finding's course, and where the finding stood after it."""

    happening: Happening
    standing: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands, and its whole course, each stage with its evidence."""

    standing: str
    course: tuple[Stage, ...]

    @property
    def since(self) -> str | None:
        """The moment of the happening that brought it where it stands; None of an empty course."""
        found = None
        for before, stage in zip((None, *self.course), self.course, strict=False):
            if before is None or before.standing != stage.standing:
                found = stage.happening.at
        return found


def standing_of(happenings: Iterable[Happening], needs_change: bool = True) -> Standing:
    """Return where a finding stands after all *happenings*, given in any order.

    *needs_change*: that it is met proves something only after a change of the plan or an action that was done; false
    of what was merely never exercised.
    """
    way = _Way(needs_change)
    course = []
    for one in sorted(happenings, key=lambda each: (each.at, WHATS.index(each.what))):
        _ARMS[one.what](way, one)
        course.append(Stage(one, way.standing))
    return Standing(way.standing, tuple(course))


class _Way:
    """How far a finding has come."""

    def __init__(self, needs_change: bool) -> None:
        self.needs_change = needs_change
        self.plans: set[object] = set()
        self.done: dict[object, str] = {}
        self.drafts: set[object] = set()
        self.version: int | None = None
        self.closed_at: str | None = None
        self.is_proven = False
        self.has_failed = False

    @property
    def standing(self) -> str:
        """Where it stands now."""
        if self.closed_at is not None:
            return CLOSED
        if self.is_proven:
            return VERIFIED
        if self.drafts:
            return IN_REVISION
        if self.version is not None:
            return PUBLISHED
        if self.plans or self.done:
            return PLANNED
        return REOPENED if self.has_failed else OPEN

    def begin_again(self) -> None:
        """Forget all that was tried: it did not help, or a person says so."""
        self.plans.clear()
        self.done.clear()
        self.drafts.clear()
        self.version = self.closed_at = None
        self.is_proven, self.has_failed = False, True

    def is_tried(self, one: Happening) -> bool:
        """Whether what was done about it by then was put to the test by the trial *one*."""
        if self.version is not None:
            return one.version >= self.version
        if self.done and not self.plans and not self.drafts:
            return str(one.numbers.get("began", one.at)) >= max(self.done.values())
        return self.is_proven or not self.needs_change


def _nothing(_way: _Way, _one: Happening) -> None:
    """It is evidence that changes nothing, but stands in the course."""


def _plan(way: _Way, one: Happening) -> None:
    way.plans.add(one.numbers.get("action"))
    way.done.pop(one.numbers.get("action"), None)


def _drop(way: _Way, one: Happening) -> None:
    way.plans.discard(one.numbers.get("action"))
    way.done.pop(one.numbers.get("action"), None)


def _do(way: _Way, one: Happening) -> None:
    way.plans.discard(one.numbers.get("action"))
    way.done[one.numbers.get("action")] = one.at


def _cite(way: _Way, one: Happening) -> None:
    way.drafts.add(one.numbers.get("draft"))


def _withdraw(way: _Way, one: Happening) -> None:
    way.drafts.discard(one.numbers.get("draft"))


def _issue(way: _Way, one: Happening) -> None:
    way.drafts.discard(one.numbers.get("draft"))
    way.version, way.is_proven, way.has_failed = one.version, False, False


def _succeed(way: _Way, one: Happening) -> None:
    way.is_proven = way.is_proven or way.is_tried(one)


def _fail(way: _Way, one: Happening) -> None:
    """A failure counts against what was tried; against a person's word when the exercise began after it."""
    if way.closed_at is not None:
        is_against = str(one.numbers.get("began", one.at)) >= way.closed_at
    else:
        is_against = way.is_proven or way.version is not None or bool(way.done)
        is_against = is_against and way.is_tried(one)
    if is_against:
        way.begin_again()


def _prove_feasible(way: _Way, one: Happening) -> None:
    if way.version is not None and one.version >= way.version:
        way.is_proven = True


def _prove_infeasible(way: _Way, one: Happening) -> None:
    if way.closed_at is None and way.version is not None and one.version >= way.version:
        way.begin_again()


def _settle(way: _Way, _one: Happening) -> None:
    way.is_proven = True


def _still(way: _Way, one: Happening) -> None:
    """A version that was to put it right, or a later one, has it still or again."""
    if way.closed_at is None and (way.is_proven or one.version == way.version):
        way.begin_again()


def _close(way: _Way, one: Happening) -> None:
    way.closed_at = one.at


def _reopen(way: _Way, _one: Happening) -> None:
    way.begin_again()


_ARMS: Mapping[str, Callable[[_Way, Happening], None]] = {
    **dict.fromkeys((FOUND, SIMULATED, FAILED_OTHERWISE), _nothing),
    ACTION_PLANNED: _plan,
    ACTION_DROPPED: _drop,
    ACTION_DONE: _do,
    CITED: _cite,
    WITHDRAWN: _withdraw,
    ISSUED: _issue,
    MET: _succeed,
    FAILED: _fail,
    FEASIBLE: _prove_feasible,
    INFEASIBLE: _prove_infeasible,
    SETTLED: _settle,
    STILL_THERE: _still,
    BY_PERSON: _close,
    BACK_BY_PERSON: _reopen,
}
