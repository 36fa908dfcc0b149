"""What the programme is reckoned from: exercises that are planned, and exercises that were held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

PLANNED, DONE, CANCELLED = "planned", "done", "cancelled"


@dataclass(frozen=True, slots=True)
class Planned:
    """An exercise of the programme on *day*; *exercise* is the one that was launched for it.

    *causes* and *type* are its scenario's. *duties* are those that it is meant to fulfil.
    """

    id: str
    day: date
    state: str = PLANNED
    plan: str | None = None
    services: frozenset[str] = frozenset()
    causes: tuple[str, ...] = ()
    type: str | None = None
    joint: bool = False
    duties: tuple[str, ...] = ()
    exercise: str | None = None
    reported: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An exercise that was held and ended on *day*.

    *services* are those that failed or were recovered in it, *switched* whether a recovery at another site was begun.
    *joint*, *claimed* (duties) and *reported* come from the programme, if it was planned there. One that was held
    *outside* of StartEx has no journal: the duties that it is claimed to fulfil are believed as far as its kind goes.
    """

    id: str
    day: date
    plan: str
    causes: tuple[str, ...] = ()
    type: str = ""
    services: frozenset[str] = frozenset()
    switched: bool = False
    joint: bool = False
    claimed: tuple[str, ...] = ()
    outside: bool = False
    planned: str | None = None
    reported: date | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that standing is reckoned from; *plans* are plan to its services.

    *since* is the day from which duties are counted that were never kept, *handed* the day on which the summary of a
    year was handed in.
    """

    today: date
    since: date
    plans: Mapping[str, frozenset[str]] = field(default_factory=dict)
    planned: tuple[Planned, ...] = ()
    held: tuple[Held, ...] = ()
    handed: Mapping[int, date] = field(default_factory=dict)
