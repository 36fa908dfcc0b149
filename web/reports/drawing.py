"""Drawing of charts as SVG: text that is wrapped and never cut, axes of exercise time, patterns beside colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

WIDTH = 780
LABELS = 230
MARGIN = 64
SIZE = 11
LINE = 14
INK, SOFT, GRID = "#16202e", "#445063", "#d5dbe5"
_MINUTE = 60_000
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440)

_GROUND = '<path d="M0 0H8V8H0z" fill="{}"/>'
_MARKS = {
    "good": ("#2f7d4f", ""),
    "fair": ("#f3d48b", '<path d="M0 8L8 0" stroke="#8a5a00" stroke-width="1.8"/>'),
    "bad": ("#b42318", '<path d="M0 0L8 8M0 8L8 0" stroke="#fff" stroke-width="1"/>'),
    "quiet": ("#e6eaf0", '<circle cx="4" cy="4" r="1.2" fill="#566174"/>'),
}
PATTERNS = {
    tone: f'<pattern id="{tone}" width="8" height="8" patternUnits="userSpaceOnUse">'
    f"{_GROUND.format(ground)}{marks}</pattern>"
    for tone, (ground, marks) in _MARKS.items()
}
"""How each tone is filled: told apart in black and white too."""


def svg(height: float, name: str, parts: Iterable[str], width: float = WIDTH) -> str:
    """Return a whole SVG document named *name*."""
    said = escape(legal(name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{said}" font-size="{SIZE}" '
        f'font-family="Noto Sans SC Variable, Noto Sans SC, sans-serif"><title>{said}</title>'
        f"<defs>{''.join(PATTERNS.values())}</defs>{''.join(parts)}</svg>"
    )


def legal(words: str) -> str:
    """Return *words* without the characters that XML forbids."""
    return "".join(
        one if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff") else " "
        for one in words
        if not "\ud800" <= one <= "\udfff"
    )


def text(
    x: float, y: float, words: str, anchor: str = "start", fill: str = INK, bold: bool = False
) -> str:
    """Return one line of text with its foot at *y*."""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(legal(words))}</text>'


def rect(x: float, y: float, width: float, height: float, look: str) -> str:
    """Return a rectangle; *look* are its own attributes."""
    return f'<rect x="{x:g}" y="{y:g}" width="{max(width, 0):.1f}" height="{height:g}" {look}/>'


def line(x1: float, y1: float, x2: float, y2: float, look: str = f'stroke="{GRID}"') -> str:
    """Return a line."""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {look}/>'


def width_of(words: str) -> float:
    """Return about how wide *words* are drawn, rather too wide than too narrow."""
    return sum(SIZE if east_asian_width(one) in "WFA" else 0.62 * SIZE for one in words)


def wrapped(words: str, room: float) -> list[str]:
    """Return *words* in lines that are no wider than *room*; broken between words where there are any."""
    lines = [""]
    for piece in _pieces(" ".join(words.split())):
        if lines[-1] and width_of(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        for one in piece.lstrip() if not lines[-1] else piece:
            if width_of(lines[-1] + one) > room and lines[-1].strip():
                lines.append("")
            lines[-1] += one
    return [one.strip() for one in lines if one.strip()] or [""]


def label(lines: Iterable[str], y: float, x: float = 4) -> str:
    """Return lines of text under each other, the first one's head at *y*."""
    return "".join(text(x, y + SIZE + place * LINE, one) for place, one in enumerate(lines))


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Exercise time from left to right, from 0 to *length_ms*."""

    length_ms: int

    def x(self, at: float) -> float:
        """Return where the moment *at* is, kept inside the axis."""
        share = min(max(at / max(self.length_ms, 1), 0), 1)
        return round(LABELS + share * (WIDTH - LABELS - MARGIN), 1)

    def drawn(self, height: float) -> str:
        """Return the lines and the minutes above them."""
        step = self._step()
        return "".join(
            line(self.x(at), 18, self.x(at), height)
            + text(self.x(at), 12, f"T+{at // _MINUTE}", "middle", SOFT)
            for at in range(0, self.length_ms + 1, step)
        )

    def _step(self) -> int:
        for minutes in _STEPS:
            if self.length_ms <= minutes * _MINUTE * 10:
                return minutes * _MINUTE
        return max(self.length_ms // 10 // _MINUTE, 1) * _MINUTE


def _pieces(words: str) -> list[str]:
    """Return *words* in pieces that stay together: words with the blank before them, Chinese characters alone."""
    pieces: list[str] = []
    for one in words:
        if (
            one == " "
            or not pieces
            or east_asian_width(one) in "WF"
            or east_asian_width(pieces[-1][-1]) in "WF"
        ):
            pieces.append(one)
        else:
            pieces[-1] += one
    return pieces
