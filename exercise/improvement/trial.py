"""What an exercise shows about a finding of an earlier one: the same duty met, failed the same way, or otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.conformance.obligation import MET, UNCOUNTED
from exercise.entry import Entry, role_of
from exercise.evaluation.findings import failure_codes
from exercise.facts import Acted, SeatTaken
from exercise.improvement import proof
from exercise.improvement.merging import Key
from exercise.setting import Setting

NEVER_EXERCISED = "not_exercised"
_OF_ROLES = "wrong_role"
_BY_RECORD = (_OF_ROLES, "plan_conflict")
"""Failures that no duty's verdict tells of, but the evaluation's own list of findings."""
_TIMED = ("response", "quorum")

Paper = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that counted at a table; *codes* say how it failed, *is_simulated*: only simulated colleagues had it."""

    id: str
    subject: str
    kind: str
    verdict: str
    codes: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()
    is_simulated: bool = False
    is_adjusted: bool = False


@dataclass(frozen=True, slots=True)
class TableTrial:
    """A table that is over: its duties that counted by subject, what its evaluation found by key with its entries."""

    id: str
    name: str
    ended: str
    is_signed: bool
    duties: Mapping[str, tuple[Duty, ...]]
    found: Mapping[Key, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tables of an exercise show: *outcome* met, failed, failed_otherwise or simulated, and by which proof."""

    outcome: str
    tables: tuple[Paper, ...]
    is_adjusted: bool = False


def table_trial(
    ident: tuple[str, str],
    setting: Setting,
    entries: Sequence[Entry],
    evaluation: Paper,
    is_signed: bool,
    ended: str,
) -> TableTrial:
    """Return the table *ident* (id, name); what people adjusted counts once the evaluation *is_signed*."""
    people = _People(setting, entries)
    adjusted = (evaluation.get("adjusted") or {}).get("obligations", {}) if is_signed else {}
    duties: dict[str, list[Duty]] = {}
    for one in evaluation["obligations"]:
        verdict = adjusted.get(one["id"], one)["verdict"]
        if verdict not in UNCOUNTED:
            duty = _duty(one, verdict, people, one["id"] in adjusted)
            duties.setdefault(duty.subject, []).append(duty)
    found = {
        (one["step"], one["kind"], one["code"]): tuple(one["evidence"])
        for one in evaluation["findings"]
    }
    grouped = {subject: tuple(some) for subject, some in duties.items()}
    return TableTrial(*ident, ended, is_signed, grouped, found)


def shown(tables: Iterable[TableTrial], key: Key) -> Shown | None:
    """Return what *tables* show about a finding with *key*; None when none of them exercised what it is about."""
    looked = [(table, about) for table in tables if (about := _about(table, key))]
    if not looked:
        return None
    real = [(table, about) for table, about in looked if not all(d.is_simulated for d in about)]
    outcome = _outcome(real, key) if real else proof.SIMULATED
    counted = real or looked
    return Shown(
        outcome,
        tuple(_proof(table, about, key) for table, about in counted),
        any(duty.is_adjusted for _, about in counted for duty in about),
    )


def _outcome(real: Sequence[tuple[TableTrial, Sequence[Duty]]], key: Key) -> str:
    if key[2] == NEVER_EXERCISED:
        return proof.MET
    if any(_failed_so(table, about, key) for table, about in real):
        return proof.FAILED
    is_met = all(duty.verdict == MET for _, about in real for duty in about)
    return proof.MET if is_met else proof.FAILED_OTHERWISE


def _failed_so(table: TableTrial, about: Iterable[Duty], key: Key) -> bool:
    if key[2] in _BY_RECORD:
        return key in table.found
    return any(key[2] in duty.codes for duty in about)


def _about(table: TableTrial, key: Key) -> list[Duty]:
    subject, kind, code = key
    of_subject = table.duties.get(subject, ())
    if code == NEVER_EXERCISED:
        return list(of_subject)
    kinds = _TIMED if code == _OF_ROLES else (kind,)
    return [duty for duty in of_subject if duty.kind in kinds]


def _proof(table: TableTrial, about: Iterable[Duty], key: Key) -> Paper:
    evidence = {seq for duty in about for seq in duty.evidence}
    if key[2] in _BY_RECORD:
        evidence |= set(table.found.get(key, ()))
    return {
        "table": table.id,
        "name": table.name,
        "obligations": [{"id": duty.id, "verdict": duty.verdict} for duty in about],
        "evidence": sorted(evidence),
    }


class _People:
    """Who was there: which acts were those of simulated colleagues, which roles had a person."""

    def __init__(self, setting: Setting, entries: Sequence[Entry]) -> None:
        self._setting = setting
        self._acts = {
            entry.seq: entry.fact.simulated for entry in entries if isinstance(entry.fact, Acted)
        }
        self._simulated = set(_roles(entries, simulated=True))
        self._real = set(_roles(entries, simulated=False))

    def left_it(self, obligation: Paper) -> bool:
        """Whether only simulated colleagues had a part in *obligation*: they answered, or nobody else could."""
        acts = [self._acts[seq] for seq in obligation["evidence"] if seq in self._acts]
        step = self._setting.steps.get(obligation["step"])
        if step is None:
            return bool(self._simulated) and not self._real
        if acts and obligation["done_ms"] is not None:
            return all(acts)
        roles = {role for role in self._setting.roles if self._setting.names_role(step, role)}
        return bool(roles & self._simulated) and not roles & self._real


def _roles(entries: Iterable[Entry], simulated: bool) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry.fact, SeatTaken) and entry.fact.simulated == simulated:
            yield entry.fact.role
        if isinstance(entry.fact, Acted) and entry.fact.simulated == simulated:
            yield role_of(entry.by or "")


def _duty(one: Paper, verdict: str, people: _People, is_adjusted: bool) -> Duty:
    is_done = bool(one["done_ms"])
    codes = () if verdict == MET else failure_codes(one["kind"], verdict, is_done, one["why"])
    return Duty(
        one["id"],
        one["step"],
        one["kind"],
        verdict,
        codes,
        tuple(one["evidence"]),
        people.left_it(one),
        is_adjusted,
    )
