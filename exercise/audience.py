"""The one rule of who may hear what: what of an entry reaches an audience, if anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

from exercise.entry import Entry, role_of
from exercise.facts import (
    Acted,
    Ended,
    Fact,
    InjectDelivered,
    InjectOpened,
    Jumped,
    MessageSent,
    NoteTaken,
    NoteWithdrawn,
    Paused,
    Resumed,
    RoleChanged,
    SeatLeft,
    SeatTaken,
    ServiceChanged,
    ServiceShown,
    SpeedChanged,
    Started,
)
from exercise.judging_facts import SurveyAnswered, SurveyClosed, SurveyOpened
from exercise.scene import Scene

FACILITATOR = "facilitator"
EVALUATOR = "evaluator"
OBSERVER = "observer"
PARTICIPANT = "participant"
KINDS = (FACILITATOR, EVALUATOR, OBSERVER, PARTICIPANT)
ALL = "all"

_CLOCK = (Started, Ended, Paused, Resumed, SpeedChanged)
_ROSTER = (SeatTaken, SeatLeft, RoleChanged)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who listens: one of KINDS; for a participant the role whose seat it is, for an evaluator the person's name."""

    kind: str
    role: str | None = None
    person: str | None = None

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the exercise is kept from it (of what other evaluators judge, perhaps: see `hides`)."""
        return self.kind in (FACILITATOR, EVALUATOR)


def hears(audience: Audience, scene: Scene, entry: Entry) -> Entry | None:
    """Return what *audience* is told of *entry*, which *scene* has just heard; None when nothing.

    What is told may hold less than the entry: never a future inject, a true state that is not shown,
    another seat's mail, a silence, a verdict, a simulated recovery or what anybody answers to the survey.
    """
    if audience.sees_all:
        return None if hides(audience, scene, entry.seq) else for_judges(entry)
    if isinstance(entry.fact, _CLOCK):
        return replace(entry, by=None)
    if isinstance(entry.fact, Jumped):
        return replace(entry, by=None, fact=Jumped(entry.fact.to))
    if isinstance(entry.fact, ServiceChanged | ServiceShown):
        return _shown(scene, entry, entry.fact.service)
    if audience.kind == OBSERVER or audience.role is None:
        return None
    return _for_seat(audience.role, scene, entry)


def hides(audience: Audience, scene: Scene, seq: int) -> bool:
    """Whether entry *seq* is another evaluator's judgement that *audience* must not see yet."""
    return audience.kind == EVALUATOR and scene.state.assessment.hides(audience.person or "", seq)


def for_judges(entry: Entry) -> Entry | None:
    """Return what facilitators and evaluators are told of *entry*: all of it, with two exceptions.

    Notes that people take for themselves are not told; of an answer to the survey, only that one came.
    """
    fact = entry.fact
    if isinstance(fact, SurveyAnswered):
        return replace(entry, by=None, fact=SurveyAnswered({}))
    is_own = isinstance(fact, NoteTaken) and fact.audience == "own"
    return None if is_own else entry


def seats_concerned(scene: Scene, entry: Entry) -> tuple[str, ...] | None:
    """Return the roles whose seats can hear of *entry* at all, so that no other need be asked; None: every one."""
    fact = entry.fact
    if isinstance(fact, (*_CLOCK, *_ROSTER, Jumped)):
        return None
    to: tuple[str, ...] = ()
    match fact:
        case ServiceChanged(service=service) | ServiceShown(service=service):
            return None if scene.turned == service else ()
        case InjectDelivered(inject=inject):
            to = scene.mail(inject).to
        case Acted():
            to = scene.addressees(fact)
        case MessageSent():
            to = fact.to
        case InjectOpened() | NoteTaken() | NoteWithdrawn():
            pass
        case SurveyOpened() | SurveyClosed():
            return None
        case _:
            return ()
    return None if ALL in to else (*to, role_of(entry.by or ""))


def is_addressed(role: str, addressees: tuple[str, ...]) -> bool:
    """Whether mail for *addressees* comes to the seat of *role*."""
    return role in addressees or ALL in addressees


def _shown(scene: Scene, entry: Entry, service: str) -> Entry | None:
    if scene.turned != service or not scene.setting.services[service].monitored:
        return None
    fact = ServiceShown(service, scene.shows(service))
    return replace(entry, source="world", by=None, fact=fact)


def _for_seat(role: str, scene: Scene, entry: Entry) -> Entry | None:
    own = entry.by is not None and role_of(entry.by) == role
    if isinstance(entry.fact, _ROSTER):
        return replace(entry, by=None)
    match entry.fact:
        case InjectDelivered(inject=inject):
            return entry if is_addressed(role, scene.mail(inject).to) else None
        case InjectOpened() | NoteTaken(audience="own" | "hotwash"):
            return entry if own else None
        case NoteWithdrawn(note=note):
            return entry if own and _is_for_seats(scene, note) else None
        case SurveyOpened() | SurveyClosed():
            return replace(entry, by=None)
        case Acted():
            return entry if own else _addressed_act(role, scene, entry, entry.fact)
        case MessageSent():
            return entry if own else _addressed_message(role, entry, entry.fact)
    return None


def _is_for_seats(scene: Scene, note: int) -> bool:
    entry = scene.state.assessment.notes.get(note)
    fact = None if entry is None else entry.fact
    return isinstance(fact, NoteTaken) and fact.audience == "hotwash"


def _addressed_act(role: str, scene: Scene, entry: Entry, fact: Acted) -> Entry | None:
    if not is_addressed(role, scene.addressees(fact)):
        return None
    told: Fact = replace(fact, client_id=None, about=None)
    return replace(entry, fact=told)


def _addressed_message(role: str, entry: Entry, fact: MessageSent) -> Entry | None:
    if not is_addressed(role, fact.to):
        return None
    told: Fact = replace(fact, client_id=None)
    return replace(entry, by=fact.as_actor or entry.by, fact=told)
