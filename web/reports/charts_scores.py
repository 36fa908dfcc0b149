"""Charts of a report: scores as bars, by procedure, objective, role or table, each with its rating as a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.reports.drawing import (
    GRID,
    INK,
    LABELS,
    LINE,
    SOFT,
    WIDTH,
    label,
    line,
    rect,
    svg,
    text,
    wrapped,
)

_TOP = 24
_END = 130
_TONES = {"P": "good", "S": "good", "M": "fair", "U": "bad"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its share of 1 (None: nothing counted), its rating, and the words behind it."""

    title: str
    score: float | None
    rating: str | None
    words: str


def score_chart(bars: Sequence[Bar], name: str) -> str:
    """Return *bars* under each other on a scale of 0 to 100 %; *name* says what the chart shows."""
    parts, y = [], float(_TOP)
    for bar in bars:
        lines = wrapped(bar.title, LABELS - 14)
        parts.append(label(lines, y) + _bar(bar, y))
        y += max(22, len(lines) * LINE + 6)
    return svg(y + 4, name, [_scale(y), *parts])


def _x(share: float) -> float:
    return LABELS + min(max(share, 0), 1) * (WIDTH - LABELS - _END)


def _scale(height: float) -> str:
    return "".join(
        line(_x(one / 4), 18, _x(one / 4), height, f'stroke="{GRID}"')
        + text(_x(one / 4), 12, f"{one * 25}%", "middle", SOFT)
        for one in range(5)
    )


def _bar(bar: Bar, y: float) -> str:
    if bar.score is None:
        return text(LABELS + 4, y + 13, bar.words, fill=SOFT)
    tone = _TONES.get(bar.rating or "", "quiet")
    drawn = rect(
        LABELS,
        y + 3,
        max(_x(bar.score) - LABELS, 1),
        13,
        f'fill="url(#{tone})" stroke="{INK}" stroke-width=".6"',
    )
    return drawn + text(_x(bar.score) + 5, y + 14, bar.words, bold=True)
