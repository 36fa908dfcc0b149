"""What the review draws: the scored timeline, the course of every service, the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from exercise.audience import for_judges
from exercise.entry import Entry
from exercise.facts import ServiceChanged
from exercise.paper import entry_to_paper
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.timing import Ms
from web.identity import Pass
from web.table import Table

Paper = dict[str, Any]


def review_paper(table: Table, holder: Pass) -> Paper:
    """Return the review of *table* so far, as *holder* may see it."""
    evaluation, entries = table.evaluation_for(holder), table.entries_for(holder)
    return {
        "evaluation": evaluation,
        "services": service_courses(table),
        "timeline": timeline(table.setting, evaluation),
        "entries": [entry_to_paper(one) for entry in entries if (one := for_judges(entry))],
        "duration_ms": length_ms(table),
    }


def length_ms(table: Table) -> int:
    """Return how long the exercise took, or what was planned while it runs."""
    ended = table.screens.scene.state.ended_at
    return table.setting.scenario.duration if ended is None else ended


def service_courses(table: Table) -> list[Paper]:
    """Return each service with the spans of time in which it was not up."""
    return courses_of(table.setting, table.entries, table.screens.scene.state.ended_at)


def courses_of(setting: Setting, entries: Iterable[Entry], end: Ms | None) -> list[Paper]:
    """Return each service with the spans of *entries* in which it was not up; *end* is EndEx."""
    entries = tuple(entries)
    return [
        {
            "id": service.id,
            "title": text_paper(service.title),
            "rto_ms": service.rto,
            "spans": _spans(entries, service.id, end),
        }
        for service in setting.services.values()
    ]


def timeline(setting: Setting, evaluation: Paper) -> list[Paper]:
    """Return every obligation that happened at a time, in order of its beginning."""
    rows = [
        _row(setting, one)
        for one in evaluation["obligations"]
        if one["anchor_ms"] is not None or one["done_ms"] is not None
    ]
    return sorted(rows, key=lambda row: (_begin(row), row["id"]))


def title_of(setting: Setting, subject: str) -> dict[str, str]:
    """Return the title of a step or a service; its id when there is none."""
    thing = setting.steps.get(subject) or setting.services.get(subject)
    return {"": subject} if thing is None else text_paper(thing.title) or {"": subject}


def story_of(setting: Setting, at: int) -> str:
    """Return story time at *at* as ISO 8601."""
    moment = setting.scenario.story_start + timedelta(milliseconds=at)
    return moment.isoformat(timespec="seconds")


def _row(setting: Setting, obligation: Paper) -> Paper:
    step = setting.steps.get(obligation["step"])
    return {
        "id": obligation["id"],
        "step": obligation["step"],
        "title": title_of(setting, obligation["step"]),
        "kind": obligation["kind"],
        "lane": "services" if step is None else step.by[0],
        "anchor_ms": obligation["anchor_ms"],
        "due_ms": obligation["due_ms"],
        "done_ms": obligation["done_ms"],
        "verdict": obligation["verdict"],
        "score": obligation["score"],
        "by": obligation["by"],
    }


def _begin(row: Paper) -> int:
    begins: list[int] = [at for at in (row["anchor_ms"], row["done_ms"]) if at is not None]
    return min(begins)


def _spans(entries: Iterable[Entry], service: str, end: Ms | None) -> list[Paper]:
    spans: list[Paper] = []
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, ServiceChanged) or fact.service != service:
            continue
        if spans and spans[-1]["to"] is None:
            spans[-1]["to"] = entry.at
        if fact.to != "up":
            spans.append({"from": entry.at, "to": None, "state": fact.to})
    if spans and spans[-1]["to"] is None:
        spans[-1]["to"] = end
    return spans
