"""Duties to exercise: what rules ask an organisation to drill, how often, and what it has to report and keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scenarios.reporting_clock import Source, Span
from scenarios.text import NOTHING, Text

VERIFICATIONS = ("verified", "partly", "unverified")
"""How far a duty was checked: read in a source, confirmed in part, or not at all."""

EXERCISE, SUMMARY = "exercise", "summary"
ASKS = (EXERCISE, SUMMARY)
"""What a duty asks for: that something is exercised, or that the year's exercises are reported."""

ONCE, REGULARLY = "once", "regularly"
YEAR, MONTH = "y", "m"
CALENDAR, ROLLING = "calendar", "rolling"
RECKONINGS = (CALENDAR, ROLLING)
"""Within each calendar year (or several), or counted from when it was last done."""

SWITCHOVER = "dr-switchover"
"""What an exercise includes when a recovery at another site was begun in it; causes are included by their names."""

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: *amount* of *unit* ``y`` or ``m``; ``once``; or ``regularly``, where a rule states no number."""

    unit: str
    amount: int | None = None

    @property
    def months(self) -> int | None:
        """Its length in months, None where there is no interval."""
        if self.amount is None:
            return None
        return self.amount * (_MONTHS if self.unit == YEAR else 1)


@dataclass(frozen=True, slots=True)
class Scope:
    """What has to be exercised each by itself: every plan, some plans or services; else the house as a whole."""

    every_plan: bool = False
    plans: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is about the organisation as a whole."""
        return not (self.every_plan or self.plans or self.services)


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of exercise that counts: with others or not, of which *types*, and what it *includes*."""

    joint: bool = False
    types: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()


ANY_KIND = Kind()


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report on each exercise is due *within* a span after its last day, to somebody."""

    within: Span
    to: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Keeping:
    """Records are kept for so many *years*; *verification* and *says* tell how well that is known."""

    years: int
    verification: str
    says: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty; *applies* says to whom, *last_done* the day on which it was last kept before anything was recorded."""

    id: str
    title: Text
    rule: Text
    every: Frequency
    verification: str
    enabled: bool
    source: tuple[Source, ...] = ()
    applies: Text = NOTHING
    asks: str = EXERCISE
    scope: Scope = WHOLE
    reckoned: str = CALENDAR
    kind: Kind = ANY_KIND
    report: ReportDue | None = None
    keeps: Keeping | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    last_done: date | None = None
    notes: Text = NOTHING

    def holds_on(self, day: date) -> bool:
        """Whether its rule is in force on *day*."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Duties:
    """A published version of a list of duties."""

    id: str
    version: int
    title: Text
    as_of: date
    duties: tuple[Duty, ...]
    notes: Text = NOTHING

    def find(self, duty: str) -> Duty | None:
        """Return the duty *duty*, None if there is none."""
        return next((one for one in self.duties if one.id == duty), None)
