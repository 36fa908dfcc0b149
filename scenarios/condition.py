"""The condition tree of formats.md section 2, as data only: what an anchor, trigger or question is made of."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Start:
    """StartEx itself."""


@dataclass(frozen=True, slots=True)
class At:
    """A moment of exercise time."""

    ms: Ms


@dataclass(frozen=True, slots=True)
class Signal:
    """A named happening that a script raises; as an anchor it counts each time it is raised."""

    name: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """An inject was played."""

    inject: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An inject was opened by somebody it was addressed to."""

    inject: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A step is done: one of its instances is answered."""

    step: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Did:
    """Somebody carried out an action, perhaps with a given option or as a given role."""

    action: str
    option: str | None = None
    by: str | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """An instance of a step has been open for longer than ``for_ms`` without an answer."""

    step: str
    for_ms: Ms


@dataclass(frozen=True, slots=True)
class ServiceIs:
    """A service is effectively in one of *states*, unbroken for ``for_ms``, or for ``total_ms`` in all."""

    service: str
    states: tuple[str, ...]
    for_ms: Ms | None = None
    total_ms: Ms | None = None


@dataclass(frozen=True, slots=True)
class RecoveryIs:
    """A recovery is in one of *states* (waiting, running, succeeded, failed)."""

    recovery: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleIs:
    """A role is in one of *states* (present, absent)."""

    role: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; a moment of one part while all others hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; each moment of a part."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; the moment at which it turns false."""

    part: Condition


Condition = (
    Start
    | At
    | Signal
    | Delivered
    | Opened
    | Done
    | Did
    | Silent
    | ServiceIs
    | RecoveryIs
    | RoleIs
    | AllOf
    | AnyOf
    | Not
)
"""Any node of the tree."""
