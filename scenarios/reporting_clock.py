"""Reporting clocks: what rules ask of reports to authorities, with sources and how far they were verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scenarios.text import NOTHING, Text
from scenarios.timing import HOUR, MINUTE, Ms

EXACT_UNITS = {"minute": MINUTE, "hour": HOUR}
UNITS = (*EXACT_UNITS, "day", "working-day", "month")
WORDS = ("immediately", "promptly", "on-change")
"""Limits that a rule states without a number."""

VERIFICATIONS = ("source-read", "partly", "unverified")
PARTS = ("addressees", "anchor", "first", "cadence", "until", "final", "form")
"""The parts of a row that can be unknown or doubtful each by itself."""

IMMEDIATELY = "immediately"
INITIAL, LATEST = "submission-initial", "submission-latest"
"""Anchors that are reports themselves: the first, and the last, that was sent by the row named under ``after``."""


@dataclass(frozen=True, slots=True)
class Span:
    """How long a rule gives: *amount* of *unit*, or one of WORDS with no amount."""

    unit: str
    amount: int | None = None

    @property
    def exact_ms(self) -> Ms | None:
        """Its length where that needs no calendar: minutes, hours, and none at all for ``immediately``."""
        if self.unit == IMMEDIATELY:
            return 0
        length = EXACT_UNITS.get(self.unit)
        return None if length is None or self.amount is None else length * self.amount

    @property
    def is_measurable(self) -> bool:
        """Whether it ends at a moment at all."""
        return self.unit in UNITS


@dataclass(frozen=True, slots=True)
class Limit:
    """A report is due *within* a span after the anchor *since*."""

    within: Span
    since: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row was taken from; *says* puts it in our own words."""

    title: Text
    clause: Text = NOTHING
    says: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is reported to; *actors* are ids under which scenarios know it."""

    id: str
    title: Text
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """From when a clock counts, and the signals, actions and kinds of action by which a journal shows that moment."""

    id: str
    title: Text
    signals: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingClock:
    """One row: who is told, from when, how soon, how often, until when, how; None where a rule says nothing.

    *at_latest* caps *first* from another anchor. *to_fill* names the parts that still have to be taken from the
    official text, *doubtful* those that nothing confirmed, *conditional* those that hold only as *notes* say;
    *from_grade* is the lowest grade of event that it is about.
    """

    id: str
    title: Text
    addressees: tuple[str, ...]
    verification: str
    enabled: bool
    source: tuple[Source, ...]
    anchor: tuple[str, ...] = ()
    after: str | None = None
    first: Span | None = None
    at_latest: Limit | None = None
    cadence: Span | None = None
    until: str | None = None
    final: Limit | None = None
    form: Text = NOTHING
    phone_first: bool = False
    scope: Text = NOTHING
    from_grade: str | None = None
    in_force_from: date | None = None
    superseded_by: str | None = None
    to_fill: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    notes: Text = NOTHING

    @property
    def is_history(self) -> bool:
        """Whether another rule has taken its place."""
        return self.superseded_by is not None

    def judges(self, part: str) -> bool:
        """Whether reports are held against its *part*: neither doubtful nor bound to a condition."""
        return part not in (*self.doubtful, *self.conditional)

    @property
    def may_judge(self) -> bool:
        """Whether reports are held against it without being asked: verified, in force and switched on."""
        return self.enabled and not self.is_history and self.verification != "unverified"


@dataclass(frozen=True, slots=True)
class ReportingClocks:
    """A published version of the table; *grades* from the lowest to the highest, each with the ids it goes by."""

    id: str
    version: int
    title: Text
    as_of: date
    addressees: tuple[Addressee, ...]
    anchors: tuple[Anchor, ...]
    clocks: tuple[ReportingClock, ...]
    grades: tuple[tuple[str, ...], ...] = ()
    notes: Text = NOTHING

    def find(self, clock: str) -> ReportingClock | None:
        """Return the row *clock*, None if there is none."""
        return next((one for one in self.clocks if one.id == clock), None)

    def anchor(self, anchor: str) -> Anchor | None:
        """Return the anchor called *anchor*."""
        return next((one for one in self.anchors if one.id == anchor), None)

    def addressee_of(self, actor: str) -> Addressee | None:
        """Return who an actor of a scenario is."""
        return next((one for one in self.addressees if actor in one.actors), None)

    def grade(self, value: object) -> int | None:
        """Return how high a grade is, 0 the lowest; None for what is no grade."""
        ranks = (rank for rank, names in enumerate(self.grades) if value in names)
        return next(ranks, None)
