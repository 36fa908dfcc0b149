"""Records of the register: findings, actions and their history. Stamps are ISO 8601 in UTC, days ISO dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding of an exercise, merged over its tables; or of something else that looked at the plan.

    *origin* is ``exercise``, ``rehearsal``, ``import`` or ``check``, *source* the rehearsal or draft that it came from;
    only an exercise's has *exercise*. *standing* is where it stands on its way through the plan, as last told.
    *automatic* is what the program found, *edited* what a person put in its place, by field. *taken* is when it came
    into the register, *into* the finding that it was merged into.
    """

    id: str
    exercise: str | None
    plan: str
    version: int
    subject: str
    kind: str
    code: str
    made: str
    state: str = "open"
    taken: str | None = None
    into: str | None = None
    revision: int = 1
    automatic: Mapping[str, object] = field(default_factory=dict)
    edited: Mapping[str, object] = field(default_factory=dict)
    origin: str = "exercise"
    source: str | None = None
    standing: str = "open"


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An improvement action that answers a finding; *words* is its text by language, *automatic* what was proposed."""

    id: str
    finding: str
    made: str
    state: str = "proposed"
    element: str = "planning"
    words: Mapping[str, str] = field(default_factory=dict)
    owner_kind: str = "role"
    owner: str | None = None
    start: str | None = None
    due: str | None = None
    verifier: str | None = None
    into: str | None = None
    revision: int = 1
    automatic: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """Something that was done to a finding or an action; *changes* is field to ``[before, after]``."""

    item: str
    number: int
    at: str
    did: str
    by: str | None = None
    reason: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A calendar feed that somebody made; *wanted* chooses the actions in it."""

    id: str
    name: str
    language: str
    made: str
    wanted: Mapping[str, object] = field(default_factory=dict)
    made_by: str | None = None
    revoked: str | None = None
