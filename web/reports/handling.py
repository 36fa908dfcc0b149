"""Part b of the report: measures taken, the regulator reports, recoveries, and what effect they had."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.facts import Acted, RecoveryChanged, ServiceChanged
from exercise.script_paper import text_paper
from exercise.setting import Setting
from web.reports.review import story_of
from web.reports.values import spoken, worth
from web.table import Table

Paper = dict[str, Any]


def handling(table: Table, evaluation: Paper) -> Paper:
    """Return what was done by whom, reported to whom, and what came of it."""
    setting = table.setting
    acts = [entry for entry in table.entries if isinstance(entry.fact, Acted)]
    kinds = {action.id: action.kind for action in setting.plan.actions}
    judged = _by_evidence(evaluation)
    reports = [e for e in acts if _kind(kinds, e) == "report"]
    return {
        "measures": [
            _measure(setting, e, judged)
            for e in acts
            if _kind(kinds, e) not in ("report", "record")
        ],
        "reports": [_report(setting, e, judged) for e in reports],
        "recoveries": _recoveries(table),
        "effect": _effect(table, evaluation, reports),
    }


def _kind(kinds: dict[str, str], entry: Entry) -> str | None:
    return kinds.get(entry.fact.action) if isinstance(entry.fact, Acted) else None


def _by_evidence(evaluation: Paper) -> dict[int, list[Paper]]:
    judged: dict[int, list[Paper]] = {}
    for obligation in evaluation["obligations"]:
        for seq in obligation["evidence"]:
            judged.setdefault(seq, []).append(obligation)
    return judged


def _measure(setting: Setting, entry: Entry, judged: dict[int, list[Paper]]) -> Paper:
    assert isinstance(entry.fact, Acted)  # noqa: S101
    action = setting.actions[entry.fact.action]
    mine = [o for o in judged.get(entry.seq, []) if o["done_ms"] == entry.at]
    verdicts = [o["verdict"] for o in mine if o["kind"] in ("response", "quorum", "escalation")]
    option = next((o.title for o in action.options if o.id == entry.fact.option), None)
    return {
        "at": entry.at,
        "story": story_of(setting, entry.at),
        "seq": entry.seq,
        "by": role_of(entry.by or ""),
        "by_title": text_paper(setting.roles[role_of(entry.by or "")].title),
        "person": person_of(entry.by or ""),
        "simulated": entry.fact.simulated,
        "action": action.id,
        "title": text_paper(action.title),
        "option": entry.fact.option,
        "option_title": None if option is None else text_paper(option),
        "text": entry.fact.text,
        "verdict": verdicts[0] if verdicts else None,
    }


def _report(setting: Setting, entry: Entry, judged: dict[int, list[Paper]]) -> Paper:
    assert isinstance(entry.fact, Acted)  # noqa: S101
    action = setting.actions[entry.fact.action]
    mine = judged.get(entry.seq, [])
    facts = [worth(setting, o, entry.seq) for o in mine if o["kind"] == "facts"]
    timed = next((o for o in mine if _is_timed_by(setting, o, entry)), None)
    addressees = entry.fact.to or action.to
    return _measure(setting, entry, judged) | {
        "to": [_addressee(setting, one) for one in addressees],
        "form": None if entry.fact.form is None else dict(entry.fact.form),
        "fields": _filled(setting, action.form, entry.fact.form),
        "verdict": None if timed is None else timed["verdict"],
        "margin_ms": None if timed is None else timed["margin_ms"],
        "facts_score": next((one for one in facts if one is not None), None),
    }


def _is_timed_by(setting: Setting, duty: Paper, entry: Entry) -> bool:
    """Whether *entry* is what *duty* waited for: its answer, or one of its recurring reports."""
    assert isinstance(entry.fact, Acted)  # noqa: S101
    if duty["kind"] == "cadence":
        return setting.steps[duty["step"]].does == entry.fact.action
    return duty["kind"] in ("response", "quorum", "escalation") and duty["done_ms"] == entry.at


def _filled(setting: Setting, form: str | None, values: Any) -> list[Paper]:
    if form is None or not values:
        return []
    return [
        {
            "id": field.id,
            "title": text_paper(field.title),
            "value": values[field.id],
            "said": spoken(setting, field, values[field.id]),
        }
        for field in setting.forms[form].fields
        if field.id in values
    ]


def _addressee(setting: Setting, one: str) -> dict[str, str]:
    actors = {actor.id: actor.title for actor in setting.scenario.actors}
    if one in actors:
        return text_paper(actors[one])
    return text_paper(setting.roles[one].title) if one in setting.roles else {"": one}


def _recoveries(table: Table) -> list[Paper]:
    rows: dict[str, Paper] = {}
    done: list[Paper] = []
    for entry in table.entries:
        fact = entry.fact
        if not isinstance(fact, RecoveryChanged):
            continue
        row = rows.setdefault(
            fact.recovery,
            {
                "id": fact.recovery,
                "title": text_paper(table.setting.recoveries[fact.recovery].title),
                "from": entry.at,
                "to": None,
            },
        )
        row["state"] = fact.to
        if fact.to in ("succeeded", "failed"):
            row["to"] = entry.at
            done.append(rows.pop(fact.recovery))
    return [*done, *rows.values()]


def _effect(table: Table, evaluation: Paper, reports: list[Entry]) -> Paper:
    state = table.screens.scene.state
    hit = [
        one["id"]
        for one in evaluation["services"]
        if one["down_ms"] or one.get("degraded_ms") or one["lost_ms"]
    ]
    times = [entry.at for entry in reports]
    began = _incident_ms(table)
    return {
        "services_restored": sum(1 for one in hit if state.services[one] == "up"),
        "services_total": len(hit),
        "reports": len(times),
        "first_report_ms": times[0] if times else None,
        "first_report_after_ms": max(0, times[0] - began) if times else None,
        "longest_gap_ms": _longest_gap(table.setting, evaluation, times),
    }


def _incident_ms(table: Table) -> int:
    """Return when the first service left up; 0 when none did."""
    return next((e.at for e in table.entries if isinstance(e.fact, ServiceChanged)), 0)


def _longest_gap(setting: Setting, evaluation: Paper, times: list[int]) -> int | None:
    """Return the longest time without a report: as the duties to report on and on judge it, else between reports."""
    recurring = {s.id for s in setting.steps.values() if setting.actions[s.does].kind == "report"}
    judged = [
        one["why"]["longest_ms"]
        for one in evaluation["obligations"]
        if one["kind"] == "cadence" and one["step"] in recurring and "longest_ms" in one["why"]
    ]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return max(judged or gaps, default=None)
