"""The survey's results as CSV: a line for each possible answer and each text, without names, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from exercise.exchange.safe_text import cell
from web.i18n import words
from web.reports.speech import Words, mark
from web.table import Table

BOM = "\ufeff"
"""So that a spreadsheet reads the file as UTF-8."""


def survey_csv(table: Table, found: Mapping[str, Any], language: str) -> str:
    """Return the results *found* of *table* as CSV text in *language*."""
    say = Words(language)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heads(say.language))
    where = [say.text(table.exercise.title), table.run.name, mark()]
    for result in found["questions"]:
        for row in _rows(say, result, found["role_titles"]):
            writer.writerow([cell(one) if isinstance(one, str) else one for one in row + where])
    return BOM + out.getvalue()


def _heads(language: str) -> list[str]:
    return [
        words(language, "survey.csv.id"),
        words(language, "survey.csv.question"),
        words(language, "survey.csv.answer"),
        words(language, "survey.csv.count"),
        words(language, "survey.csv.answered"),
        words(language, "survey.csv.share"),
        words(language, "survey.csv.mean"),
        words(language, "survey.csv.role"),
        words(language, "survey.csv.exercise"),
        words(language, "survey.csv.table"),
        words(language, "survey.csv.mark"),
    ]


def _rows(
    say: Words, result: Mapping[str, Any], roles: Mapping[str, Mapping[str, str]]
) -> Iterator[list[Any]]:
    asked = [result["question"], say.text(result["title"])]
    n, mean = result["n"], "" if result["mean"] is None else round(result["mean"], 2)
    for one in result["counts"]:
        share = round(one["n"] / n, 4) if n else ""
        yield [*asked, answer_words(say, result, one), one["n"], n, share, mean, ""]
    for one in result["texts"]:
        role = "" if one["role"] is None else say.text(roles.get(one["role"], {}))
        yield [*asked, one["text"], 1, n, "", "", role]


def answer_words(say: Words, result: Mapping[str, Any], count: Mapping[str, Any]) -> str:
    """Return how one of the possible answers to a question reads: an option, yes or no, a step of the scale."""
    if "title" in count:
        return say.text(count["title"]) or str(count["value"])
    if result["kind"] == "yes-no":
        return say("survey.yes") if count["value"] == "yes" else say("survey.no")
    end = {1: result["low"], 5: result["high"]}.get(count["value"], {})
    return f"{count['value']}{say.aside(say.text(end))}" if end else str(count["value"])
