"""Procedures of a plan and their steps: who does what, when, how well."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.condition import Condition
from scenarios.origin import Origin
from scenarios.text import NOTHING, Text
from scenarios.timing import Ms

PHASES = ("detect", "respond", "restore", "summarise")
CRITICALITIES = ("critical", "major", "minor")
SOURCES = ("law", "regulation", "exchange-rule", "standard", "plan", "good-practice")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing *option* is worth, as long as *condition* held then (None: always)."""

    option: str
    value: float
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a form must say: ``equals`` is a value, a list of values, or ``truth.<id>``."""

    field: str
    equals: object
    tolerance: float | None = None  # milliseconds for a time field, a plain number otherwise
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Escalation:
    """What must follow if the answer stays out; ``does`` None means the step's own action."""

    by: tuple[str, ...]
    within: Ms
    does: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure; the keys are those of formats.md section 1."""

    id: str
    title: Text
    does: str
    by: tuple[str, ...]  # role ids, or ("all",)
    when: Condition | None = None
    within: Ms | None = None
    within_max: Ms | None = None
    hard: bool = False
    after: tuple[str, ...] = ()
    every: Ms | None = None
    until: Condition | None = None
    not_before: Condition | None = None
    not_while: Condition | None = None
    quorum: int | None = None
    choices: tuple[Choice, ...] = ()
    facts: tuple[Fact, ...] = ()
    escalate: Escalation | None = None
    distinct_from: str | None = None
    records: tuple[str, ...] = ()  # action ids, or ("all",)
    overrides: tuple[str, ...] = ()
    criticality: str = "major"
    source: str = "plan"
    clause: tuple[str, ...] = ()
    clock: str | None = None  # the row of the table of reporting clocks that the step fulfils
    notes: Text = NOTHING
    origin: Origin | None = (
        None  # where an imported step stood in its file; never shown to participants
    )

    @property
    def is_prohibition(self) -> bool:
        """Whether the step only forbids: nothing is ever to be done, only not done (scoring.md 1)."""
        forbids = self.not_before is not None or self.not_while is not None
        asks = (
            self.when is not None
            or self.within is not None
            or self.within_max is not None
            or self.every is not None
            or self.quorum is not None
            or self.escalate is not None
            or self.distinct_from is not None
            or bool(self.after or self.choices or self.facts or self.records)
        )
        return forbids and not asks


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps that belong together, in one of the four phases of JR/T 0251-2022 10.2-10.5."""

    id: str
    title: Text
    phase: str
    steps: tuple[Step, ...]
