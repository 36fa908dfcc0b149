"""An evaluation as tables in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Written

from exercise.setting import Setting
from scenarios.timing import write_duration
from web.i18n import known, words

COLOURS: Mapping[str | None, str] = {"P": "green", "S": "cyan", "M": "yellow", "U": "red"}


def print_evaluation(setting: Setting, evaluation: Mapping[str, Any], lang: str) -> None:
    """Print the whole result, services, objectives, procedures, and what was not met."""
    console = Console(highlight=False)
    language = "zh" if known(lang) == "zh-CN" else "en"
    scenario = setting.scenario
    console.print(Written(f"{scenario.title.read(language)} · {scenario.id}", style="bold"))
    console.print(Written(_whole(evaluation, lang), style=COLOURS.get(evaluation["rating"], "")))
    console.print(_services(setting, evaluation, lang, language))
    for section, titles in (
        ("objectives", {one.id: one.title for one in scenario.objectives}),
        ("procedures", {one.id: one.title for one in setting.plan.procedures}),
    ):
        rows = [(titles[row["id"]].read(language), row) for row in evaluation[section]]
        if rows:
            console.print(_rated(section, rows, lang))
    console.print(_duties(setting, evaluation["obligations"], lang, language))


def _whole(evaluation: Mapping[str, Any], lang: str) -> str:
    return words(
        lang,
        "play.whole",
        score=_score(evaluation["score"]),
        rating=_rating(evaluation["rating"], lang),
        ended=_length(evaluation["ended_ms"]),
        reason=words(lang, f"end_reason.{evaluation['end_reason']}"),
        seed=evaluation["seed"],
    )


def _services(setting: Setting, evaluation: Mapping[str, Any], lang: str, language: str) -> Table:
    table = _table(lang, "service", "down", "rto", "lost", "impact")
    for row in evaluation["services"]:
        impact = ", ".join(f"{kind} {value:,.0f}" for kind, value in row["impact"].items() if value)
        rto = row["rto_met"]
        said = "" if rto is None else words(lang, "play.kept" if rto else "play.broken")
        table.add_row(
            setting.services[row["id"]].title.read(language),
            _length(row["down_ms"]),
            Written(said, style="red" if rto is False else "green"),
            _length(row["lost_ms"]),
            impact,
        )
    return table


def _rated(section: str, rows: Sequence[tuple[str, Mapping[str, Any]]], lang: str) -> Table:
    table = _table(lang, section, "score", "rating")
    for title, row in rows:
        rating = Written(_rating(row["rating"], lang), style=COLOURS.get(row["rating"], ""))
        table.add_row(title, _score(row["score"]), rating)
    return table


def _duties(
    setting: Setting, obligations: Iterable[Mapping[str, Any]], lang: str, language: str
) -> Table:
    """Return what was not met, in order, with how it missed."""
    table = _table(lang, "duty", "title", "verdict", "score", "margin")
    for row in obligations:
        if row["verdict"] in ("met", "not_triggered", "pending"):
            continue
        owner = setting.steps.get(row["step"]) or setting.services.get(row["step"])
        table.add_row(
            row["id"],
            "" if owner is None else owner.title.read(language),
            words(lang, f"verdict.{row['verdict']}"),
            _score(row["score"]),
            "" if row["margin_ms"] is None else _length(row["margin_ms"]),
        )
    return table


def _table(lang: str, *columns: str) -> Table:
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(words(lang, f"play.column.{column}"))
    return table


def _rating(rating: str | None, lang: str) -> str:
    return "–" if rating is None else f"{rating} {words(lang, f'rating.{rating}')}"


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"


def _length(ms: int | None) -> str:
    if ms is None:
        return "–"
    return f"-{write_duration(-ms)}" if ms < 0 else write_duration(ms)
