"""What another program's OSCAL plan of action says about our findings and actions, as rows to be pushed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from exercise.exchange.finding_ids import action_uuid, finding_uuid, risk_uuids
from exercise.exchange.findings_poam import status as status_of
from exercise.exchange.ids import stable_uuid
from exercise.exchange.poam_reading import Poam, PoamItem, Remedy
from exercise.improvement.action_course import ACCEPTED, DONE, VERIFIED
from exercise.improvement.action_path import REPORTED, is_further
from exercise.improvement.proof import CLOSED
from web.interfaces.pushing import Row

_BY_LIFECYCLE = {"planned": ACCEPTED, "completed": DONE}


@dataclass(slots=True)
class Said:
    """The rows that a document comes to, the items of which we know nothing, and how many say nothing new."""

    rows: list[Row] = field(default_factory=list)
    unknown: list[PoamItem] = field(default_factory=list)
    same: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """Our findings and actions by the UUIDs under which exports name them."""

    actions: Mapping[str, ActionRecord]
    findings: Mapping[str, FindingRecord]
    of: Mapping[str, FindingRecord]
    """By the action's own id, the finding that it answers."""


def rows_of(store: Store, poam: Poam, by: str | None, reason: str | None) -> Said:
    """Return what *poam* says that is new, told by the person called *by*; *reason* where it gives none itself."""
    known = _known(store)
    said = Said()
    for item in poam.items:
        action = _action(known, item)
        finding = next((f for r in item.risks if (f := known.findings.get(r.uuid))), None)
        finding = finding or known.findings.get(item.uuid)
        row = None
        if action is not None:
            row = _action_row(action, known.of[action.id], item, by, reason)
        elif finding is not None:
            row = _finding_row(finding, item, by, reason)
        else:
            said.unknown.append(item)
            continue
        if row is None:
            said.same += 1
        else:
            said.rows.append(row)
    return said


def _known(store: Store) -> _Known:
    findings = {one.id: one for one in store.register.findings(taken=True)}
    actions: dict[str, ActionRecord] = {}
    risks: dict[str, FindingRecord] = {}
    for action in store.register.actions():
        finding = findings.get(action.finding)
        if finding is not None:
            actions[action_uuid(finding.exercise, action.id)] = action
            actions[stable_uuid("finding", finding.id, "remediation", action.id)] = action
    for finding in findings.values():
        risks |= dict.fromkeys(_uuids(finding), finding)
    of = {one.id: findings[one.finding] for one in actions.values()}
    return _Known(actions, risks, of)


def _uuids(finding: FindingRecord) -> Iterable[str]:
    tables = finding.automatic.get("tables")
    names = [str(one["table"]) for one in tables] if isinstance(tables, list) else []
    key = (finding.subject, finding.kind, finding.code)
    yield finding_uuid(finding.id)
    yield stable_uuid("finding", finding.id, "item")
    yield from risk_uuids(finding.exercise or "", names, key)


def _action(known: _Known, item: PoamItem) -> ActionRecord | None:
    """Return the action that *item* is: by its own UUID, else by the only remedy of its risks that we know."""
    if item.uuid in known.actions:
        return known.actions[item.uuid]
    remedies = (one.uuid for risk in item.risks for one in risk.remedies)
    found = [known.actions[uuid] for uuid in remedies if uuid in known.actions]
    return found[0] if len(found) == 1 else None


def _action_row(
    action: ActionRecord, finding: FindingRecord, item: PoamItem, by: str | None, reason: str | None
) -> Row | None:
    remedies = list(_remedies(action, item))
    said = _reported(action, finding, item, remedies)
    reported = [one for one in said if is_further(action.state, one)]
    if not reported:
        return None
    to = max(reported, key=REPORTED.index)
    remarks = [one.remarks for one in remedies] + [item.remarks] + [r.remarks for r in item.risks]
    links = [one.link for one in remedies] + [item.link]
    return Row(
        action.id,
        to,
        reason=next((one for one in remarks if one), reason),
        by=by,
        link=next((one for one in links if one), None),
    )


def _remedies(action: ActionRecord, item: PoamItem) -> Iterator[Remedy]:
    """Yield the remedies that are about *action*: those that name it, or the only one that there is."""
    every = [one for risk in item.risks for one in risk.remedies]
    own = [one for one in every if one.action == action.id or _ours(action, one.uuid)]
    yield from own or (every if len(every) == 1 else ())


def _ours(action: ActionRecord, uuid: str) -> bool:
    return uuid == stable_uuid("finding", action.finding, "remediation", action.id)


def _reported(
    action: ActionRecord, finding: FindingRecord, item: PoamItem, remedies: Iterable[Remedy]
) -> Iterator[str]:
    """Yield the states that the parts of *item* report; a risk's status counts where it is not as we say it."""
    for status in (item.status, *(one.status for one in remedies)):
        if status in REPORTED:
            yield status
    for remedy in remedies:
        if remedy.lifecycle in _BY_LIFECYCLE:
            yield _BY_LIFECYCLE[remedy.lifecycle]
    statuses = {one.status for one in item.risks}
    now = status_of(finding.standing, is_gone=False)
    if statuses == {"closed"} and now != "closed":
        yield VERIFIED if action.state == DONE else DONE
    if statuses == {"remediating"} and now == "open":
        yield ACCEPTED


def _finding_row(
    finding: FindingRecord, item: PoamItem, by: str | None, reason: str | None
) -> Row | None:
    """Return that a finding without an action is closed, where all its risks are."""
    is_closed = bool(item.risks) and all(one.status == "closed" for one in item.risks)
    if not is_closed or finding.standing in ("closed", "verified"):
        return None
    remarks = [one.remarks for one in item.risks] + [item.remarks]
    return Row(finding.id, CLOSED, reason=next((one for one in remarks if one), reason), by=by)
