"""Charts of a report as SVG: the scored timeline, and each service's course with its RTO line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from unicodedata import east_asian_width

_WIDTH = 960
_LABELS = 260
_LETTERS = 42
_ROW = 20
_TOP = 26
_MINUTE = 60_000

_FILL = {
    "met": "#2f7d4f",
    "late": "#b7791f",
    "very_late": "#c2410c",
    "partial": "#b7791f",
    "missed": "#b42318",
    "violated": "#b42318",
    "compensated": "#6d5bb3",
    "waived": "#8a94a6",
    "pending": "#8a94a6",
    "not_triggered": "#c5ccd8",
}
_STATE_FILL = {"down": "#b42318", "degraded": "#d9a441"}


def timeline_chart(
    rows: Sequence[Mapping[str, Any]], titles: Sequence[str], length_ms: int, name: str
) -> str:
    """Return the timeline: a bar from anchor to answer for each of *rows*, a tick at its limit.

    *titles* are what stands beside the rows; *name* says what the chart shows.
    """
    height = _TOP + len(rows) * _ROW + 6
    parts = [_open(height, name), _axis(length_ms, height)]
    for place, (row, title) in enumerate(zip(rows, titles, strict=True)):
        parts.append(_timeline_row(row, title, _TOP + place * _ROW, length_ms))
    return "".join([*parts, "</svg>"])


def service_chart(
    courses: Sequence[Mapping[str, Any]], titles: Sequence[str], length_ms: int, name: str
) -> str:
    """Return the course of services: their bad spans, and from each outage's start a line at its RTO."""
    row = _ROW + 8
    height = _TOP + len(courses) * row + 6
    parts = [_open(height, name), _axis(length_ms, height)]
    for place, (course, title) in enumerate(zip(courses, titles, strict=True)):
        parts.append(_service_row(course, title, _TOP + place * row, length_ms))
    return "".join([*parts, "</svg>"])


def _open(height: int, name: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-label="{escape(name)}" font-size="11"><title>{escape(name)}</title>'
    )


def _x(at: float, length_ms: int) -> float:
    share = min(max(at / max(length_ms, 1), 0), 1)
    return round(_LABELS + share * (_WIDTH - _LABELS - 10), 1)


def _axis(length_ms: int, height: int) -> str:
    parts = []
    for at in range(0, length_ms + 1, _step(length_ms)):
        x = _x(at, length_ms)
        anchor = "end" if x > _WIDTH - 24 else "middle"
        parts.append(
            f'<line x1="{x}" x2="{x}" y1="18" y2="{height}" stroke="#d5dbe5"/>'
            f'<text x="{x}" y="12" text-anchor="{anchor}" fill="#445">T+{at // _MINUTE}</text>'
        )
    return "".join(parts)


def _step(length_ms: int) -> int:
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440):
        if length_ms <= minutes * _MINUTE * 12:
            return minutes * _MINUTE
    return 2880 * _MINUTE


def _label(title: str, y: float) -> str:
    return f'<text x="4" y="{y + 13}" fill="#223">{escape(_shortened(title))}</text>'


def _shortened(title: str) -> str:
    """Return as much of *title* as fits beside the chart; a Chinese character is as wide as two letters."""
    room = _LETTERS
    for place, character in enumerate(title):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return title[: place - 1] + "…"
    return title


def _timeline_row(row: Mapping[str, Any], title: str, y: float, length_ms: int) -> str:
    start = row["anchor_ms"] if row["anchor_ms"] is not None else row["done_ms"]
    end = row["done_ms"] if row["done_ms"] is not None else min(row["due_ms"] or start, length_ms)
    left, right = _x(start, length_ms), _x(max(start, end), length_ms)
    fill = _FILL.get(row["verdict"], "#8a94a6")
    is_open = row["done_ms"] is None
    style = f'fill="none" stroke="{fill}" stroke-dasharray="3 2"' if is_open else f'fill="{fill}"'
    bar = (
        f'<rect x="{left}" y="{y + 4}" width="{max(right - left, 3)}" height="12" rx="2" {style}/>'
    )
    if row["due_ms"] is not None and row["due_ms"] <= length_ms:
        due = _x(row["due_ms"], length_ms)
        bar += f'<line x1="{due}" x2="{due}" y1="{y + 1}" y2="{y + 19}" stroke="#111" stroke-width="1.5"/>'
    return _label(title, y) + bar


def _service_row(course: Mapping[str, Any], title: str, y: float, length_ms: int) -> str:
    parts = [_label(title, y)]
    base = f'x="{_LABELS}" y="{y + 8}" width="{_WIDTH - _LABELS - 10}" height="4"'
    parts.append(f'<rect {base} fill="#cfe6d8"/>')
    for span in course["spans"]:
        end = length_ms if span["to"] is None else span["to"]
        left, right = _x(span["from"], length_ms), _x(end, length_ms)
        fill = _STATE_FILL.get(span["state"], "#8a94a6")
        parts.append(
            f'<rect x="{left}" y="{y + 3}" width="{max(right - left, 2)}" height="14" fill="{fill}"/>'
        )
        if span["state"] == "down" and course["rto_ms"] is not None:
            parts.append(_rto_line(span["from"] + course["rto_ms"], y, length_ms))
    return "".join(parts)


def _rto_line(at: int, y: float, length_ms: int) -> str:
    if at > length_ms:
        return ""
    x = _x(at, length_ms)
    return (
        f'<line x1="{x}" x2="{x}" y1="{y - 1}" y2="{y + 21}" stroke="#111" stroke-width="2"/>'
        f'<text x="{x + 3}" y="{y + 25}" font-size="8" fill="#111">RTO</text>'
    )
