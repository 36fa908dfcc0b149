"""What one table that is over exercised: steps, outages, measures and roles, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from exercise.conformance.obligation import UNCOUNTED, WORST_FIRST
from exercise.entry import Entry, role_of
from exercise.facts import Acted, Ended, RecoveryChanged, RoleChanged, SeatTaken, ServiceChanged
from exercise.screen import wall_ms
from exercise.setting import Setting
from scenarios.procedure import ALL
from scenarios.timing import Ms

Paper = Mapping[str, Any]

PEOPLE, SIMULATED, NOBODY = "people", "simulated", "nobody"
_ANSWERS = ("response", "quorum", "cadence", "choice", "facts", "escalation", "record", "forbidden")


@dataclass(frozen=True, slots=True)
class ExercisedStep:
    """A step that was called for: its worst verdict, the entry that shows it, and who answered, people or not.

    *for_people* says whether a person had to answer it: somebody played a role that it names, or a deputy of one away.
    """

    verdict: str
    seq: int | None = None
    people: tuple[str, ...] = ()
    simulated: tuple[str, ...] = ()
    for_people: bool = True


@dataclass(frozen=True, slots=True)
class Outage:
    """An unbroken stretch of effective down; *met* says whether the RTO was kept, None where that is not known."""

    length: Ms
    met: bool | None = None
    over: bool = True


@dataclass(frozen=True, slots=True)
class TriedRecovery:
    """A measure that was tried; *result* succeeded, failed or unfinished, *took* from its start to its end."""

    recovery: str
    result: str
    took: Ms | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class PlayedRole:
    """Who played a role; *stood_in* the roles that it answered for as their deputy, *absent*: it was taken away."""

    people: tuple[str, ...] = ()
    simulated: bool = False
    absent: bool = False
    stood_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRecord:
    """A table that is over; *ended* is when EndEx was given, in milliseconds since 1970."""

    id: str
    name: str
    ended: int
    steps: Mapping[str, ExercisedStep] = field(default_factory=dict)
    outages: Mapping[str, tuple[Outage, ...]] = field(default_factory=dict)
    recoveries: tuple[TriedRecovery, ...] = ()
    roles: Mapping[str, PlayedRole] = field(default_factory=dict)

    @cached_property
    def has_people(self) -> bool:
        """Whether anybody but simulated colleagues took part."""
        return any(role.people for role in self.roles.values())


def who_answered(step: ExercisedStep) -> str:
    """Return who answered *step*: people, simulated colleagues alone, or nobody where a person had to."""
    if step.people:
        return PEOPLE
    return NOBODY if step.for_people and not step.simulated else SIMULATED


def table_record(
    table: str, name: str, setting: Setting, evaluation: Paper, entries: Sequence[Entry]
) -> TableRecord:
    """Return what the table with these *entries*, judged as *evaluation* (formats.md 5), exercised."""
    acts = {entry.seq: entry for entry in entries if isinstance(entry.fact, Acted)}
    obligations = evaluation["obligations"]
    roles = _roles(setting, entries, obligations)
    end = next((entry for entry in entries if isinstance(entry.fact, Ended)), None)
    at = 0 if end is None else end.at
    return TableRecord(
        id=table,
        name=name,
        ended=wall_ms(end.wall) if end is not None and end.wall else 0,
        steps=dict(_steps(setting, evaluation, acts, roles)),
        outages=_outages(entries, at, obligations),
        recoveries=_recoveries(entries),
        roles=roles,
    )


def _steps(
    setting: Setting, evaluation: Paper, acts: Mapping[int, Entry], roles: Mapping[str, PlayedRole]
) -> Iterable[tuple[str, ExercisedStep]]:
    duties: dict[str, list[Paper]] = {}
    for one in evaluation["obligations"]:
        duties.setdefault(one["step"], []).append(one)
    for row in evaluation["steps"]:
        if row["verdict"] in WORST_FIRST and row["id"] in setting.steps:
            found = _step(setting, row, duties.get(row["id"], []), acts)
            yield row["id"], replace(found, for_people=_is_for_people(setting, row["id"], roles))


def _is_for_people(setting: Setting, step: str, roles: Mapping[str, PlayedRole]) -> bool:
    named = setting.steps[step].by
    asked = set(setting.roles) if ALL in named else set(named)
    for role in named:
        played = roles.get(role, _EMPTY)
        if role in setting.roles and (played.absent or not (played.people or played.simulated)):
            asked |= set(setting.roles[role].deputies)
    return any(roles.get(role, _EMPTY).people for role in asked)


def _step(
    setting: Setting, row: Paper, duties: Sequence[Paper], acts: Mapping[int, Entry]
) -> ExercisedStep:
    answers = {
        entry.by or "": _is_simulated(entry)
        for duty in duties
        if duty["kind"] in _ANSWERS and duty["verdict"] not in UNCOUNTED
        for entry in _acts_of(setting, duty, acts)
    }
    worst = (one["evidence"] for one in duties if one["verdict"] == row["verdict"])
    shown = next((evidence for evidence in worst if evidence), [None])
    return ExercisedStep(
        row["verdict"],
        shown[-1],
        tuple(by for by, simulated in answers.items() if not simulated),
        tuple(by for by, simulated in answers.items() if simulated),
    )


def _acts_of(setting: Setting, duty: Paper, acts: Mapping[int, Entry]) -> Iterable[Entry]:
    """Yield the acts that *duty* shows; with a quorum those of all who made it up."""
    yield from (acts[seq] for seq in duty["evidence"] if seq in acts)
    if duty["kind"] == "quorum" and duty["anchor_ms"] is not None:
        does, until = setting.steps[duty["step"]].does, duty["done_ms"]
        for entry in acts.values():
            is_before = until is None or entry.at <= until
            if _action(entry) == does and duty["anchor_ms"] <= entry.at and is_before:
                yield entry


def _action(entry: Entry) -> str:
    return entry.fact.action if isinstance(entry.fact, Acted) else ""


def _is_simulated(entry: Entry) -> bool:
    return isinstance(entry.fact, Acted) and entry.fact.simulated


def _outages(
    entries: Iterable[Entry], end: Ms, obligations: Iterable[Paper]
) -> Mapping[str, tuple[Outage, ...]]:
    kept = {
        (one["step"], one["anchor_ms"]): None
        if one["verdict"] in UNCOUNTED
        else one["verdict"] == "met"
        for one in obligations
        if one["kind"] == "rto"
    }
    found: dict[str, list[Outage]] = {}
    down: dict[str, Ms] = {}
    for entry in entries:
        match entry.fact:
            case ServiceChanged(service=service, to="down"):
                down.setdefault(service, entry.at)
            case ServiceChanged(service=service) if service in down:
                since = down.pop(service)
                outage = Outage(entry.at - since, kept.get((service, since)))
                found.setdefault(service, []).append(outage)
    for service, since in down.items():
        lasting = Outage(end - since, kept.get((service, since)), over=False)
        found.setdefault(service, []).append(lasting)
    return {service: tuple(outages) for service, outages in found.items()}


def _recoveries(entries: Iterable[Entry]) -> tuple[TriedRecovery, ...]:
    """Return every try of a measure in order of its beginning; one that only waited is unfinished too."""
    tries: list[TriedRecovery] = []
    going: dict[str, tuple[int, Ms | None]] = {}
    for entry in entries:
        match entry.fact:
            case RecoveryChanged(recovery=name, to="waiting" | "running" as to):
                if name not in going:
                    going[name] = (len(tries), None)
                    tries.append(TriedRecovery(name, "unfinished", None, entry.seq))
                if to == "running":
                    going[name] = (going[name][0], entry.at)
            case RecoveryChanged(recovery=name, to=to) if name in going:
                place, since = going.pop(name)
                took = None if since is None else entry.at - since
                tries[place] = TriedRecovery(name, to, took, tries[place].seq)
    return tuple(tries)


def _roles(
    setting: Setting, entries: Iterable[Entry], obligations: Iterable[Paper]
) -> Mapping[str, PlayedRole]:
    people: dict[str, dict[str, None]] = {}
    simulated: set[str] = set()
    absent: set[str] = set()
    for entry in entries:
        match entry.fact:
            case SeatTaken(role=role, person=person, simulated=is_simulated):
                if is_simulated:
                    simulated.add(role)
                else:
                    people.setdefault(role, {})[person] = None
            case Acted(simulated=is_simulated):
                role, _, person = (entry.by or "").partition("/")
                if is_simulated:
                    simulated.add(role)
                else:
                    people.setdefault(role, {})[person or role] = None
            case RoleChanged(role=role, to="absent"):
                absent.add(role)
    stood: dict[str, dict[str, None]] = {}
    for one in obligations:
        if one.get("stands_for") and one["by"]:
            stood.setdefault(role_of(one["by"]), {})[one["stands_for"]] = None
    return {
        role: PlayedRole(
            tuple(people.get(role, ())),
            role in simulated,
            role in absent,
            tuple(stood.get(role, ())),
        )
        for role in setting.roles
        if role in people or role in simulated or role in absent or role in stood
    }


_EMPTY = PlayedRole()
