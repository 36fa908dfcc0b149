"""A what-if as tables in a terminal: what really was beside what would have been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Written

from engine.whatif import WhatIf
from exercise.setting import Setting
from exercise.whatif.acts import RealAct
from exercise.whatif.comparison import same
from scenarios.timing import write_duration
from web.i18n import known, words
from web.whatifs.speech import dropped_words

Paper = Mapping[str, Any]
_NOTHING = "–"


def print_whatif(setting: Setting, found: WhatIf, lang: str) -> None:
    """Print the scores, and the services, verdicts and losses that differ, then what made no sense any more."""
    console = Console(highlight=False)
    language = "zh" if known(lang) == "zh-CN" else "en"
    paper = found.paper()
    told = paper["differences"]
    console.print(Written(setting.scenario.title.read(language), style="bold"))
    for change in found.changes:
        console.print(Written(f"  {change}"))
    console.print(_whole(told, lang))
    if same(told):
        console.print(words(lang, "whatif.nothing_differs"))
    if told["services"]:
        console.print(_services(setting, told["services"], lang, language))
        console.print(_losses(told["losses"], lang))
    judged = [one for one in told["obligations"] if not one["only_time"]]
    if judged:
        console.print(_duties(setting, judged, lang, language))
    for one in paper["dropped"]:
        console.print(_dropped(setting, one, lang, language))


def print_acts(setting: Setting, acts: Iterable[RealAct], lang: str) -> None:
    """Print the acts that can be changed, each with the step that it answered and its number."""
    language = "zh" if known(lang) == "zh-CN" else "en"
    table = _table(lang, "number", "when", "who", "steps", "act", "title")
    for act in acts:
        title = setting.actions[act.action].title.read(language)
        if act.option is not None:
            title = f"{title}: {act.option}"
        steps = ", ".join(act.steps)
        table.add_row(f"#{act.seq}", _length(act.at), act.by, steps, act.action, title)
    Console(highlight=False).print(table)


def _whole(told: Paper, lang: str) -> Table:
    table = _table(lang, "", "real", "whatif")
    for key, said in (("score", _score), ("rating", _rating), ("ended", _length)):
        pair = told["ended_ms" if key == "ended" else key]
        table.add_row(words(lang, f"whatif.row.{key}"), said(pair["real"]), said(pair["whatif"]))
    return table


def _services(setting: Setting, rows: Iterable[Paper], lang: str, language: str) -> Table:
    table = _table(lang, "service", "real", "whatif", "less_down")
    for row in rows:
        title = setting.services[row["id"]].title.read(language)
        sides = (_fared(row[side], lang) for side in ("real", "whatif"))
        table.add_row(title, *sides, _signed(row["less_down_ms"]))
    return table


def _fared(side: Paper, lang: str) -> Written:
    """Return how long a service was down, and whether inside its limit."""
    met = side["rto_met"]
    said = _length(side["down_ms"])
    if met is not None:
        said += " " + words(lang, "play.kept" if met else "play.broken")
    return Written(said, style={None: "", True: "green", False: "red"}[met])


def _losses(rows: Iterable[Paper], lang: str) -> Table:
    table = _table(lang, "impact", "real", "whatif", "less")
    for row in rows:
        table.add_row(row["kind"], *(f"{row[key]:,.0f}" for key in ("real", "whatif", "less")))
    return table


def _duties(setting: Setting, rows: Iterable[Paper], lang: str, language: str) -> Table:
    table = _table(lang, "duty", "title", "real", "whatif")
    for row in rows:
        owner = setting.steps.get(row["step"]) or setting.services.get(row["step"])
        title = "" if owner is None else owner.title.read(language)
        sides = (_verdict(row[side], lang) for side in ("real", "whatif"))
        table.add_row(row["id"], title, *sides)
    return table


def _verdict(side: Paper | None, lang: str) -> str:
    if side is None:
        return _NOTHING
    done = "" if side["done_ms"] is None else f" {_length(side['done_ms'])}"
    return words(lang, f"verdict.{side['verdict']}") + done


def _dropped(setting: Setting, one: Paper, lang: str, language: str) -> str:
    return words(
        lang,
        "whatif.dropped.line",
        at=_length(one["at"]),
        by=one["by"],
        action=setting.actions[one["action"]].title.read(language),
        why=dropped_words(lang, one["why"]),
    )


def _table(lang: str, *columns: str) -> Table:
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(words(lang, f"whatif.column.{column}") if column else "", overflow="fold")
    return table


def _score(score: float | None) -> str:
    return _NOTHING if score is None else f"{100 * score:.1f}%"


def _rating(rating: str | None) -> str:
    return rating or _NOTHING


def _length(ms: int | None) -> str:
    return _NOTHING if ms is None else write_duration(ms)


def _signed(less: int) -> str:
    """Return how much less it was; with a plus sign where it was more."""
    if not less:
        return _NOTHING
    return f"+{write_duration(-less)}" if less < 0 else f"-{write_duration(less)}"
