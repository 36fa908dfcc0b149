"""A continuity plan: roles, services, recoveries, forms, actions and procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenarios.condition import Did
from scenarios.origin import Imported
from scenarios.procedure import Procedure, Step
from scenarios.text import NOTHING, Text
from scenarios.timing import Ms

SERVICE_STATES = ("up", "degraded", "down")
RECOVERY_STATES = ("waiting", "running", "succeeded", "failed")
ROLE_STATES = ("present", "absent")
FIELD_TYPES = ("text", "number", "time", "choice", "choices", "services", "yes-no")
ACTION_KINDS = (
    "acknowledge",
    "verify",
    "assess",
    "decide",
    "activate",
    "notify",
    "report",
    "execute",
    "confirm",
    "communicate",
    "record",
)
SECTIONS = ("purpose", "organisation", "activation", "implementation", "resources", "other")


@dataclass(frozen=True, slots=True)
class Role:
    """A part that people play; *deputies* in order of succession."""

    id: str
    title: Text
    deputies: tuple[str, ...] = ()
    duties: Text = NOTHING


@dataclass(frozen=True, slots=True)
class AnyOfServices:
    """A dependency that is as good as the best of *services*."""

    services: tuple[str, ...]


Dependency = str | AnyOfServices


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the business impact analysis; *impact* is per minute of effective down."""

    id: str
    title: Text
    rto: Ms | None = None
    rpo: Ms | None = None
    depends_on: tuple[Dependency, ...] = ()
    degrades_on: tuple[Dependency, ...] = ()
    impact: Mapping[str, float] = field(default_factory=dict)
    monitored: bool = True


@dataclass(frozen=True, slots=True)
class Fixed:
    """A length of time that is always the same."""

    ms: Ms


@dataclass(frozen=True, slots=True)
class Triangular:
    """A length of time between *least* and *most*, likeliest at *mode*."""

    least: Ms
    mode: Ms
    most: Ms


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A length of time whose logarithm is normal around that of *median* with deviation *sigma*."""

    median: Ms
    sigma: float


Takes = Fixed | Triangular | Lognormal


@dataclass(frozen=True, slots=True)
class Recovery:
    """A measure that brings services back; what the plan believes, or, under *reality*, what is so."""

    id: str
    title: Text
    starts_on: Did
    restores: tuple[str, ...]
    takes: Takes
    needs: Mapping[str, int] = field(default_factory=dict)
    loses: Ms = 0
    makes_up: tuple[str, ...] = ()
    success: float = 1.0


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a decision or of a choice field; ids serve as titles where none is written."""

    id: str
    title: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; *options* only for choice and choices."""

    id: str
    type: str
    title: Text
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet that is filled when its action is carried out."""

    id: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A verb that a participant can carry out; *by* empty means anybody (and it is judged)."""

    id: str
    kind: str
    title: Text
    by: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    form: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A published version of a plan; never changes once published."""

    id: str
    version: int
    title: Text
    owner: str
    sections: Mapping[str, Text]
    roles: tuple[Role, ...]
    services: tuple[Service, ...]
    resources: Mapping[str, int]
    recoveries: tuple[Recovery, ...]
    forms: tuple[Form, ...]
    actions: tuple[Action, ...]
    procedures: tuple[Procedure, ...]
    imported: Imported | None = None  # the file that it was made from; never shown to participants

    def steps(self) -> tuple[Step, ...]:
        """Return every step of every procedure in document order."""
        return tuple(step for procedure in self.procedures for step in procedure.steps)
