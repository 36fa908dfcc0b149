"""The tables of one exercise side by side: who did each step how well and how fast, best and worst marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercise.improvement.merging import TableFindings, merge
from exercise.improvement.step_results import NOTHING, StepResult, spread, step_results
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.procedure import Step

Paper = dict[str, Any]

BEST, WORST = "best", "worst"
_TWICE = 2


def side_by_side(exercise: str, setting: Setting, tables: Sequence[TableFindings]) -> Paper:
    """Return *tables*, in their order, compared; every list of cells has one for each table, in that order."""
    results = [step_results(table.evaluation) for table in tables]
    return {
        "objectives": _rated(setting.scenario.objectives, tables, "objectives"),
        "procedures": [
            {
                **rated,
                "phase": procedure.phase,
                "steps": [_step(step, results) for step in procedure.steps],
            }
            for procedure, rated in zip(
                setting.plan.procedures,
                _rated(setting.plan.procedures, tables, "procedures"),
                strict=True,
            )
        ],
        "services": _services(setting, tables),
        "repeated": _repeated(exercise, tables),
    }


def places(scores: Sequence[float | None]) -> list[str | None]:
    """Return which of *scores* are the best and the worst; what more than half share stands out from nobody."""
    known = [score for score in scores if score is not None]
    if not known or min(known) == max(known):
        return [None for _ in scores]
    marks = {
        score: mark
        for score, mark in ((min(known), WORST), (max(known), BEST))
        if 2 * known.count(score) <= len(known)
    }
    return [None if score is None else marks.get(score) for score in scores]


def _rated(things: Any, tables: Sequence[TableFindings], part: str) -> list[Paper]:
    """Return each objective or procedure with its score and rating in every table."""
    scored = [{one["id"]: one for one in table.evaluation[part]} for table in tables]
    rows = []
    for thing in things:
        cells = [each[thing.id] for each in scored]
        marks = places([cell["score"] for cell in cells])
        rows.append(
            {
                "id": thing.id,
                "title": text_paper(thing.title),
                "cells": [
                    {"score": cell["score"], "rating": cell["rating"], "place": mark}
                    for cell, mark in zip(cells, marks, strict=True)
                ],
            }
        )
    return rows


def _step(step: Step, results: Sequence[Mapping[str, StepResult]]) -> Paper:
    found = [each.get(step.id, NOTHING) for each in results]
    marks = places([one.score for one in found])
    apart = spread([delay for one in found for delay in one.delays])
    return {
        "id": step.id,
        "title": text_paper(step.title),
        "criticality": step.criticality,
        "limit_ms": step.within,
        "cells": [_cell(one, mark) for one, mark in zip(found, marks, strict=True)],
        "spread": None if apart is None else apart.paper(),
    }


def _cell(result: StepResult, mark: str | None) -> Paper:
    return {
        "verdict": result.verdict,
        "score": result.score,
        "delay_ms": result.longest,
        "delays_ms": list(result.delays),
        "unanswered": result.unanswered,
        "place": mark,
    }


def _services(setting: Setting, tables: Sequence[TableFindings]) -> list[Paper]:
    """Return each service that failed in some table, with how long it was down in every one."""
    found = [{one["id"]: one for one in table.evaluation["services"]} for table in tables]
    rows = []
    for service in setting.services.values():
        cells = [each[service.id] for each in found]
        if not any(cell["down_ms"] or cell["degraded_ms"] or cell["lost_ms"] for cell in cells):
            continue
        marks = places([-float(cell["down_ms"]) for cell in cells])
        rows.append(
            {
                "id": service.id,
                "title": text_paper(service.title),
                "rto_ms": service.rto,
                "rpo_ms": service.rpo,
                "cells": [
                    {name: cell[name] for name in _OUTAGE}
                    | {"longest_ms": _longest(table, service.id), "place": mark}
                    for table, cell, mark in zip(tables, cells, marks, strict=True)
                ],
            }
        )
    return rows


def _longest(table: TableFindings, service: str) -> int | None:
    """Return the longest of the outages that are held against an RTO; None when there was none."""
    ended = table.evaluation["ended_ms"]
    lengths = [
        end - one["anchor_ms"]
        for one in table.evaluation["obligations"]
        if one["step"] == service and one["kind"] == "rto" and one["anchor_ms"] is not None
        if (end := one["done_ms"] if one["done_ms"] is not None else ended) is not None
    ]
    return max(lengths, default=None)


_OUTAGE = ("down_ms", "degraded_ms", "lost_ms", "rto_met", "rpo_met")


def _repeated(exercise: str, tables: Sequence[TableFindings]) -> list[Paper]:
    """Return the findings that more than one table shows."""
    return [
        {
            "id": one.id,
            "step": one.subject,
            "kind": one.kind,
            "code": one.code,
            "severity": one.severity,
            "tables": [proof.table for proof in one.tables],
        }
        for one in merge(exercise, tables)
        if len(one.tables) >= _TWICE and one.code != "not_exercised"
    ]
