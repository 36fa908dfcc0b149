"""The summary of a year's exercises for the regulator, as a model: duties, exercises, findings, revisions, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from engine.store.programme import PlannedExercise
from engine.store.register_records import FindingRecord
from exercise.conformance.obligation import WORST_FIRST
from exercise.programme.periods import year_end
from exercise.programme.records import CANCELLED, Held, Reckoning
from exercise.programme.reports import fulfilled
from exercise.programme.standing import Standing, kept_in, standings
from exercise.script_paper import text_paper
from scenarios.duty import SUMMARY
from web.covering.papers import whole_coverage
from web.errors import Refusal
from web.exporting import signed_ratings
from web.library import plan_of
from web.programme.view import Programme, report_paper
from web.register.calendar import day_of
from web.register.papers import action_paper, finding_paper
from web.table import Table

Paper = dict[str, Any]

FORMAT = "startex/drill-year@1"
KEPT, NOT_KEPT, OPEN, NOT_DUE, NO_INTERVAL = "kept", "not_kept", "open", "not_due", "no_interval"
_OVER = ("rejected", "merged", "verified")


def summary_model(programme: Programme, year: int) -> Paper:
    """Return everything that the summary of *year* tells; a year that is over is looked at from its last day."""
    reckoning = _then(programme.gathered.reckoning, year)
    held = [one for one in reckoning.held if one.day.year == year]
    exercises = [_exercise(programme, one) for one in held]
    return {
        "format": FORMAT,
        "mark": "exercise",
        "year": year,
        "day": reckoning.today.isoformat(),
        "made_wall": programme.house.wall(),
        "handed": _iso(reckoning.handed.get(year)),
        "duties": [
            _duty(programme, one, year, reckoning) for one in _standings(programme, reckoning)
        ],
        "exercises": exercises,
        "unsigned": sum(not one["signed"] for one in exercises if not one["outside"]),
        "not_held": list(_not_held(programme, year)),
        "reports": _reports(programme, year),
        "findings": [one for each in held for one in _findings(programme, each)],
        "revisions": list(_revisions(programme, year)),
        "coverage": whole_coverage(programme.house, year),
    }


def _then(reckoning: Reckoning, year: int) -> Reckoning:
    day = min(reckoning.today, year_end(year))
    held = tuple(one for one in reckoning.held if one.day <= day)
    handed = {each: one for each, one in reckoning.handed.items() if each <= year}
    return replace(reckoning, today=day, held=held, handed=handed)


def _standings(programme: Programme, reckoning: Reckoning) -> tuple[Standing, ...]:
    return standings(programme.duties, reckoning)


def _duty(programme: Programme, one: Standing, year: int, reckoning: Reckoning) -> Paper:
    kept = kept_in(one.duty, one.place, year, reckoning)
    known = next(each for each in programme.known if each.duty.id == one.duty.id)
    return {
        "id": one.duty.id,
        "title": text_paper(one.duty.title),
        "rule": text_paper(one.duty.rule),
        "badge": "own" if known.origin == "own" else one.duty.verification,
        "place": {} if one.place[0] == "organisation" else _place(programme, one.place),
        "state": _kept_state(one, bool(kept), year, reckoning),
        "due": _iso(one.due),
        "kept_by": [
            {"title": programme.title_of(each), "day": each.day.isoformat()} for each in kept
        ],
    }


def _kept_state(one: Standing, is_kept: bool, year: int, reckoning: Reckoning) -> str:
    """Return how a duty fared in *year*; the year's own summary counts as handed in or still to come."""
    if one.duty.asks == SUMMARY:
        return KEPT if year in reckoning.handed else OPEN
    if is_kept:
        return KEPT
    if one.state in ("no_interval", "not_yet"):
        return NO_INTERVAL if one.state == "no_interval" else NOT_DUE
    if one.due is None or one.due > year_end(year):
        return NOT_DUE
    has_passed = one.due.year == year and one.due < reckoning.today
    is_over = has_passed or reckoning.today == year_end(year)
    return NOT_KEPT if is_over else OPEN


def _place(programme: Programme, place: tuple[str, str]) -> Paper:
    plan = programme.gathering.plan(place[1]) if place[0] == "plan" else None
    return text_paper(plan.title) if plan is not None else {"": place[1]}


def _exercise(programme: Programme, one: Held) -> Paper:
    planned = next((p for p in programme.gathered.planned if p.id == one.planned), None)
    duties = fulfilled(programme.duties, one, programme.gathered.reckoning)
    paper: Paper = {
        "id": one.id,
        "day": one.day.isoformat(),
        "title": programme.title_of(one),
        "type": one.type,
        "causes": list(one.causes),
        "plan": {"id": one.plan, "title": {"": one.plan}, "version": None},
        "scenario": {},
        "joint": one.joint,
        "parties": list(planned.parties) if planned is not None else [],
        "outside": one.outside,
        "duties": [duty.id for duty in duties],
        "people": [],
        "tables": [],
        "signed": False,
    }
    return paper | (_outside(programme, planned) if one.outside else _played(programme, one.id))


def _outside(programme: Programme, planned: PlannedExercise | None) -> Paper:
    scenario = programme.gathering.scenario(planned.scenario if planned else None)
    plan = programme.gathering.plan(planned.plan if planned else None)
    found: Paper = {"scenario": text_paper(scenario.title) if scenario else {}}
    if plan is not None:
        found["plan"] = {"id": plan.id, "title": text_paper(plan.title), "version": None}
    return found


def _played(programme: Programme, exercise: str) -> Paper:
    house = programme.house
    house.room.source.give_way()  # judging takes a while; exercises that are played must not wait for all of it
    record = house.exercise(exercise)
    setting = house.pinned(record).setting
    found: Paper = {
        "plan": {
            "id": setting.plan.id,
            "title": text_paper(setting.plan.title),
            "version": setting.plan.version,
        },
        "scenario": text_paper(setting.scenario.title),
    }
    if not house.may_judge(record):
        return found | {"unjudged": True}
    tables = house.tables_of(exercise)
    return found | {
        "people": _people(programme, exercise),
        "tables": [_table(table) for table in tables],
        "signed": all(table.assessment.is_signed_off for table in tables),
    }


def _people(programme: Programme, exercise: str) -> list[Paper]:
    """Return how many people played each role, over all tables; no names go to the regulator."""
    house, counts = programme.house, dict[str, int]()
    for run in house.store.exercises.runs(exercise):
        for role, played in house.records.of(run).roles.items():
            counts[role] = counts.get(role, 0) + len(played.people)
    titles = house.pinned(house.exercise(exercise)).setting.roles
    return [
        {"role": role, "title": text_paper(titles[role].title), "people": count}
        for role, count in counts.items()
        if count and role in titles
    ]


def _table(table: Table) -> Paper:
    """Return what a table was worth, whose rating that is, and how recovery times and data losses were kept."""
    evaluation = table.evaluation()
    signed = signed_ratings(table).get("whole")
    return {
        "id": table.id,
        "name": table.run.name,
        "score": evaluation["score"],
        "rating": signed or evaluation["rating"],
        "signed": table.assessment.is_signed_off,
        "goals": _goals(table, evaluation["obligations"]),
    }


def _goals(table: Table, obligations: Iterable[Paper]) -> list[Paper]:
    """Return how each service kept its recovery time and its limit of lost data, by the worst of its outages."""
    worst: dict[tuple[str, str], str] = {}
    for one in obligations:
        key, verdict = (one["step"], one["kind"]), one["verdict"]
        if one["kind"] in ("rto", "rpo") and verdict in WORST_FIRST:
            worst[key] = min(worst.get(key, verdict), verdict, key=WORST_FIRST.index)
    titles = {one.id: text_paper(one.title) for one in table.setting.plan.services}
    return [
        {
            "service": service,
            "title": titles.get(service, {"": service}),
            "kind": kind,
            "verdict": verdict,
        }
        for (service, kind), verdict in worst.items()
    ]


def _not_held(programme: Programme, year: int) -> Iterator[Paper]:
    why = programme.planning.reasons()
    for one in programme.gathered.planned:
        is_late = one.exercise is None and one.day < programme.today.isoformat()
        is_off = one.state == CANCELLED
        if one.day.startswith(f"{year}-") and (is_off or (one.state == "planned" and is_late)):
            yield {
                "day": one.day,
                "title": dict(one.title),
                "cancelled": is_off,
                "reason": why.get(one.id, {}).get("reason") if is_off else None,
            }


def _reports(programme: Programme, year: int) -> list[Paper]:
    titles = {duty.id: text_paper(duty.title) for duty in programme.duties}
    return [
        report_paper(one)
        | {"title": programme.title_of(one.held), "duty_title": titles[one.duty.id]}
        for one in programme.reports()
        if one.held.day.year == year
    ]


def _findings(programme: Programme, held: Held) -> Iterator[Paper]:
    register = programme.house.store.register
    if held.outside:
        return
    for one in register.findings(exercise=held.id, taken=True):
        yield _finding(programme, one) | {"exercise": programme.title_of(held)}


def _finding(programme: Programme, one: FindingRecord) -> Paper:
    paper = finding_paper(one)
    actions = [
        action_paper(each, programme.today)
        for each in programme.house.store.register.actions(one.id)
    ]
    return {
        "id": one.id,
        "code": one.code,
        "title": paper.get("title"),
        "words": paper["words"],
        "severity": paper["severity"],
        "standing": one.standing,
        "state": one.state,
        "actions": len(actions),
        "open": sum(each["state"] not in _OVER for each in actions),
        "overdue": sum(bool(each["overdue"]) for each in actions),
    }


def _revisions(programme: Programme, year: int) -> Iterator[Paper]:
    house = programme.house
    for one in house.store.plans.versions():
        day = day_of(one.published)
        is_shipped = one.published_by is None and one.draft is None
        if day.year == year and not is_shipped:
            try:
                title = text_paper(plan_of(house.library.plan_sheet(one.plan, one.version)).title)
            except Refusal:
                title = {"": one.plan}
            cited = {name for each in one.changelog for name in _named(each.get("findings"))}
            yield {
                "plan": one.plan,
                "title": title,
                "version": one.version,
                "day": day.isoformat(),
                "effective": one.effective,
                "by": one.published_by,
                "approved_by": one.approved_by,
                "changes": len(one.changelog),
                "findings": sorted(cited),
            }


def _named(findings: object) -> list[str]:
    return [str(one) for one in findings] if isinstance(findings, list | tuple) else []


def _iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
