"""Records: the plain values that go into the store and come out of it. Stamps are ISO 8601 in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenarios.timing import Ms

PLAN, SCENARIO, BEHAVIOUR = "plan", "scenario", "behaviour"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as it was written, under the digest of its text; never changes."""

    digest: str
    kind: str  # plan, scenario or behaviour
    name: str  # the document's own id
    text: str


@dataclass(frozen=True, slots=True)
class ExerciseRecord:
    """One exercise: its documents pinned by digest, its seed, and what the launch chose (*options*)."""

    id: str
    title: Mapping[str, str]
    scenario: str  # digest
    plan: str  # digest
    seed: int
    rules: str
    opened: str
    opened_by: str | None = None
    closed: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One table of an exercise; *seats* are role to ``open``, ``simulated`` or ``closed``."""

    id: str
    exercise: str
    name: str
    place: int = 0
    code: str | None = None
    seats: Mapping[str, str] = field(default_factory=dict)
    reached: Ms = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way in: a link, known by the hash of its secret, for one kind of person and perhaps one seat."""

    id: str
    kind: str  # facilitator evaluator observer participant
    secret_hash: str
    made: str
    exercise: str | None = None
    run: str | None = None
    role: str | None = None
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class PassRecord:
    """Who somebody is, for as long as it is not ended; known by the hash of the pass."""

    pass_hash: str
    kind: str
    person: str
    name: str
    made: str
    exercise: str | None = None
    run: str | None = None
    role: str | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A person known to the whole server, with what they may do and an Argon2 hash."""

    id: str
    name: str
    made: str
    email: str | None = None
    password_hash: str | None = None
    duties: tuple[str, ...] = ()
    disabled: str | None = None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A published version of a plan; never changes.

    *effective* is the ISO day from which it holds (None: at once), *draft* where it came from, *changelog* one mapping
    for each change that went in: ``step, key, op, old, new, reason, note, findings``.
    """

    plan: str
    version: int
    digest: str
    published: str
    published_by: str | None = None
    effective: str | None = None
    approved_by: str | None = None
    draft: str | None = None
    note: str | None = None
    changelog: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes to a plan on the way to its next version; *state* open, submitted, approved, published or withdrawn.

    *text* is what the changes start from where the plan has no version yet (*base* 0): an imported plan, whose file is
    kept under the digest *source*. *contributors* are ``{person, name}`` of all who changed it: none of them approves.
    *approval* is who asked for it and who said what: ``{by, at, note, answers: [{by, at, answer, reason}]}``.
    """

    id: str
    plan: str
    base: int
    author: str
    made: str
    state: str = "open"
    author_name: str = ""
    changes: tuple[Mapping[str, object], ...] = ()
    published_version: int | None = None
    published_by: str | None = None
    revision: int = 1
    title: str | None = None
    text: str | None = None
    source: str | None = None
    contributors: tuple[Mapping[str, object], ...] = ()
    approval: Mapping[str, object] = field(default_factory=dict)
