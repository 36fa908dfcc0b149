"""The due days of improvement actions as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Event, Todo

from engine.store.register_records import ActionRecord, FeedRecord, FindingRecord
from web.day_calendar import opened, remind
from web.feeds import TODOS
from web.i18n import known, words
from web.register.papers import finding_paper
from web.register.spoken import action_words, finding_words

_TODO_STATE = {
    "proposed": "NEEDS-ACTION",
    "accepted": "NEEDS-ACTION",
    "in_progress": "IN-PROCESS",
    "done": "COMPLETED",
    "verified": "COMPLETED",
    "rejected": "CANCELLED",
    "merged": "CANCELLED",
}
_OVER = ("COMPLETED", "CANCELLED")


def calendar(
    feed: FeedRecord,
    pairs: Iterable[tuple[FindingRecord, ActionRecord]],
    changed: Mapping[str, str],
) -> bytes:
    """Return the iCalendar text of *feed*; *changed* is when each action was last changed."""
    language = known(feed.language)
    made = opened("register", language, words(language, "register.feed_title", name=feed.name))
    kind = Todo if feed.wanted.get("as") == TODOS else Event
    for finding, action in pairs:
        if action.due is not None:
            stamp = changed.get(action.id, action.made)
            made.add_component(_entry(kind, finding, action, stamp, language))
    return bytes(made.to_ical())


def _entry(
    kind: type[Event] | type[Todo],
    finding: FindingRecord,
    action: ActionRecord,
    stamp: str,
    language: str,
) -> Event | Todo:
    entry = kind()
    title = words(language, "register.feed_entry", action=action_words(action, language))
    due = date.fromisoformat(action.due or "")
    changed = datetime.fromisoformat(stamp)
    entry.add("uid", f"{action.id}@register.startex")
    entry.add("sequence", action.revision - 1)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("summary", title)
    entry.add("description", _description(finding, action, language))
    entry.add("categories", [words(language, "register.feed_category")])
    state = _TODO_STATE[action.state]
    _add_days(entry, due, state)
    if state not in _OVER:
        remind(entry, title)
    return entry


def _add_days(entry: Event | Todo, due: date, state: str) -> None:
    if isinstance(entry, Todo):
        entry.add("due", due)
        entry.add("status", state)
        return
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CANCELLED" if state == "CANCELLED" else "CONFIRMED")


def _description(finding: FindingRecord, action: ActionRecord, language: str) -> str:
    severity = finding_paper(finding)["severity"]
    facts: dict[str, Any] = {
        "register.column.finding": finding_words(finding, language),
        "register.column.severity": words(language, f"severity.{severity}"),
        "register.column.owner": action.owner or "–",
        "register.column.state": words(language, f"action.state.{action.state}"),
        "register.column.element": words(language, f"element.{action.element}"),
    }
    lines = [words(language, "said_of", name=words(language, k), what=v) for k, v in facts.items()]
    return "\n".join([*lines, words(language, "register.feed_mark")])
