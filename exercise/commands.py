"""Commands: what somebody asks of a run, in the imperative; `exercise.decisions` answers with facts or Refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercise.judging_commands import (
    AnswerSurvey,
    CloseSurvey,
    NamePanel,
    OpenSurvey,
    RateFinally,
    Reopen,
    ReopenGuide,
    SignGuide,
    SignOff,
    WriteNarrative,
)
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Act:
    """A participant carries out an action of the plan."""

    by: str
    action: str
    option: str | None = None
    about: str | None = None
    form: Mapping[str, object] | None = None
    text: str | None = None
    to: tuple[str, ...] = ()
    client_id: str | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Somebody writes to seats or actors outside the plan's actions."""

    by: str
    to: tuple[str, ...]
    text: str
    subject: str | None = None
    as_actor: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenInject:
    """A participant opens an inject of the own inbox."""

    by: str
    inject: str


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """A person sits down."""

    by: str  # role/person
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """A person gives up a seat."""

    by: str


@dataclass(frozen=True, slots=True)
class TakeNote:
    """An evaluator, facilitator or participant notes something."""

    by: str
    text: str
    audience: str = "evaluators"
    kind: str | None = None
    step: str | None = None
    objective: str | None = None
    about_ms: Ms | None = None
    evidence: tuple[int, ...] = ()
    client_id: str | None = None
    attachments: tuple[Mapping[str, object], ...] = ()
    replaces: int | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """Somebody takes back an own note."""

    by: str
    note: int


@dataclass(frozen=True, slots=True)
class Rate:
    """An evaluator rates a subject P, S, M or U."""

    by: str
    subject: str
    rating: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """An evaluator or facilitator sets an obligation's verdict (``waived`` included), or takes that back (None)."""

    by: str
    obligation: str
    verdict: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """The facilitator gives StartEx."""

    by: str | None = None
    seats: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The facilitator stops the clock."""

    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """The facilitator lets the clock go on."""

    by: str | None = None


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """The facilitator changes how fast exercise time passes (0.1 to 60)."""

    factor: float
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """The facilitator leaps ahead to *to*; what falls due on the way is played."""

    to: Ms
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """The facilitator plays an inject now."""

    inject: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """The facilitator holds an inject back until released."""

    inject: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """The facilitator takes an inject out."""

    inject: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Postpone:
    """The facilitator sets a later moment for an inject."""

    inject: str
    to: Ms
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WriteInject:
    """The facilitator writes a new inject or edits one not yet played; *content* as in a scenario file."""

    inject: str
    content: Mapping[str, object]
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The facilitator gives EndEx."""

    by: str | None = None
    reason: str | None = None


Command = (
    Act
    | SendMessage
    | OpenInject
    | TakeSeat
    | LeaveSeat
    | TakeNote
    | WithdrawNote
    | Rate
    | Override
    | NamePanel
    | SignGuide
    | ReopenGuide
    | RateFinally
    | SignOff
    | Reopen
    | OpenSurvey
    | CloseSurvey
    | AnswerSurvey
    | WriteNarrative
    | Start
    | Pause
    | Resume
    | SetSpeed
    | Jump
    | Release
    | Hold
    | Skip
    | Postpone
    | WriteInject
    | End
)
"""Anything that can be asked of a run."""

CLOCK_COMMANDS = (Start, Pause, Resume, SetSpeed, Jump)
