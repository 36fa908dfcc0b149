"""Findings of all tables of an exercise, merged by what failed and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from exercise.evaluation.findings import SEVERITIES

Paper = Mapping[str, Any]
Key = tuple[str, str, str]
"""Subject, kind of duty and code: what makes two findings the same."""


@dataclass(frozen=True, slots=True)
class TableFindings:
    """The evaluation of one table; *place* is its place among the tables of the exercise."""

    id: str
    name: str
    place: int
    evaluation: Paper


@dataclass(frozen=True, slots=True)
class Proof:
    """What one table shows of a merged finding."""

    table: str
    name: str
    severity: str
    evidence: tuple[int, ...]
    numbers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MergedFinding:
    """What failed in one or more tables; *tables* in their order, *of* how many tables were looked at."""

    id: str
    subject: str
    kind: str
    code: str
    severity: str
    tables: tuple[Proof, ...]
    of: int
    report_class: str | None = None
    change: Paper | None = None
    numbers: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What makes it the same finding as another."""
        return self.subject, self.kind, self.code


def finding_id(exercise: str, key: Key) -> str:
    """Return the id of a finding of *exercise*: the same however often it is worked out."""
    return f"F-{sha256('/'.join((exercise, *key)).encode()).hexdigest()[:12]}"


def merge(exercise: str, tables: Iterable[TableFindings]) -> tuple[MergedFinding, ...]:
    """Return the findings of all *tables*, the gravest first, then those of most tables, then by name.

    A not-exercised finding stands only where no table exercised it.
    """
    in_order = sorted(tables, key=lambda one: (one.place, one.id))
    found: dict[Key, list[tuple[TableFindings, Paper]]] = {}
    for table in in_order:
        for finding in table.evaluation["findings"]:
            key = (finding["step"], finding["kind"], finding["code"])
            found.setdefault(key, []).append((table, finding))
    merged = [
        _merged(exercise, key, seen, len(in_order))
        for key, seen in found.items()
        if key[2] != "not_exercised" or len(seen) == len(in_order)
    ]
    return tuple(sorted(merged, key=_rank))


def _rank(one: MergedFinding) -> tuple[int, int, Key]:
    return SEVERITIES.index(one.severity), -len(one.tables), one.key


def _merged(
    exercise: str, key: Key, seen: Sequence[tuple[TableFindings, Paper]], of: int
) -> MergedFinding:
    findings = [finding for _, finding in seen]
    subject, kind, code = key
    return MergedFinding(
        id=finding_id(exercise, key),
        subject=subject,
        kind=kind,
        code=code,
        severity=min((one["severity"] for one in findings), key=SEVERITIES.index),
        tables=tuple(_proof(table, finding) for table, finding in seen),
        of=of,
        report_class=next((one["class"] for one in findings if one.get("class")), None),
        change=next((one["change"] for one in findings if one.get("change")), None),
        numbers=_numbers(findings),
    )


def _proof(table: TableFindings, finding: Paper) -> Proof:
    return Proof(
        table.id,
        table.name,
        finding["severity"],
        tuple(finding["evidence"]),
        dict(finding["numbers"]),
    )


def _numbers(findings: Sequence[Paper]) -> dict[str, object]:
    """Return the times added up, and of every other number the worst, which is the largest."""
    merged: dict[str, object] = {}
    for finding in findings:
        for name, value in finding["numbers"].items():
            known = merged.get(name)
            if not isinstance(value, int | float) or isinstance(value, bool):
                merged.setdefault(name, value)
            elif not isinstance(known, int | float):
                merged[name] = value
            else:
                merged[name] = known + value if name == "times" else max(known, value)
    return merged
