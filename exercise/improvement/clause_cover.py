"""Clauses against plans and exercises: what covers each clause, when that was last exercised, and how it went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exercise.conformance.obligation import WORST_FIRST
from exercise.improvement.coverage import PlayedExercise, StepCover
from exercise.improvement.working_days import WorkingCalendar
from exercise.programme.periods import span_end
from exercise.script_paper import text_paper
from scenarios.citing import Citations, Cited
from scenarios.clauses import Clause, Clauses, Exercised
from scenarios.plan import Plan
from scenarios.procedure import Step
from scenarios.reporting_clock import Span

Paper = dict[str, Any]

UNCOVERED, THIN, NOT_EXERCISED, BY_BOTS = "uncovered", "thin", "not_exercised", "simulated"
OVERDUE, PARTLY, FAILED, FLAWED, COVERED = "overdue", "partly", "failed", "flawed", "covered"
STANDINGS = (
    *(UNCOVERED, THIN, NOT_EXERCISED, BY_BOTS),
    *(OVERDUE, PARTLY, FAILED, FLAWED, COVERED),
)
"""How a clause stands, the worst first: nothing covers it; its section says next to nothing; steps name it that were
never exercised, or by simulated colleagues alone; the last exercise was too long ago; only a part of what it asks for;
its steps failed, were flawed or met the last time that people played them."""

_WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
_FAILED = ("violated", "missed")
_FEWEST_WORDS = 12
"""A section of fewer words, or Chinese characters, says next to nothing."""


@dataclass(frozen=True, slots=True)
class CoveredPlan:
    """A plan's newest version with the coverage of its steps; *exercises* of it, in time."""

    plan: Plan
    covers: Mapping[str, StepCover]
    exercises: tuple[PlayedExercise, ...]


def clause_cover(
    rules: Iterable[Clauses],
    plans: Sequence[CoveredPlan],
    today: date,
    joint: Iterable[str] = (),
) -> Paper:
    """Return ``rules`` with their clauses, the worst first, and ``unknown``: steps that name no known clause.

    *joint* are the exercises that the programme says were held with outside parties.
    """
    known = list(rules)
    cited, unknown = _citations(Citations(known), plans)
    together = frozenset(joint)
    return {
        "rules": [_rule(one, plans, cited, together, today) for one in known],
        "unknown": unknown,
    }


Named = Mapping[tuple[str, str], Sequence[tuple[CoveredPlan, Step]]]
"""By rule and clause, the steps that name it."""


def _citations(citations: Citations, plans: Iterable[CoveredPlan]) -> tuple[Named, list[Paper]]:
    named: dict[tuple[str, str], list[tuple[CoveredPlan, Step]]] = {}
    unknown: list[Paper] = []
    for one in plans:
        for step in one.plan.steps():
            for cited in map(citations.find, step.clause):
                if cited.rule is not None and cited.clause is not None:
                    named.setdefault((cited.rule.id, cited.clause.id), []).append((one, step))
                else:
                    unknown.append(_unknown(one, step, cited))
    return named, unknown


def _unknown(one: CoveredPlan, step: Step, cited: Cited) -> Paper:
    return {
        "plan": one.plan.id,
        "step": step.id,
        "title": text_paper(step.title),
        "written": cited.written,
        "fault": cited.fault,
    }


def _rule(
    rule: Clauses,
    plans: Sequence[CoveredPlan],
    named: Named,
    joint: frozenset[str],
    today: date,
) -> Paper:
    rows = [
        _clause(rule, clause, plans, named.get((rule.id, clause.id), ()), joint, today)
        for clause in rule.clauses
    ]
    return {
        "id": rule.id,
        "title": text_paper(rule.title),
        "level": rule.level,
        "verification": rule.verification,
        "as_of": rule.as_of.isoformat(),
        "in_force_from": None if rule.in_force_from is None else rule.in_force_from.isoformat(),
        "source": [
            {"title": text_paper(one.title), "clause": text_paper(one.clause)}
            for one in rule.source
        ],
        "notes": text_paper(rule.notes),
        "cited": any(of == rule.id for of, _ in named),
        "clauses": sorted(rows, key=lambda row: STANDINGS.index(row["standing"])),
    }


def _clause(
    rule: Clauses,
    clause: Clause,
    plans: Sequence[CoveredPlan],
    steps: Sequence[tuple[CoveredPlan, Step]],
    joint: frozenset[str],
    today: date,
) -> Paper:
    if clause.sections:
        found = _by_sections(clause, plans)
    elif clause.exercised is not None:
        exercises = [each for one in plans for each in one.exercises]
        found = _by_exercises(clause.exercised, exercises, joint, today)
    else:
        found = _by_steps(steps, today)
    return {
        "id": clause.id,
        "number": text_paper(clause.number),
        "says": text_paper(clause.says),
        "notes": text_paper(clause.notes),
        "verification": rule.verified(clause),
        "steps": [_step(one, step) for one, step in steps],
        "lacking": [],
        "last": None,
        "days_ago": None,
        "verdict": None,
        **found,
    }


def _by_steps(steps: Sequence[tuple[CoveredPlan, Step]], today: date) -> Paper:
    covers = [one.covers[step.id] for one, step in steps]
    lasts = [cover.last for cover in covers if cover.by_people and cover.last]
    if not lasts:
        was_simulated = any(cover.occasions for cover in covers)
        unproven = BY_BOTS if was_simulated else NOT_EXERCISED
        return {"by": "steps", "standing": unproven if steps else UNCOVERED}
    verdict = min((last.verdict for last in lasts), key=WORST_FIRST.index)
    day = max(last.exercise.day for last in lasts)
    return {
        "by": "steps",
        "standing": FAILED if verdict in _FAILED else COVERED if verdict == "met" else FLAWED,
        "verdict": verdict,
        **_last(day, today),
    }


def _step(one: CoveredPlan, step: Step) -> Paper:
    cover = one.covers[step.id]
    last = cover.last
    return {
        "plan": one.plan.id,
        "id": step.id,
        "title": text_paper(step.title),
        "standing": cover.standing,
        "verdict": None if last is None else last.verdict,
        "last": None if last is None else last.exercise.day.isoformat(),
    }


def _by_sections(clause: Clause, plans: Iterable[CoveredPlan]) -> Paper:
    """Return how the sections of every plan are filled; the worst plan counts."""
    found = {UNCOVERED: list[str](), THIN: list[str](), COVERED: list[str]()}
    for one in plans:
        for section in clause.sections:
            found[_filled(one.plan, section)].append(f"{one.plan.id}/{section}")
    standing = next((each for each in (UNCOVERED, THIN, COVERED) if found[each]), UNCOVERED)
    return {"by": "sections", "standing": standing, "lacking": [*found[UNCOVERED], *found[THIN]]}


def _filled(plan: Plan, section: str) -> str:
    text = plan.sections.get(section)
    counts = [words_in(words) for words in ({} if text is None else text.words).values()]
    if not any(counts):
        return UNCOVERED
    return COVERED if max(counts) >= _FEWEST_WORDS else THIN


def words_in(text: str) -> int:
    """Return how many words *text* has, every Chinese character counted as one."""
    return len(_WORD.findall(text))


def _by_exercises(
    asked: Exercised, exercises: Sequence[PlayedExercise], joint: frozenset[str], today: date
) -> Paper:
    """Return how exercises of people keep what is *asked* of them."""
    played = [one for one in exercises if one.has_people]
    fitting = [one for one in played if not asked.joint or one.id in joint]
    recent = [one for one in fitting if _is_recent(asked.within, one.day, today)]
    lacking = _lacking(asked, recent)
    if not fitting:
        standing = UNCOVERED
    elif not recent:
        standing = OVERDUE
    elif lacking:
        standing = PARTLY if asked.within or len(lacking) < len(asked.causes) else UNCOVERED
    else:
        standing = COVERED
    day = max((one.day for one in fitting), default=None)
    return {
        "by": "exercises",
        "standing": standing,
        "lacking": lacking,
        **({} if day is None else _last(day, today)),
    }


def _lacking(asked: Exercised, exercises: Sequence[PlayedExercise]) -> list[str]:
    """Return the causes that none of *exercises* began with, and ``switchover`` where no measure was carried out."""
    had = {cause for one in exercises for cause in one.setting.scenario.causes}
    lacking = [cause for cause in asked.causes if cause not in had]
    tried = any(
        each.result != "unfinished"
        for one in exercises
        for table in one.tables
        for each in table.recoveries
    )
    return lacking if tried or not asked.switchover else [*lacking, "switchover"]


def _is_recent(within: Span | None, day: date, today: date) -> bool:
    return within is None or span_end(_ANY_DAY, day, within) >= today


def _last(day: date, today: date) -> Paper:
    return {"last": day.isoformat(), "days_ago": (today - day).days}


_ANY_DAY = WorkingCalendar()
