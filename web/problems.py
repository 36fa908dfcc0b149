"""Puts the problems of documents into words: one line each, as an editor can follow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scenarios.problem import Problem
from scenarios.timing import write_duration
from web.i18n import has_words, words

TIMES = ("at", "end", "within", "most")
"""Numbers of a problem that are milliseconds wherever they are whole."""
MILLISECONDS = (
    "inject_after_end",
    "limit_past_end",
    "response_after_end",
    "within_max_short",
)


def line(problem: Problem, lang: str) -> str:
    """Return *problem* on one line: file, line and column, what it is in, what is wrong."""
    where = problem.file
    if problem.line:
        where += f":{problem.line}:{problem.column}"
    severity = "" if problem.is_error else words(lang, "problem.warning") + " "
    return " ".join(f"{where}: {severity}{message(problem, lang)}".split())


def message(problem: Problem, lang: str) -> str:
    """Return what *problem* is in and what is wrong, without its place."""
    key = f"problem.{problem.code}"
    numbers = dict(_numbers(problem, lang))
    if problem.hint is None:
        said = words(lang, key, **numbers)
    elif has_words(lang, f"{key}_hinted"):
        said = words(lang, f"{key}_hinted", hint=problem.hint, **numbers)
    else:
        said = words(lang, key, **numbers) + words(lang, "problem.hint", hint=problem.hint)
    if problem.subject is None:
        return said
    kind, name = problem.subject
    return words(lang, "problem.subject", kind=words(lang, f"kind.{kind}"), name=name, said=said)


def paper(problem: Problem, lang: str) -> dict[str, Any]:
    """Return *problem* as JSON: its code and numbers, and its words in *lang*."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "params": dict(problem.params),
        "hint": problem.hint,
        "subject": None
        if problem.subject is None
        else {"kind": problem.subject[0], "id": problem.subject[1]},
        "message": message(problem, lang),
    }


def _numbers(problem: Problem, lang: str) -> Iterable[tuple[str, object]]:
    """Yield what the words of *problem* need, kinds translated, lists joined, times as durations."""
    yield from _joined(problem.params)
    if problem.code in MILLISECONDS:
        for name in TIMES:
            if isinstance(length := problem.params.get(name), int):
                yield name, write_duration(length)
    for name in ("kind", "other"):
        if isinstance(kind := problem.params.get(name), str) and has_words(lang, f"kind.{kind}"):
            yield name, words(lang, f"kind.{kind}")


def _joined(params: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, value in params.items():
        yield name, ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
