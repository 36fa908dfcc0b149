"""Clauses of a rule: what each asks of continuity work, in our own words, and what would show that it was exercised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scenarios.reporting_clock import Source, Span
from scenarios.text import NOTHING, Text

LEVELS = ("law", "regulation", "exchange-rule", "standard", "good-practice")


@dataclass(frozen=True, slots=True)
class Exercised:
    """What a clause asks of exercises as a whole.

    *within* is the longest time between two of them (None: the clause names none), *causes* what they must have begun
    with, each at least once; *joint* asks for outside parties, *switchover* for a measure that was really carried out.
    """

    within: Span | None = None
    causes: tuple[str, ...] = ()
    joint: bool = False
    switchover: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, shown to be covered by the steps that name it, or else by *sections* of the plan or by exercises.

    *id* is its number as steps name it, *number* how readers know it where that is another; *verification* says how
    far its words were checked, None: as the rule's.
    """

    id: str
    says: Text
    sections: tuple[str, ...] = ()
    exercised: Exercised | None = None
    verification: str | None = None
    notes: Text = NOTHING
    number: Text = NOTHING

    @property
    def is_by_steps(self) -> bool:
        """Whether it is covered by steps of the plan that name it."""
        return not self.sections and self.exercised is None


@dataclass(frozen=True, slots=True)
class Clauses:
    """A rule with those of its clauses that continuity work answers to; *names* are what steps may call it."""

    id: str
    version: int
    title: Text
    level: str
    as_of: date
    verification: str
    source: tuple[Source, ...]
    names: tuple[str, ...]
    clauses: tuple[Clause, ...]
    in_force_from: date | None = None
    notes: Text = NOTHING

    def find(self, clause: str) -> Clause | None:
        """Return the clause whose number is exactly *clause*."""
        return next((one for one in self.clauses if one.id == clause), None)

    def verified(self, clause: Clause) -> str:
        """Return how far *clause* was checked."""
        return clause.verification or self.verification
