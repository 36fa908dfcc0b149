"""The chart of reports to authorities: a lane for each duty with its call, limits, reports, silences and close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    width_of,
    wrapped,
)
from web.reports.speech import Words

Paper = Mapping[str, Any]

_TOP = 24
_ROOM = LABELS - 14
_FRAME = f'stroke="{INK}" stroke-width=".8"'
_DUE = f'stroke="{INK}" stroke-width="2"'
_NEXT = f'stroke="{INK}" stroke-width="1" stroke-dasharray="2 2"'
_MARK = 6


def reporting_chart(analysis: Paper, say: Words) -> str:
    """Return the chart of *analysis*, a `reporting_paper`, in the language of *say*; empty without duties."""
    duties = [one for one in analysis["duties"] if one["anchor"] is not None]
    if not duties:
        return ""
    axis = TimeAxis(max(int(analysis["duration_ms"]), 1))
    parts, y = [], float(_TOP)
    for duty in duties:
        lines = _labels(duty, say)
        parts.append(label(lines, y) + _lane(duty, axis, y, say))
        y += max(36.0, (max(len(lines), len(duty["classes"])) * LINE) + 10)
    legend, height = _legend(y + 8, say)
    return svg(height + 6, _name(duties, say), [axis.drawn(y), *parts, legend])


def _name(duties: Iterable[Paper], say: Words) -> str:
    """Return what a person hears who cannot see the chart: every duty, its addressee and what became of it."""
    told = (say.about(" ".join(_labels(duty, say)), outcome(duty, say)) for duty in duties)
    return f"{say('reporting.chart')} {say.listed(told)}"


def outcome(duty: Paper, say: Words) -> str:
    """Return what became of *duty*: its classes, else its status."""
    return say.listed(_outcomes(duty, say))


def _outcomes(duty: Paper, say: Words) -> list[str]:
    classes = [say(f"reporting.short.{each}") for each in duty["classes"]]
    return classes or [say(f"reporting.status.{duty['status']}")]


def _labels(duty: Paper, say: Words) -> list[str]:
    title = say.text(duty["title"])
    addressee = duty["addressee"]
    return [
        *wrapped(title, _ROOM),
        *(
            wrapped(say("reporting.to", name=say.text(addressee["title"])), _ROOM)
            if addressee
            else ()
        ),
    ]


def _lane(duty: Paper, axis: TimeAxis, y: float, say: Words) -> str:
    middle = y + 14
    start = axis.x(duty["anchor"]["at"])
    end = axis.x(_end(duty, axis))
    parts = [
        line(LABELS, y - 3, WIDTH, y - 3),
        rect(start, middle - 3, end - start, 6, 'fill="#e6eaf0"'),
        _triangle(start, middle),
        *(_silence(gap, axis, middle) for gap in duty["gaps"] if gap["over_ms"]),
        *(line(axis.x(at), y + 2, axis.x(at), y + 26, _NEXT) for at in _next_due(duty, axis)),
    ]
    if duty["due_ms"] is not None and duty["due_ms"] <= axis.length_ms:
        x = axis.x(duty["due_ms"])
        parts.append(line(x, y, x, y + 28, _DUE))
    if duty["closed_ms"] is not None:
        x = axis.x(duty["closed_ms"])
        parts += [
            line(x - 2, y + 2, x - 2, y + 26, _FRAME),
            line(x + 1, y + 2, x + 1, y + 26, _FRAME),
        ]
    parts += [_report(one, axis, middle) for one in duty["sent"]]
    if not duty["sent"] and duty["classes"]:
        parts.append(_cross(axis.x(duty["due_ms"] or _end(duty, axis)), middle))
    words = [one for each in _outcomes(duty, say) for one in wrapped(each, MARGIN - 10)]
    parts += [_verdict(each, y + place * LINE, duty) for place, each in enumerate(words)]
    return "".join(parts)


def _verdict(words: str, y: float, duty: Paper) -> str:
    fill = INK if duty["classes"] else SOFT
    return text(WIDTH - MARGIN + 8, y + 12, words, fill=fill, bold=bool(duty["classes"]))


def _end(duty: Paper, axis: TimeAxis) -> int:
    """Return until when a duty ran: its close, its last report or its limit, whichever is last."""
    moments = [duty["closed_ms"], duty["due_ms"], *(one["at"] for one in duty["sent"])]
    moments += [gap["to"] for gap in duty["gaps"]]
    known: list[int] = [at for at in moments if at is not None]
    return min(max(known, default=axis.length_ms), axis.length_ms)


def _next_due(duty: Paper, axis: TimeAxis) -> list[int]:
    """Return when each next report was due after the one before."""
    every, closed = duty["every_ms"], duty["closed_ms"]
    if every is None:
        return []
    last = axis.length_ms if closed is None else closed
    dues = [gap["from"] + every + gap["jumped_ms"] for gap in duty["gaps"]]
    return [at for at in dues if at <= last]


def _silence(gap: Paper, axis: TimeAxis, middle: float) -> str:
    left, right = axis.x(gap["to"] - gap["over_ms"]), axis.x(gap["to"])
    return rect(left, middle - 5, max(right - left, 2), 10, f'fill="url(#bad)" {_FRAME}')


def _triangle(x: float, y: float) -> str:
    return f'<path d="M{x:g} {y - 7:g}v14l7 -7z" fill="{INK}"/>'


def _report(one: Paper, axis: TimeAxis, y: float) -> str:
    """Return a report's mark: a disc when right, a ring with a bar when late, a square when false or incomplete."""
    x, classes = axis.x(one["at"]), one["classes"]
    if not classes:
        return f'<circle cx="{x:g}" cy="{y:g}" r="{_MARK}" fill="url(#good)" {_FRAME}/>'
    if set(classes) <= {"late"}:
        return _late(x, y)
    side = 2 * _MARK
    return rect(
        x - _MARK, y - _MARK, side, side, f'fill="url(#bad)" stroke="{INK}" stroke-width="1.2"'
    )


def _late(x: float, y: float) -> str:
    corners = f"M{x:g} {y - 8:g}l8 8l-8 8l-8 -8z"
    return f'<path d="{corners}" fill="url(#fair)" stroke="{INK}" stroke-width="1.2"/>'


def _cross(x: float, y: float) -> str:
    x = min(x, WIDTH - MARGIN - _MARK)
    ends = f"M{x - 6:g} {y - 6:g}l12 12m0 -12l-12 12"
    return f'<path d="{ends}" fill="none" stroke="#b42318" stroke-width="3"/>'


def _legend(y: float, say: Words) -> tuple[str, float]:
    """Return the key of the marks and where it ends."""
    keys = (
        (_triangle(-3, 0), say("reporting.key.anchor")),
        (line(0, -8, 0, 8, _DUE), say("reporting.key.due")),
        (line(0, -8, 0, 8, _NEXT), say("reporting.key.next")),
        (f'<circle r="{_MARK}" fill="url(#good)" {_FRAME}/>', say("reporting.key.right")),
        (_late(0, 0), say("reporting.key.late")),
        (rect(-6, -6, 12, 12, f'fill="url(#bad)" {_FRAME}'), say("reporting.key.false")),
        (_cross(0, 0), say("reporting.key.missing")),
        (rect(-8, -5, 16, 10, f'fill="url(#bad)" {_FRAME}'), say("reporting.key.silence")),
        (line(-2, -8, -2, 8, _FRAME) + line(1, -8, 1, 8, _FRAME), say("reporting.key.closed")),
    )
    parts, x, foot = [], 14.0, y + 8
    for mark, words in keys:
        width = width_of(words) + 40
        if x + width > WIDTH:
            x, foot = 14.0, foot + 22
        parts.append(f'<g transform="translate({x:g} {foot:g})">{mark}</g>')
        parts.append(text(x + 14, foot + 4, words, fill=SOFT))
        x += width
    return "".join(parts), foot + 12
