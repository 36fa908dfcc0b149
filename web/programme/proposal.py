"""The programme that is proposed for a year, in the shape in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from exercise.improvement.coverage import share
from exercise.programme.proposing import Gaps, Proposed, Script, proposed
from exercise.script_paper import text_paper
from scenarios.scenario import CAUSES, Scenario
from scenarios.text import EVERY
from web.covering.gathering import covered_plans, played
from web.i18n import LANGUAGES, words
from web.programme.view import Programme

Paper = dict[str, Any]


def proposal(programme: Programme, year: int) -> list[Paper]:
    """Return the exercises that *year* lacks, each as it would be planned, with what it is for."""
    scripts = {one.id: one for one in _scripts(programme)}
    gaps = Gaps(programme.standings(), CAUSES, tuple(scripts.values()), _never(programme))
    found = proposed(year, gaps, programme.gathered.reckoning, programme.calendar)
    return [_paper(programme, one) for one in found]


def _never(programme: Programme) -> Mapping[str, int]:
    """Return how many steps of each plan nobody ever exercised."""
    plans = covered_plans(programme.house, played(programme.house))
    shares = {one.plan.id: share(one.covers.values()) for one in plans}
    return {plan: one["steps"] - one["exercised"] for plan, one in shares.items()}


def _scripts(programme: Programme) -> list[Script]:
    """Return what can be played, the scenarios with most causes first."""
    found = []
    for name in sorted(programme.house.library.scenario_ids()):
        scenario = programme.gathering.scenario(name)
        if scenario is not None and scenario.plan in programme.gathered.reckoning.plans:
            services = programme.gathered.reckoning.plans[scenario.plan]
            causes = tuple(scenario.causes)
            found.append(Script(name, scenario.plan, causes, scenario.type, services))
    return sorted(found, key=lambda one: (-len(one.causes), one.id))


def _paper(programme: Programme, one: Proposed) -> Paper:
    return {
        "day": one.day.isoformat(),
        "by": one.by.isoformat(),
        "title": _title(programme, one),
        "scenario": one.scenario,
        "plan": one.plan,
        "joint": one.joint,
        "duties": list(one.duties),
        "causes": list(one.causes),
        "steps": one.steps,
        "working": programme.calendar.is_working(date.fromisoformat(one.day.isoformat())),
    }


def _title(programme: Programme, one: Proposed) -> Mapping[str, str]:
    """Return what a proposed exercise is called: its scenario, else its duty, else the cause that it is about."""
    scenario = programme.gathering.scenario(one.scenario)
    if isinstance(scenario, Scenario):
        return text_paper(scenario.title)
    duty = next((each.title for each in programme.duties if each.id in one.duties), None)
    if duty is not None:
        plan = programme.gathering.plan(one.plan)
        return text_paper(duty) if plan is None else _both(text_paper(duty), text_paper(plan.title))
    plan = programme.gathering.plan(one.plan)
    if not one.causes:
        return text_paper(plan.title) if plan is not None else {"": one.plan or ""}
    cause = one.causes[0]
    return {
        language[:2]: words(
            language, "programme.cause_title", cause=words(language, f"cause.{cause}")
        )
        for language in LANGUAGES
    }


def _both(first: Mapping[str, str], second: Mapping[str, str]) -> Mapping[str, str]:
    def read(text: Mapping[str, str], language: str) -> str:
        return text.get(language) or text.get(EVERY) or next(iter(text.values()), "")

    return {
        language[:2]: f"{read(first, language[:2])} · {read(second, language[:2])}"
        for language in LANGUAGES
    }
