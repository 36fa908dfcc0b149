"""The sample documents, and what is written in the faulty ones about their own faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scenarios.problem import Problem

SAMPLES = Path(__file__).parent.parent / "samples"
PLAN = SAMPLES / "small-plan.yaml"
SCENARIO = SAMPLES / "small-scenario.yaml"
RESPONSES = SAMPLES / "small-responses.yaml"
FAULTY = SAMPLES / "faulty"

_MARK = re.compile(r"#! (.*)$")
_ONE = re.compile(r"(\d+) (~?)(\w+)(?:=(\S+))?$")

Told = tuple[int, int, str, str, str | None]
"""Line, column, severity, code and hint."""


def announced(path: Path) -> list[Told]:
    """Return the problems that the comments of a faulty sample announce: ``#! column code=hint``, ``~`` warns."""
    return sorted(_announced(path.read_text(encoding="utf-8")))


def found(problems: tuple[Problem, ...]) -> list[Told]:
    """Return *problems* in the shape of the announced ones."""
    return sorted((p.line, p.column, p.severity, p.code, p.hint) for p in problems)


def _announced(text: str) -> Iterator[Told]:
    for line, written in enumerate(text.splitlines(), start=1):
        mark = _MARK.search(written)
        if mark is None or written.startswith("#"):
            continue
        for one in mark[1].split("; "):
            told = _ONE.match(one)
            assert told is not None, one
            severity = "warning" if told[2] else "error"
            yield line, int(told[1]), severity, told[3], told[4]
