"""Everything that bears on where a finding stands: drafts, versions, actions, exercises, rehearsals, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from engine.store.records import Draft, PlanVersion
from engine.store.register_records import ActionRecord, FindingRecord, HistoryRecord
from exercise.improvement import proof
from exercise.improvement.change import ACCEPTED
from exercise.improvement.merging import Key
from exercise.improvement.proof import Happening
from exercise.improvement.trial import NEVER_EXERCISED, shown
from web.planning.papers import ALIVE, PUBLISHED
from web.planning.trials import Trial

Paper = Mapping[str, Any]
Lacks = Callable[[int, FindingRecord], bool | None]
"""Whether a version of the plan still has the fault of a finding; None where the text cannot tell."""

CLOSE, UNDONE = "close", "undone"
_ACTION_DEEDS = {
    "accept": proof.ACTION_PLANNED,
    "begin": proof.ACTION_PLANNED,
    "reopen": proof.ACTION_PLANNED,
    "finish": proof.ACTION_DONE,
    "reject": proof.ACTION_DROPPED,
    "merge": proof.ACTION_DROPPED,
}
_FINDING_DEEDS = {
    CLOSE: proof.BY_PERSON,
    "reject": proof.BY_PERSON,
    "reopen": proof.BACK_BY_PERSON,
}


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal of a published version says of its limits: ``kind``, ``id`` and ``service`` to its chance."""

    id: str
    at: str
    version: int
    scenario: str
    limits: Mapping[tuple[str, str, str | None], Paper]
    infeasible: frozenset[tuple[str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about a plan."""

    plan: str
    versions: Sequence[PlanVersion]
    drafts: Sequence[Draft]
    trials: Sequence[Trial]
    rehearsals: Sequence[Rehearsed]
    lacks: Lacks

    def of(
        self,
        finding: FindingRecord,
        history: Sequence[HistoryRecord],
        actions: Iterable[tuple[ActionRecord, Sequence[HistoryRecord]]],
    ) -> tuple[Happening, ...]:
        """Return all happenings of *finding*, given its own *history* and its actions with theirs."""
        return (
            self._found(finding),
            *_of_people(history),
            *(one for action, deeds in actions for one in _of_action(action, deeds)),
            *self._of_drafts(finding),
            *self._of_exercises(finding),
            *self._of_rehearsals(finding),
            *self._of_texts(finding),
        )

    def _found(self, finding: FindingRecord) -> Happening:
        origin = next((t for t in self.trials if t.exercise.id == finding.exercise), None)
        numbers: dict[str, object] = {"origin": finding.origin, "version": finding.version}
        if origin is not None:
            numbers |= {"exercise": origin.exercise.id, "title": dict(origin.exercise.title)}
        elif finding.source is not None:
            numbers["source"] = finding.source
        return Happening(_began(finding, origin), proof.FOUND, None, numbers)

    def _of_drafts(self, finding: FindingRecord) -> Iterator[Happening]:
        issued: dict[int, str | None] = {}
        for draft in self.drafts:
            citing = [one for one in draft.changes if cites(one, finding)]
            if not citing:
                continue
            yield _cited(draft, citing)
            if draft.state == PUBLISHED and draft.published_version is not None:
                issued[draft.published_version] = draft.id
            elif draft.state not in ALIVE:
                yield Happening(
                    _touched(draft), proof.WITHDRAWN, draft.author_name, {"draft": draft.id}
                )
        for version in self.versions:
            if any(finding.id in _findings(entry) for entry in version.changelog):
                issued.setdefault(version.version, version.draft)
        for version in self.versions:
            if version.version in issued:
                yield _issued(version, issued[version.version])

    def _of_exercises(self, finding: FindingRecord) -> Iterator[Happening]:
        key = _key(finding)
        origin = next((t for t in self.trials if t.exercise.id == finding.exercise), None)
        after = _began(finding, origin)
        for trial in self.trials if key is not None else ():
            if trial is origin or trial.at <= after or not _is_later(trial, origin):
                continue
            found = shown(trial.tables, key) if key is not None else None
            if found is not None:
                numbers = {
                    "exercise": trial.exercise.id,
                    "title": dict(trial.exercise.title),
                    "version": trial.version,
                    "began": trial.began,
                    "tables": [dict(one) for one in found.tables],
                    "adjusted": found.is_adjusted,
                    "signed": trial.is_signed,
                }
                yield Happening(trial.at, found.outcome, None, numbers)

    def _of_rehearsals(self, finding: FindingRecord) -> Iterator[Happening]:
        if finding.origin != "rehearsal":
            return
        limit = finding.kind, finding.subject, _text(finding.automatic.get("service"))
        for one in self.rehearsals:
            if one.id == finding.source or one.scenario != finding.automatic.get("scenario"):
                continue
            if limit in one.limits and one.at > finding.made:
                what = proof.INFEASIBLE if limit in one.infeasible else proof.FEASIBLE
                numbers = {"rehearsal": one.id, "version": one.version, **one.limits[limit]}
                yield Happening(one.at, what, None, numbers)

    def _of_texts(self, finding: FindingRecord) -> Iterator[Happening]:
        for version in self.versions:
            if version.version <= finding.version and finding.origin != "import":
                continue
            is_there = self.lacks(version.version, finding)
            if is_there is not None:
                what = proof.STILL_THERE if is_there else proof.SETTLED
                numbers = {"version": version.version}
                yield Happening(version.published, what, version.published_by, numbers)


def cites(change: Paper, finding: FindingRecord) -> bool:
    """Whether an accepted *change* of a draft answers *finding*, by its id or by the action that it came from."""
    if change.get("decision") != ACCEPTED or change.get("conflict") is not None:
        return False
    evidence = change.get("evidence") or {}
    if finding.id in evidence.get("findings", ()):
        return True
    if evidence.get("finding") is None:
        return False
    is_same = evidence["finding"] == _action_id(finding)
    return is_same and evidence.get("table") in _tables(finding)


def needs_change(finding: FindingRecord) -> bool:
    """Whether being met proves something only after a change: all but what was merely never exercised."""
    return finding.code != NEVER_EXERCISED


def _action_id(finding: FindingRecord) -> str:
    """Return the id that evaluations give to the action that answers such a finding (evaluation/actions.py)."""
    written = f"{finding.plan}/{finding.subject}/{finding.kind}/{finding.code}"
    return f"A-{sha256(written.encode()).hexdigest()[:12]}"


def _tables(finding: FindingRecord) -> set[object]:
    tables = finding.automatic.get("tables")
    return {one["table"] for one in tables} if isinstance(tables, list) else set()


def _key(finding: FindingRecord) -> Key | None:
    """Return what exercises are asked about; None of what no exercise can show."""
    if finding.origin == "exercise":
        return finding.subject, finding.kind, finding.code
    if finding.origin != "rehearsal":
        return None
    if finding.kind == "recovery":
        return str(finding.automatic.get("service")), "rto", finding.code
    return finding.subject, finding.kind, finding.code


def _began(finding: FindingRecord, origin: Trial | None) -> str:
    return finding.made if origin is None else origin.at


def _is_later(trial: Trial, origin: Trial | None) -> bool:
    return origin is None or trial.exercise.opened >= origin.exercise.opened


def _of_people(history: Sequence[HistoryRecord]) -> Iterator[Happening]:
    """Yield what people said of a finding; what was taken back again never happened."""
    said: list[HistoryRecord] = []
    for deed in history:
        if _is_of_merging(deed):
            continue
        if deed.did == UNDONE and said:
            said.pop()
        elif deed.did in _FINDING_DEEDS:
            said.append(deed)
    for deed in said:
        numbers = {"reason": deed.reason, "did": deed.did}
        yield Happening(deed.at, _FINDING_DEEDS[deed.did], deed.by, numbers)


def _is_of_merging(deed: HistoryRecord) -> bool:
    """Whether a finding was only taken out of another one again."""
    change = deed.changes.get("state")
    return isinstance(change, list) and change[0] == "merged"


def _of_action(action: ActionRecord, history: Iterable[HistoryRecord]) -> Iterator[Happening]:
    numbers = {"action": action.id, "owner": action.owner, "due": action.due}
    for deed in history:
        if deed.did in _ACTION_DEEDS:
            yield Happening(deed.at, _ACTION_DEEDS[deed.did], deed.by, numbers)


def _cited(draft: Draft, citing: Sequence[Paper]) -> Happening:
    usual = _touched(draft) if draft.state in ALIVE else draft.made
    at = min(str(one.get("at") or usual) for one in citing)
    who = next((str(one["by"]) for one in citing if one.get("by")), draft.author_name)
    numbers = {"draft": draft.id, "title": draft.title, "version": draft.base + 1}
    return Happening(at, proof.CITED, who, numbers)


def _issued(version: PlanVersion, draft: str | None) -> Happening:
    numbers = {
        "draft": draft,
        "version": version.version,
        "approved_by": version.approved_by,
    }
    return Happening(version.published, proof.ISSUED, version.published_by, numbers)


def _touched(draft: Draft) -> str:
    """Return when somebody last worked on *draft*."""
    return max((str(one.get("at") or "") for one in draft.contributors), default="") or draft.made


def _findings(entry: Paper) -> Sequence[str]:
    found = entry.get("findings")
    return found if isinstance(found, list | tuple) else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
