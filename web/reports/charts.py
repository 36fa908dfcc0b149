"""Charts of a report: expected against actual, each service's course with its RTO lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from web.reports.drawing import (
    INK,
    LABELS,
    LINE,
    MARGIN,
    SOFT,
    WIDTH,
    TimeAxis,
    label,
    line,
    rect,
    svg,
    text,
    wrapped,
)

_TOP = 24
_ROOM = LABELS - 14
_TONES = {
    "met": "good",
    "late": "fair",
    "partial": "fair",
    "compensated": "fair",
    "very_late": "bad",
    "missed": "bad",
    "violated": "bad",
}
_LIMIT = f'stroke="{INK}" stroke-width="2"'
_EXPECTED = 'stroke="#8a94a6" stroke-width="3"'


def timeline_chart(
    rows: Sequence[Mapping[str, Any]],
    titles: Sequence[str],
    length_ms: int,
    name: str,
    verdicts: Mapping[str, str] | None = None,
) -> str:
    """Return expected against actual: a bar from anchor to answer for each of *rows*, a line at its limit.

    Below each bar a thin one is what was expected, from anchor to limit; what was never done has a dashed frame up to
    its limit. *titles* are what stands beside the rows, *verdicts* the words behind the bars, by code; *name* says what
    the chart shows.
    """
    axis = TimeAxis(length_ms)
    parts, y = [], float(_TOP)
    for row, title in zip(rows, titles, strict=True):
        lines = wrapped(title, _ROOM)
        parts.append(label(lines, y) + _bar(row, axis, y, (verdicts or {}).get(row["verdict"], "")))
        y += max(20, len(lines) * LINE + 6)
    return svg(y + 4, name, [axis.drawn(y), *parts])


def service_chart(
    courses: Sequence[Mapping[str, Any]],
    titles: Sequence[str],
    length_ms: int,
    name: str,
    states: Mapping[str, str] | None = None,
) -> str:
    """Return the course of services: their bad spans, and from each outage's start a line at its RTO.

    *states* are the words for the states inside the spans that have room for them.
    """
    axis = TimeAxis(length_ms)
    parts, y = [], float(_TOP)
    for course, title in zip(courses, titles, strict=True):
        lines = wrapped(title, _ROOM)
        parts.append(label(lines, y) + _course(course, axis, y, states or {}))
        y += max(30, len(lines) * LINE + 8)
    return svg(y + 6, name, [axis.drawn(y), *parts])


def _bar(row: Mapping[str, Any], axis: TimeAxis, y: float, verdict: str) -> str:
    start = row["anchor_ms"] if row["anchor_ms"] is not None else row["done_ms"]
    done, due = row["done_ms"], row["due_ms"]
    end = done if done is not None else min(due or start, axis.length_ms)
    left, right = axis.x(start), max(axis.x(max(start, end)), axis.x(start) + 3)
    tone = _TONES.get(row["verdict"], "quiet")
    frame = f'fill="none" stroke="{INK}" stroke-dasharray="3 2"'
    look = frame if done is None else f'fill="url(#{tone})" stroke="{INK}" stroke-width=".6"'
    parts = [rect(left, y + 3, right - left, 10, look)]
    if due is not None:
        parts.append(line(left, y + 16, axis.x(max(due, start)), y + 16, _EXPECTED))
    if due is not None and due <= axis.length_ms:
        x = axis.x(due)
        right = max(right, x)
        parts.append(line(x, y, x, y + 18, _LIMIT))
    parts.append(_beside(left, right, y + 13, verdict))
    return "".join(parts)


def _beside(left: float, right: float, y: float, words: str) -> str:
    """Return *words* behind a bar, before it where there is no room behind."""
    if not words:
        return ""
    if right + 4 + 7 * len(words) <= WIDTH or left < LABELS + 8 * len(words):
        return text(min(right + 4, WIDTH - MARGIN + 2), y, words, fill=SOFT)
    return text(left - 4, y, words, "end", SOFT)


def _course(course: Mapping[str, Any], axis: TimeAxis, y: float, states: Mapping[str, str]) -> str:
    parts = [rect(LABELS, y + 8, WIDTH - LABELS - MARGIN, 4, 'fill="#cfe6d8"')]
    for span in course["spans"]:
        end = axis.length_ms if span["to"] is None else span["to"]
        left, right = axis.x(span["from"]), axis.x(end)
        tone = {"down": "bad", "degraded": "fair"}.get(span["state"], "quiet")
        look = f'fill="url(#{tone})" stroke="{INK}" stroke-width=".6"'
        parts.append(rect(left, y + 3, max(right - left, 2), 14, look))
        parts.append(_inside(left, right, y, states.get(span["state"], "")))
        if span["state"] == "down" and course["rto_ms"] is not None:
            parts.append(_rto_line(span["from"] + course["rto_ms"], axis, y))
    return "".join(parts)


def _inside(left: float, right: float, y: float, words: str) -> str:
    room = 11.0 * len(words) + 8
    if not words or right - left < room:
        return ""
    middle = (left + right) / 2
    plate = rect(middle - room / 2, y + 4, room, 12, 'fill="#fff" rx="2"')
    return plate + text(middle, y + 14, words, "middle")


def _rto_line(at: int, axis: TimeAxis, y: float) -> str:
    if at > axis.length_ms:
        return ""
    x = axis.x(at)
    return line(x, y - 1, x, y + 21, _LIMIT) + text(x + 3, y + 27, "RTO").replace(
        "<text", '<text font-size="8"'
    )
