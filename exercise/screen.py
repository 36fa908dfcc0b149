"""What an entry changes on a screen: the sections of a view and their new members (docs/protocol.md 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, get_args

from exercise.assessment.paper import assessment_paper, survey_paper
from exercise.audience import OBSERVER, Audience
from exercise.entry import Entry, person_of, role_of
from exercise.facts import (
    Acted,
    Ended,
    InjectDelivered,
    InjectHeld,
    InjectOpened,
    InjectPostponed,
    InjectReleased,
    InjectSkipped,
    InjectSpent,
    InjectWritten,
    Jumped,
    MessageSent,
    NoteTaken,
    NoteWithdrawn,
    Paused,
    RatingGiven,
    Resumed,
    RoleChanged,
    SeatLeft,
    SeatTaken,
    SpeedChanged,
    Started,
    VerdictOverridden,
)
from exercise.judging_facts import JudgingFact, SurveyClosed, SurveyOpened
from exercise.members import (
    act_member,
    act_titles,
    counts,
    inject_member,
    mail_member,
    message_member,
    note_member,
    recovery_member,
    seat_member,
    service_member,
)
from exercise.scene import Scene
from scenarios.timing import Ms

Changes = dict[str, Any]
"""Section of a view -> its members that changed, or its whole new content (KEYED says which)."""

_MAIL = ("mail", "acts", "messages", "notes")
_WORLD = ("services", "recoveries", "roles", "seats", "actors")
_DESK = ("injects", "ratings", "overrides", "counts")
KEYED = frozenset((*_MAIL, *_WORLD, *_DESK))

JUDGED = (
    NoteTaken,
    NoteWithdrawn,
    RatingGiven,
    *get_args(JudgingFact),
)
"""Facts that move the section ``assessment``."""

_CLOCK = (Started, Ended, Paused, Resumed, SpeedChanged, Jumped)


def merge(view: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Change *view* by *changes*: keyed sections member by member (None removes), others as a whole."""
    for section, content in changes.items():
        if section not in KEYED:
            view[section] = content
            continue
        members = view.setdefault(section, {})
        members.update(content)
        for gone in [key for key, member in content.items() if member is None]:
            del members[gone]


def first_view(audience: Audience, scene: Scene) -> dict[str, Any]:
    """Return the view of *audience* before the first entry."""
    view: dict[str, Any] = {"clock": _ready(), "services": {}}
    for service in scene.setting.services:
        view["services"] |= _service(audience, scene, service)
    if audience.sees_all or audience.kind == OBSERVER:
        view["counts"] = counts(scene)
    if audience.kind == OBSERVER:
        return view
    view |= {"messages": {}, "acts": {}, "notes": {}, "seats": _seats(scene)}
    if not audience.sees_all:
        return view | {"mail": {}, "survey": None}
    return view | {
        "injects": {one: inject_member(scene, one) for one in scene.injects()},
        "recoveries": {r: recovery_member(scene, r) for r in scene.setting.recoveries},
        "roles": dict(scene.state.roles),
        "ratings": {},
        "overrides": {},
        "overdue": [],
        "assessment": assessment_paper(scene.state.assessment),
    }


def changes(audience: Audience, scene: Scene, told: Entry, before: Mapping[str, Any]) -> Changes:
    """Return what *told* (what the audience hears of the entry that *scene* has just heard) changes.

    *before* is the audience's view so far.
    """
    made: Changes = {}
    if isinstance(told.fact, _CLOCK):
        made["clock"] = clock_after(told, before["clock"])
    if scene.turned is not None and (turned := _service(audience, scene, scene.turned)):
        made["services"] = turned
    if audience.sees_all:
        made |= _all_seeing(scene, told)
    elif audience.role is not None:
        made |= _at_seat(audience.role, scene, told)
    if audience.sees_all or audience.kind == OBSERVER:
        made |= _counted(scene, before)
    return made


def clock_after(entry: Entry, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the CLOCK of the protocol after a clock fact."""
    at: Ms = entry.at
    after = {**before, "at": at, "wall": wall_ms(entry.wall)}
    match entry.fact:
        case Started() | Resumed():
            after |= {"phase": "running", "reason": None}
        case Paused(reason=reason):
            after |= {"phase": "paused", "reason": reason}
        case SpeedChanged(factor=factor):
            after["speed"] = factor
        case Jumped(to=to):
            after["at"] = to
        case Ended(reason=reason):
            after |= {"phase": "ended", "ended_ms": at, "end_reason": reason}
    return after


def wall_ms(wall: str) -> int:
    """Return an entry's wall time as milliseconds since 1970; 0 when it has none."""
    if not wall:
        return 0
    return round(datetime.fromisoformat(wall).timestamp() * 1000)


def _ready() -> dict[str, Any]:
    return {
        "phase": "ready",
        "at": 0,
        "wall": 0,
        "speed": 1.0,
        "reason": None,
        "ended_ms": None,
        "end_reason": None,
    }


def _service(audience: Audience, scene: Scene, service: str) -> dict[str, Any]:
    if not audience.sees_all and not scene.setting.services[service].monitored:
        return {}
    return {service: service_member(scene, service, audience.sees_all)}


def _seats(scene: Scene) -> dict[str, Any]:
    return {role: seat_member(scene, role) for role in scene.setting.roles}


def _at_seat(role: str, scene: Scene, told: Entry) -> Changes:
    fact = told.fact
    own = told.by is not None and role_of(told.by) == role
    match fact:
        case InjectDelivered(inject=inject) | InjectOpened(inject=inject):
            return {"mail": {inject: mail_member(scene, inject, role)}}
        case Acted() if own:
            return {"acts": {f"a{told.seq}": act_member(told, fact)}}
        case Acted():
            told_act = message_member(told, fact, own) | act_titles(scene, fact)
            return {"messages": {f"m{told.seq}": told_act}}
        case MessageSent():
            return {"messages": {f"m{told.seq}": message_member(told, fact, own)}}
        case NoteTaken():
            return _note(scene, told, fact)
        case NoteWithdrawn():
            return _withdrawn(scene, told, fact)
        case SurveyOpened() | SurveyClosed():
            return {"survey": survey_paper(scene.state.assessment)}
    return _roster(scene, told)


def _roster(scene: Scene, told: Entry) -> Changes:
    match told.fact:
        case Started():
            return {"seats": _seats(scene)}
        case SeatTaken(role=role) | SeatLeft(role=role) | RoleChanged(role=role):
            return {"seats": {role: seat_member(scene, role)}}
    return {}


def _all_seeing(scene: Scene, entry: Entry) -> Changes:
    arm = _ARMS.get(type(entry.fact))
    made = {} if arm is None else arm(scene, entry, entry.fact)
    service = getattr(entry.fact, "service", None)
    if isinstance(service, str) and service in scene.setting.services:
        made["services"] = {service: service_member(scene, service, True)}
    if isinstance(entry.fact, Started | RoleChanged):
        made["roles"] = dict(scene.state.roles)
    if isinstance(entry.fact, JUDGED):
        made["assessment"] = assessment_paper(scene.state.assessment)
    return made | _roster(scene, entry)


def _counted(scene: Scene, before: Mapping[str, Any]) -> Changes:
    now = counts(scene)
    old = before.get("counts", {})
    moved = {name: count for name, count in now.items() if old.get(name) != count}
    return {"counts": moved} if moved else {}


def _inject(scene: Scene, _entry: Entry, fact: Any) -> Changes:
    return {"injects": {fact.inject: inject_member(scene, fact.inject)}}


def _act(_scene: Scene, entry: Entry, fact: Acted) -> Changes:
    return {"acts": {f"a{entry.seq}": {**act_member(entry, fact), "by": role_of(entry.by or "")}}}


def _message(_scene: Scene, entry: Entry, fact: MessageSent) -> Changes:
    return {"messages": {f"m{entry.seq}": message_member(entry, fact, False)}}


def _note(_scene: Scene, entry: Entry, fact: NoteTaken) -> Changes:
    gone = {} if fact.replaces is None else {f"n{fact.replaces}": None}
    return {"notes": gone | {f"n{entry.seq}": note_member(entry, fact)}}


def _withdrawn(_scene: Scene, _entry: Entry, fact: NoteWithdrawn) -> Changes:
    return {"notes": {f"n{fact.note}": None}}


def _recovery(scene: Scene, _entry: Entry, fact: Any) -> Changes:
    return {"recoveries": {fact.recovery: recovery_member(scene, fact.recovery)}}


def _rating(_scene: Scene, entry: Entry, fact: RatingGiven) -> Changes:
    person = person_of(entry.by or "") or entry.by
    member = {"subject": fact.subject, "rating": fact.rating, "reason": fact.reason}
    return {"ratings": {f"{fact.subject}@{person}": {**member, "by": person, "seq": entry.seq}}}


def _override(_scene: Scene, entry: Entry, fact: VerdictOverridden) -> Changes:
    if fact.verdict is None:
        return {"overrides": {fact.obligation: None}}
    member = {"verdict": fact.verdict, "reason": fact.reason, "by": entry.by, "seq": entry.seq}
    return {"overrides": {fact.obligation: member}}


_ARMS: Mapping[type, Callable[[Scene, Entry, Any], Changes]] = {
    InjectDelivered: _inject,
    InjectOpened: _inject,
    InjectHeld: _inject,
    InjectReleased: _inject,
    InjectSkipped: _inject,
    InjectSpent: _inject,
    InjectPostponed: _inject,
    InjectWritten: _inject,
    Acted: _act,
    MessageSent: _message,
    NoteTaken: _note,
    NoteWithdrawn: _withdrawn,
    RatingGiven: _rating,
    VerdictOverridden: _override,
}
