"""The board of a hot wash: headline, moments and topics, as far as the one who asks may see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercise.audience import PARTICIPANT
from exercise.entry import Entry, role_of
from exercise.facts import NoteTaken
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.procedure import ALL
from scenarios.timing import Ms
from web.explaining.telling import moments_paper
from web.hotwash.results import progress
from web.identity import Pass
from web.reports.review import length_ms, service_courses, title_of
from web.table import Table

Paper = dict[str, Any]

_HOTWASH = "hotwash"


def board_paper(table: Table, holder: Pass, now: Ms) -> Paper:
    """Return the board of *table* for *holder*: a participant's shows the own moments, the wall's names nobody."""
    is_shown = table.has_ended and (holder.audience.sees_all or table.shows_scores_after)
    paper: Paper = {
        "ended": table.has_ended,
        "shown": is_shown,
        "duration_ms": length_ms(table),
        "headline": None,
        "best": [],
        "worst": [],
        "services": service_courses(table) if is_shown and holder.kind != PARTICIPANT else [],
        "topics": [] if holder.kind == PARTICIPANT or not table.has_ended else topics(table),
        "survey": progress(table),
    }
    return paper | _moments(table, holder, now) if is_shown else paper


def topics(table: Table) -> list[Paper]:
    """Return what was noted for the hot wash and stands, by role and never by name."""
    standing = table.assessment.standing_notes()
    used = {entry.fact.origin for entry in standing if isinstance(entry.fact, NoteTaken)}
    return [
        _topic(table.setting, entry, entry.fact, entry.seq in used)
        for entry in standing
        if isinstance(entry.fact, NoteTaken) and entry.fact.audience == _HOTWASH
    ]


def _topic(setting: Setting, entry: Entry, fact: NoteTaken, is_used: bool) -> Paper:
    role = role_of(entry.by or "")
    return {
        "seq": entry.seq,
        "kind": fact.kind,
        "text": fact.text,
        "role": role,
        "role_title": role_title(setting, role),
        "observed": is_used,
    }


def role_title(setting: Setting, role: str) -> dict[str, str]:
    """Return what the plan calls *role*; nothing for who is no role of the plan."""
    known = setting.roles.get(role)
    return {} if known is None else text_paper(known.title)


def _moments(table: Table, holder: Pass, now: Ms) -> Paper:
    """Return headline, best and worst; of a participant's own duties alone, and then without a headline."""
    evaluation = table.evaluation_for(holder, now)
    if holder.kind == PARTICIPANT:
        own = _own(table.setting, evaluation, holder.role)
        evaluation = {**evaluation, "obligations": own, "gates": []}
    found = moments_paper(table, evaluation)
    by = {one["id"]: one["by"] for one in evaluation["obligations"]}
    return {
        "headline": None if holder.kind == PARTICIPANT else found["headline"],
        "best": [_moment(table.setting, one, by) for one in found["best"]],
        "worst": [_moment(table.setting, one, by) for one in found["worst"]],
    }


def _own(setting: Setting, evaluation: Mapping[str, Any], role: str | None) -> list[Paper]:
    """Return the obligations that *role* met, or that were its to meet and that nobody met."""
    return [one for one in evaluation["obligations"] if _is_own(setting, one, role)]


def _is_own(setting: Setting, obligation: Mapping[str, Any], role: str | None) -> bool:
    if obligation["by"] is not None:
        return bool(obligation["by"] == role)
    step = setting.steps.get(obligation["step"])
    return step is not None and (role in step.by or ALL in step.by)


def _moment(setting: Setting, moment: Mapping[str, Any], by: Mapping[str, Any]) -> Paper:
    role = next((by[one] for one in moment["obligations"] if by.get(one)), None)
    return {
        **moment,
        "titles": [title_of(setting, one) for one in moment["subjects"]],
        "role": role,
        "role_title": role_title(setting, role or ""),
    }
