"""A finding as JSON for other systems: what was found, where it stands, what shall be done, and where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.store.register_records import ActionRecord
from engine.store.store import Store
from exercise.exchange.finding_ids import action_uuid, finding_uuid
from exercise.improvement.due import is_overdue
from exercise.improvement.proof import Standing
from web.i18n import LANGUAGES
from web.interfaces.feed import Answer, Item
from web.register.calendar import day_of
from web.register.papers import finding_paper
from web.register.spoken import finding_words

Paper = dict[str, Any]

FORMAT = "startex/findings@1"
_SAID = ("severity", "class", "root_cause", "reason", "title", "numbers", "repeated")


@dataclass(slots=True)
class Ways:
    """By finding, the drafts that cite it and the published versions that answer it."""

    drafts: dict[str, list[Paper]] = field(default_factory=dict)
    versions: dict[str, list[int]] = field(default_factory=dict)


def answer_paper(
    store: Store, answer: Answer, stamp: str, standings: Mapping[str, Standing]
) -> Paper:
    """Return *answer* as JSON; the same for the same state of the register on the same day.

    *standings* tell by finding where it stands, and its course.
    """
    ways = ways_of(store)
    return {
        "format": FORMAT,
        "mark": "EXERCISE 演练",
        "findings": [
            item_paper(one, ways, stamp) | {"course": _course(standings.get(one.finding.id))}
            for one in answer.items
        ],
        "next": answer.next,
        "more": answer.more,
    }


def item_paper(item: Item, ways: Ways, stamp: str) -> Paper:
    """Return one finding with everything that belongs to it but its course."""
    finding = item.finding
    paper = finding_paper(finding)
    proof = paper.get("tables") or []
    return {
        "id": finding.id,
        "uuid": finding_uuid(finding.id),
        "revision": finding.revision,
        "changed": item.changed,
        "plan": finding.plan,
        "version": finding.version,
        "origin": finding.origin,
        "source": finding.source,
        "exercise": finding.exercise,
        "step": finding.subject,
        "kind": finding.kind,
        "code": finding.code,
        "words": {one[:2]: finding_words(finding, one) for one in LANGUAGES},
        **{name: paper.get(name) for name in _SAID},
        "state": finding.state,
        "into": finding.into,
        "standing": finding.standing,
        "evidence": [{"table": one["table"], "seqs": list(one["evidence"])} for one in proof],
        "proposed": _proposed(paper.get("change")),
        "actions": [_action(item, one, stamp) for one in item.actions],
        "links": _links(item, ways),
    }


def ways_of(store: Store) -> Ways:
    """Return which drafts and versions are about which findings."""
    ways = Ways()
    for draft in store.plans.drafts():
        for finding in sorted({one for change in draft.changes for one in _cited(change)}):
            row = {"id": draft.id, "state": draft.state, "path": f"/drafts/{draft.id}"}
            ways.drafts.setdefault(finding, []).append(row)
    for version in store.plans.versions():
        for finding in sorted({one for change in version.changelog for one in _cited(change)}):
            ways.versions.setdefault(finding, []).append(version.version)
    return ways


def _cited(change: Mapping[str, Any]) -> Sequence[str]:
    """Return the findings that a change of a draft or of a changelog answers."""
    return change.get("findings") or (change.get("evidence") or {}).get("findings") or ()


def _proposed(change: Mapping[str, Any] | None) -> Paper | None:
    """Return the change that a finding proposes, as drafts write changes."""
    if not change:
        return None
    key = change.get("key") or change.get("field")
    return {
        "step": change.get("step"),
        "key": key,
        "old": change.get("old"),
        "new": change.get("new"),
    }


def _course(standing: Standing | None) -> list[Paper]:
    """Return what brought a finding where it stands, oldest first."""
    if standing is None:
        return []
    return [
        {
            "at": one.happening.at,
            "what": one.happening.what,
            "by": one.happening.who,
            "standing": one.standing,
            "numbers": dict(one.happening.numbers),
        }
        for one in standing.course
    ]


def _action(item: Item, action: ActionRecord, stamp: str) -> Paper:
    return {
        "id": action.id,
        "uuid": action_uuid(item.finding.exercise, action.id),
        "revision": action.revision,
        "state": action.state,
        "element": action.element,
        "words": dict(action.words),
        "owner_kind": action.owner_kind,
        "owner": action.owner,
        "start": action.start,
        "due": action.due,
        "overdue": is_overdue(action.due, action.state, day_of(stamp)),
        "verifier": action.verifier,
        "evidence": [dict(one) for one in action.evidence],
        "path": f"/register/actions/{action.id}",
    }


def _links(item: Item, ways: Ways) -> Paper:
    finding = item.finding
    return {
        "plan": f"/plans/{finding.plan}",
        "findings": None if finding.exercise is None else f"/exercises/{finding.exercise}/findings",
        "drafts": ways.drafts.get(finding.id, []),
        "versions": ways.versions.get(finding.id, []),
    }
