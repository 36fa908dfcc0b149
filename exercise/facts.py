"""Facts: what happened, in the past tense, frozen. The journal is a numbered list of them (formats.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercise.judging_facts import JudgingFact
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Started:
    """StartEx. *seats* are the roles that have a seat; None: those of the scenario."""

    seats: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """EndEx; *reason* is end_when, duration or facilitator."""

    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands; *reason* is a person's words, or ``restarted`` after a crash."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock goes on."""


@dataclass(frozen=True, slots=True)
class SpeedChanged:
    """Exercise time passes *factor* times as fast as the wall's."""

    factor: float


@dataclass(frozen=True, slots=True)
class Jumped:
    """Exercise time leapt from the entry's own time ahead to *to*; *inject* names a scripted leap's inject."""

    to: Ms
    inject: str | None = None


@dataclass(frozen=True, slots=True)
class InjectDelivered:
    """An inject was played; *again* when a facilitator repeats it (no effects, no signals)."""

    inject: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class InjectOpened:
    """A person opened an inject in the inbox."""

    inject: str


@dataclass(frozen=True, slots=True)
class InjectHeld:
    """An inject will not be played until it is released."""

    inject: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InjectReleased:
    """A facilitator played an inject now, whatever its trigger said."""

    inject: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InjectSkipped:
    """An inject will not be played by its trigger any more."""

    inject: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InjectSpent:
    """An inject's ``unless`` held at its moment: it will not be played by its trigger."""

    inject: str


@dataclass(frozen=True, slots=True)
class InjectPostponed:
    """An inject will be played at *to* instead of its own trigger's moment."""

    inject: str
    to: Ms
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InjectWritten:
    """A facilitator wrote a new inject, or edited one that was not played; *content* as in a scenario file."""

    inject: str
    content: Mapping[str, object]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """A person carried out an action of the plan.

    *client_id* is the sender's own id (sent twice it counts once); *simulated* marks a simulated colleague.
    """

    action: str
    option: str | None = None
    about: str | None = None
    form: Mapping[str, object] | None = None
    text: str | None = None
    to: tuple[str, ...] = ()
    client_id: str | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A person wrote to seats or outside actors, outside the plan's actions; never judged."""

    to: tuple[str, ...]
    text: str
    subject: str | None = None
    as_actor: str | None = None  # set when the facilitator speaks as an outside actor
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class SignalRaised:
    """A script raised a signal; *inject* is the inject that did."""

    signal: str
    inject: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceChanged:
    """A service's effective state changed."""

    service: str
    before: str  # "from" on paper
    to: str


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """What seats see of a service is now *shows* (up, degraded, down, stale); None: its true state again."""

    service: str
    shows: str | None = None


@dataclass(frozen=True, slots=True)
class DataLost:
    """A service lost *ms* of data."""

    service: str
    ms: Ms


@dataclass(frozen=True, slots=True)
class DataMadeUp:
    """*ms* of a service's lost data were made up."""

    service: str
    ms: Ms


@dataclass(frozen=True, slots=True)
class RecoveryChanged:
    """A recovery is now waiting, running, succeeded or failed."""

    recovery: str
    to: str


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A role is now present or absent."""

    role: str
    to: str


@dataclass(frozen=True, slots=True)
class SilenceNoted:
    """An instance of a step has stayed unanswered for longer than *for_ms*."""

    step: str
    instance: int
    for_ms: Ms


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """An evaluator's or a participant's note (*audience*: evaluators, facilitators or own)."""

    text: str
    audience: str = "evaluators"
    kind: str | None = None  # strength, improvement
    step: str | None = None
    objective: str | None = None
    about_ms: Ms | None = None
    evidence: tuple[int, ...] = ()
    client_id: str | None = None
    attachments: tuple[Mapping[str, object], ...] = ()  # name, type, size (bytes), digest
    replaces: int | None = None  # seq of the author's earlier note that this one corrects
    origin: int | None = None  # seq of somebody else's note that this one was made from


@dataclass(frozen=True, slots=True)
class NoteWithdrawn:
    """A person took back the own note of entry number *note*."""

    note: int


@dataclass(frozen=True, slots=True)
class VerdictOverridden:
    """A person set an obligation's verdict (``waived`` included); *verdict* None takes it back."""

    obligation: str
    verdict: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """An evaluator rated an objective, procedure or the whole (*subject* e.g. ``objective:O1``, ``whole``)."""

    subject: str
    rating: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A person took a seat of a role; *person* is the name that others see."""

    role: str
    person: str
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A person gave up a seat."""

    role: str
    person: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact of a type this version does not know; kept as it was."""

    type: str
    fields: Mapping[str, object] = field(default_factory=dict)


Fact = (
    Started
    | Ended
    | Paused
    | Resumed
    | SpeedChanged
    | Jumped
    | InjectDelivered
    | InjectOpened
    | InjectHeld
    | InjectReleased
    | InjectSkipped
    | InjectSpent
    | InjectPostponed
    | InjectWritten
    | Acted
    | MessageSent
    | SignalRaised
    | ServiceChanged
    | ServiceShown
    | DataLost
    | DataMadeUp
    | RecoveryChanged
    | RoleChanged
    | SilenceNoted
    | NoteTaken
    | NoteWithdrawn
    | VerdictOverridden
    | RatingGiven
    | JudgingFact
    | SeatTaken
    | SeatLeft
    | Unknown
)
"""Anything that can stand in a journal."""
