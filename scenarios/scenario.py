"""A scenario: the script of an exercise over a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scenarios.condition import Condition, Did
from scenarios.inject import Inject
from scenarios.plan import Dependency, Takes
from scenarios.text import NOTHING, Text
from scenarios.timing import Ms

TYPES = ("seminar", "workshop", "tabletop", "game", "drill", "functional", "full-scale")
CAUSES = (
    "technical",
    "external-service",
    "human",
    "natural",
    "public-health",
    "supplier-exit",
    "key-person",
    "cyber",
)
"""What an exercise can begin with; ``cyber`` is an attack by people on systems, ``human`` any other human damage."""

ORDER_218 = ("cyber", "natural", "public-health", "key-person", "supplier-exit")
"""Those that CSRC Order 218 art. 37 wants plans to be prepared for."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Places for one role; *most* is how many people may share it."""

    role: str
    most: int = 1  # the document's key is `max`


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the outside world, played by the script and the facilitator."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Objective:
    """What the exercise is for; its steps carry its score."""

    id: str
    title: Text
    steps: tuple[str, ...] = ()
    capability: Text = NOTHING
    target: Text = NOTHING
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoveryReality:
    """Where a recovery differs from the plan's belief; None keeps what the plan says."""

    restores: tuple[str, ...] | None = None
    takes: Takes | None = None
    needs: Mapping[str, int] | None = None
    loses: Ms | None = None
    makes_up: tuple[str, ...] | None = None
    success: float | None = None
    starts_on: Did | None = None


@dataclass(frozen=True, slots=True)
class ServiceReality:
    """Where a service's dependencies differ from the plan's belief; None keeps what the plan says."""

    depends_on: tuple[Dependency, ...] | None = None
    degrades_on: tuple[Dependency, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reality:
    """Where the world differs from what the plan believes; participants never see it."""

    recoveries: Mapping[str, RecoveryReality] = field(default_factory=dict)
    services: Mapping[str, ServiceReality] = field(default_factory=dict)
    resources: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TruthRow:
    """A value that is so once *since* (the document's key is `from`) has held; None: from the start."""

    value: object
    since: Condition | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a discussion-based exercise."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Scenario:
    """The whole script; what participants must not know is marked by formats.md section 2."""

    id: str
    title: Text
    plan: str
    duration: Ms
    story_start: datetime
    injects: tuple[Inject, ...]
    seats: tuple[Seat, ...]
    summary: Text = NOTHING
    briefing: Text = NOTHING
    type: str = "tabletop"
    causes: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    actors: tuple[Actor, ...] = ()
    objectives: tuple[Objective, ...] = ()
    reality: Reality = field(default_factory=Reality)
    truth: Mapping[str, tuple[TruthRow, ...]] = field(default_factory=dict)
    end_when: Condition | None = None
