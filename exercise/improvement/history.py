"""A plan over all its exercises: how each step fared, how fast, by which limit, and what went wrong again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.evaluation.findings import SEVERITIES
from exercise.improvement.merging import Key, MergedFinding, TableFindings, merge
from exercise.improvement.step_results import NOTHING, StepResult, spread, step_results
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.timing import Ms

Paper = dict[str, Any]

_AGAIN = 2


@dataclass(frozen=True, slots=True)
class PastExercise:
    """An exercise with those of its *tables* that are over; *launched* in milliseconds since 1970."""

    id: str
    title: Mapping[str, str]
    launched: int
    setting: Setting
    tables: tuple[TableFindings, ...]


def in_time(exercises: Iterable[PastExercise]) -> list[PastExercise]:
    """Return those *exercises* that have a table, the earliest first."""
    return sorted((one for one in exercises if one.tables), key=lambda one: (one.launched, one.id))


def repeated(exercises: Sequence[tuple[str, Iterable[Key]]]) -> Mapping[tuple[str, Key], int]:
    """Return, for each exercise and finding of it, the how-many-th exercise it is that shows the finding.

    *exercises* are ids with the keys of their findings (subject, kind of duty, code), the earliest first.
    """
    times: dict[Key, int] = {}
    found: dict[tuple[str, Key], int] = {}
    for exercise, keys in exercises:
        for key in dict.fromkeys(keys):
            times[key] = times.get(key, 0) + 1
            found[exercise, key] = times[key]
    return found


def history(exercises: Iterable[PastExercise]) -> Paper:
    """Return the history of the plan that *exercises* were played by, whatever its versions.

    Every list of cells has one for each of the exercises, the earliest first.
    """
    past = in_time(exercises)
    return {
        "exercises": [_exercise(one) for one in past],
        "procedures": _procedures(past),
        "repeated": _repeated(past),
    }


def _exercise(one: PastExercise) -> Paper:
    return {
        "id": one.id,
        "title": dict(one.title),
        "launched_wall": one.launched,
        "version": one.setting.plan.version,
        "scenario": one.setting.scenario.id,
        "tables": [
            {
                "id": table.id,
                "name": table.name,
                "score": table.evaluation["score"],
                "rating": table.evaluation["rating"],
            }
            for table in one.tables
        ],
    }


def _procedures(past: Sequence[PastExercise]) -> list[Paper]:
    """Return every procedure that some version has, as the latest of those versions calls it."""
    results = [[step_results(table.evaluation) for table in one.tables] for one in past]
    rows = []
    for name, title, phase in _known_procedures(past):
        steps = _known_steps(past, name)
        rows.append(
            {
                "id": name,
                "title": title,
                "phase": phase,
                "cells": [_procedure_cell(one, name) for one in past],
                "steps": [
                    {"id": step, "title": words, "cells": _step_cells(past, results, step)}
                    for step, words in steps.items()
                ],
            }
        )
    return rows


def _known_procedures(past: Sequence[PastExercise]) -> Iterable[tuple[str, Paper, str]]:
    found: dict[str, tuple[str, Paper, str]] = {}
    for one in reversed(past):
        for procedure in one.setting.plan.procedures:
            title = dict(text_paper(procedure.title))
            found.setdefault(procedure.id, (procedure.id, title, procedure.phase))
    return found.values()


def _known_steps(past: Sequence[PastExercise], procedure: str) -> Mapping[str, Paper]:
    """Return the steps that stand in *procedure*; a step that moved belongs where it stands now."""
    found: dict[str, tuple[str, Paper]] = {}
    for one in reversed(past):
        for step, home in one.setting.procedure_of.items():
            title = dict(text_paper(one.setting.steps[step].title))
            found.setdefault(step, (home.id, title))
    return {step: title for step, (home, title) in found.items() if home == procedure}


def _procedure_cell(one: PastExercise, procedure: str) -> Paper | None:
    cells = [
        {"table": table.id, "score": row["score"], "rating": row["rating"]}
        for table in one.tables
        for row in table.evaluation["procedures"]
        if row["id"] == procedure
    ]
    return {"tables": cells} if cells else None


def _step_cells(
    past: Sequence[PastExercise],
    results: Sequence[Sequence[Mapping[str, StepResult]]],
    step: str,
) -> list[Paper | None]:
    """Return how *step* fared in each exercise; None where the plan did not have it yet, or no longer."""
    cells: list[Paper | None] = []
    before: tuple[Ms | None] | None = None
    for one, of_tables in zip(past, results, strict=True):
        found = one.setting.steps.get(step)
        if found is None:
            cells.append(None)
            continue
        cells.append(_step_cell(one, [each.get(step, NOTHING) for each in of_tables], found.within))
        if before is not None and before[0] != found.within:
            cells[-1] = {**(cells[-1] or {}), "limit_was": {"ms": before[0]}}
        before = (found.within,)
    return cells


def _step_cell(one: PastExercise, results: Sequence[StepResult], limit: Ms | None) -> Paper:
    apart = spread([delay for result in results for delay in result.delays])
    return {
        "limit_ms": limit,
        "limit_was": None,
        "median_ms": None if apart is None else apart.median,
        "tables": [
            {
                "table": table.id,
                "verdict": result.verdict,
                "delays_ms": list(result.delays),
                "unanswered": result.unanswered,
            }
            for table, result in zip(one.tables, results, strict=True)
        ],
    }


def _repeated(past: Sequence[PastExercise]) -> list[Paper]:
    """Return what failed in more than one exercise, the most often seen first, then the gravest when last seen."""
    merged = [(one, {each.key: each for each in _failures(one)}) for one in past]
    counted = repeated([(one.id, findings) for one, findings in merged])
    shown: dict[Key, list[tuple[PastExercise, MergedFinding]]] = {}
    for one, findings in merged:
        for key, finding in findings.items():
            shown.setdefault(key, []).append((one, finding))
    again = [seen for seen in shown.values() if len(seen) >= _AGAIN]
    rows = [_again(seen, counted) for seen in again]
    return sorted(rows, key=_rank)


def _failures(one: PastExercise) -> Iterable[MergedFinding]:
    """Yield the findings of an exercise, but what it did not touch."""
    return (each for each in merge(one.id, one.tables) if each.code != "not_exercised")


def _rank(row: Paper) -> tuple[int, int, str, str, str]:
    grave = SEVERITIES.index(row["severity"])
    return -row["times"], grave, row["step"], row["kind"], row["code"]


def _again(
    seen: Sequence[tuple[PastExercise, MergedFinding]], counted: Mapping[tuple[str, Key], int]
) -> Paper:
    last, finding = seen[-1]
    subject, kind, code = finding.key
    known = last.setting.steps.get(subject) or last.setting.services.get(subject)
    return {
        "step": subject,
        "title": {"": subject} if known is None else dict(text_paper(known.title)),
        "kind": kind,
        "code": code,
        "severity": finding.severity,
        "times": len(seen),
        "exercises": [
            {"id": one.id, "nth": counted[one.id, finding.key], "tables": len(each.tables)}
            for one, each in seen
        ],
    }
