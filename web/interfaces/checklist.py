"""The findings as a Markdown checklist: by plan and step, ticked where nothing is left to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from engine.store.store import Store
from exercise.exchange.safe_text import markdown
from exercise.improvement.action_course import OPEN_STATES
from web.i18n import words
from web.interfaces.feed import Answer, Item
from web.interfaces.names import Called
from web.interfaces.paper import item_paper, ways_of
from web.interfaces.sheet import change_words, coded
from web.register.spoken import action_words, finding_words

_SETTLED = ("verified", "closed")
_GONE = ("rejected", "merged")


def checklist(store: Store, answer: Answer, stamp: str, language: str, called: Called) -> str:
    """Return the findings of *answer* as Markdown, the mark above."""
    lines = [f"# {words(language, 'findings_file.title')}", "", "> 演练 EXERCISE", ""]
    ways = ways_of(store)
    ordered = sorted(answer.items, key=lambda one: (one.finding.plan, one.finding.subject))
    for plan, items in groupby(ordered, key=lambda one: one.finding.plan):
        lines += [f"## {markdown(plan)}", ""]
        for item in items:
            lines += _lines(item, item_paper(item, ways, stamp), language, called(plan))
        lines.append("")
    if not answer.items:
        lines.append(words(language, "findings_file.none"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(
    item: Item, paper: Mapping[str, Any], language: str, titles: Mapping[str, str]
) -> Iterator[str]:
    finding = item.finding
    is_settled = finding.standing in _SETTLED or finding.state in _GONE
    about = (
        f"`{finding.id}`",
        coded("severity", paper["severity"], language),
        coded("standing", finding.standing, language),
        markdown(finding.subject),
    )
    said = markdown(finding_words(finding, language))
    yield f"- [{'x' if is_settled else ' '}] **{said}** ({' · '.join(about)})"
    if paper["proposed"]:
        yield f"  - {markdown(change_words(paper['proposed'], titles, language))}"
    yield from _actions(item, language, titles)


def _actions(item: Item, language: str, titles: Mapping[str, str]) -> Iterable[str]:
    for action in item.actions:
        box = " " if action.state in OPEN_STATES else "x"
        parts = (
            f"`{action.id}`",
            coded("action.state", action.state, language),
            markdown(titles.get(action.owner or "", action.owner or "")),
            action.due or "",
        )
        about = " · ".join(part for part in parts if part)
        yield f"  - [{box}] {markdown(action_words(action, language))} ({about})"
