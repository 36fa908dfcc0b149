"""How the tables of one exercise stand beside each other, for reports: score, rating, duties met, longest outage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from web.table import Table

Paper = dict[str, Any]
_UNCOUNTED = ("not_triggered", "pending", "waived")


def tally(obligations: Iterable[Paper]) -> dict[str, int]:
    """Return how many duties counted, were met, fell short in part, or were missed or violated."""
    counted = Counter(one["verdict"] for one in obligations if one["verdict"] not in _UNCOUNTED)
    total, failed = sum(counted.values()), counted["missed"] + counted["violated"]
    return {
        "total": total,
        "met": counted["met"],
        "short": total - counted["met"] - failed,
        "failed": failed,
    }


def tightest_outage(model: Paper) -> Paper | None:
    """Return the service whose longest unbroken outage came closest to its RTO or went furthest beyond it."""
    hit = [one for one in model["parts"]["a"]["scope"] if one["longest_ms"] and one["rto_ms"]]
    return max(hit, key=lambda one: one["longest_ms"] - one["rto_ms"], default=None)


def longest_outages(courses: Iterable[Paper], end: int) -> dict[str, int]:
    """Return the longest unbroken outage of each service, by id; *end* is when the exercise is over."""
    return {
        course["id"]: max(
            (
                (end if span["to"] is None else span["to"]) - span["from"]
                for span in course["spans"]
                if span["state"] == "down"
            ),
            default=0,
        )
        for course in courses
    }


def standing(tables: Iterable[Table]) -> list[Paper]:
    """Return one row a table; nothing for a single one, which has nobody to stand beside."""
    rows = [_row(table) for table in tables]
    return rows if len(rows) > 1 else []


def _row(table: Table) -> Paper:
    evaluation = table.evaluation()
    return {
        "table": table.id,
        "name": table.run.name,
        "score": evaluation["score"],
        "rating": evaluation["rating"],
        "ended_ms": evaluation["ended_ms"],
        "tally": tally(evaluation["obligations"]),
        "down_ms": max((one["down_ms"] for one in evaluation["services"]), default=0),
        "findings": sum(one["code"] != "not_exercised" for one in evaluation["findings"]),
        "objectives": {one["id"]: one["rating"] for one in evaluation["objectives"]},
    }
