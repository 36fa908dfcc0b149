"""The inbox as its page shows it: cards by step, each with its proof, its course and its proposed change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.store.register_records import FindingRecord
from exercise.evaluation.findings import SEVERITIES
from exercise.improvement.proof import Standing
from exercise.improvement.trial import NEVER_EXERCISED
from exercise.screen import wall_ms
from exercise.script_paper import text_paper
from scenarios.plan import Plan
from web.planning.inbox import Card, Inbox
from web.planning.papers import OPEN
from web.register.calendar import day_of
from web.register.papers import action_paper, finding_paper

Paper = dict[str, Any]


def inbox_paper(inbox: Inbox) -> Paper:
    """Return the whole inbox."""
    cards = [card_paper(inbox, one) for one in inbox.cards()]
    return {
        "plan": {
            "id": inbox.plan,
            "title": text_paper(inbox.document.title),
            "version": None if inbox.version is None else inbox.version.version,
            "owner": inbox.document.owner,
        },
        "roles": [{"id": one.id, "title": text_paper(one.title)} for one in inbox.document.roles],
        "steps": [
            {"id": one.id, "title": text_paper(one.title)} for one in items_of(inbox.document)
        ],
        "procedures": [
            {
                "id": one.id,
                "title": text_paper(one.title),
                "steps": [step.id for step in one.steps],
            }
            for one in inbox.document.procedures
        ],
        "drafts": [
            {
                "id": one.id,
                "title": one.title,
                "version": one.base + 1,
                "state": one.state,
                "author": one.author_name,
            }
            for one in inbox.evidence.drafts
            if one.state == OPEN
        ],
        "cards": sorted(cards, key=_rank(inbox)),
    }


def items_of(plan: Plan) -> tuple[Any, ...]:
    """Return the steps and services of *plan*, in its order."""
    return (*plan.steps(), *plan.services)


def card_paper(inbox: Inbox, card: Card) -> Paper:
    """Return one card."""
    newest = finding_paper(card.newest)
    stands = card.standing
    return {
        **{name: newest[name] for name in _OF_NEWEST},
        **{name: newest.get(name) for name in ("rehearsal", "conflict", "degree", "scenario")},
        "findings": list(card.ids),
        "fresh": [one.id for one in card.findings if one.taken is None],
        "severity": min((_severity(one) for one in card.findings), key=SEVERITIES.index),
        "never_exercised": card.newest.code == NEVER_EXERCISED,
        "signed": card.is_signed,
        "standing": stands.standing,
        "since_wall": None if stands.since is None else wall_ms(stands.since),
        "course": course_paper(stands),
        "seen": [_seen(inbox, one) for one in card.findings if one.exercise is not None],
        "proposal": None if card.suggestion is None else card.suggestion.paper(),
        "item": dict(inbox.written.item(card.newest.subject)),
        "actions": _actions(inbox, card.findings),
        "merged": list(inbox.merged_into(card.ids)),
    }


_OF_NEWEST = (
    *("id", "subject", "title", "kind", "code", "state", "origin", "source", "version"),
    *("class", "root_cause", "reason", "report_class", "numbers", "words"),
)


def course_paper(stands: Standing) -> list[Paper]:
    """Return the course of a finding, the earliest happening first."""
    return [
        {
            "wall": wall_ms(stage.happening.at),
            "what": stage.happening.what,
            "who": stage.happening.who,
            "numbers": dict(stage.happening.numbers),
            "standing": stage.standing,
        }
        for stage in stands.course
    ]


def _seen(inbox: Inbox, finding: FindingRecord) -> Paper:
    """Return where a finding was seen: the exercise with the tables that show it, out of how many."""
    trial = inbox.trial(finding.exercise)
    tables: Any = finding.automatic.get("tables") or ()
    return {
        "finding": finding.id,
        "exercise": finding.exercise,
        "title": {} if trial is None else dict(trial.exercise.title),
        "launched_wall": None if trial is None else wall_ms(trial.exercise.opened),
        "version": finding.version,
        "tables": [{"table": one["table"], "name": one["name"]} for one in tables],
        "of": finding.automatic.get("of"),
    }


def _actions(inbox: Inbox, findings: Sequence[FindingRecord]) -> list[Paper]:
    today = day_of(inbox.house.room.source.stamp())
    found = (
        action
        for finding in findings
        if finding.taken is not None
        for action in inbox.house.store.register.actions(finding.id)
    )
    return [action_paper(one, today) for one in found]


def _severity(finding: FindingRecord) -> str:
    return str(finding.edited.get("severity") or finding.automatic["severity"])


def _rank(inbox: Inbox) -> Any:
    """Return how cards are put in order: the gravest first, then in the order of the plan."""
    places = {one.id: place for place, one in enumerate(items_of(inbox.document))}

    def rank(card: Paper) -> tuple[int, int, str]:
        grave = SEVERITIES.index(card["severity"])
        return grave, places.get(card["subject"], len(places)), card["id"]

    return rank
