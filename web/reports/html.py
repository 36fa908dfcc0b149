"""Small pieces of HTML that a report page is built from; every text is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape

_MINUTE = 60_000


def text(value: object) -> str:
    """Return *value* as text that is safe inside HTML."""
    return escape("" if value is None else str(value))


def section(title: str, *content: str, anchor: str = "") -> str:
    """Return a titled section; it takes the focus, for on narrow screens its tables have to be scrolled."""
    mark = f' id="{escape(anchor)}"' if anchor else ""
    name = f' aria-label="{text(title)}" tabindex="0"'
    return f"<section{mark}{name}><h2>{text(title)}</h2>{''.join(content)}</section>"


def heading(title: str) -> str:
    """Return a heading inside a section."""
    return f"<h3>{text(title)}</h3>"


def subheading(title: str) -> str:
    """Return a heading below another inside a section."""
    return f"<h4>{text(title)}</h4>"


def paragraph(words: str) -> str:
    """Return a paragraph."""
    return f"<p>{text(words)}</p>"


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    none: str,
    tight: Collection[int] = (),
    free: Collection[int] = (),
    wide: Collection[int] = (),
) -> str:
    """Return a table of ready-made cells under *heads*; *none* when there is no row.

    Columns in *tight* never wrap (times, verdicts), those in *wide* have a third of the width; those in
    *free* hold what people wrote, and may break inside words.
    """
    groups = {"tight": tight, "free": free, "wide": wide}
    kinds = [_kind(place, groups) for place in range(len(heads))]
    body = "".join(_row("td", row, kinds) for row in rows)
    if not body:
        return f'<p class="none">{text(none)}</p>'
    head = _row('th scope="col"', [text(one) for one in heads], kinds)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _kind(place: int, groups: Mapping[str, Collection[int]]) -> str:
    names = " ".join(name for name, places in groups.items() if place in places)
    return f' class="{names}"' if names else ""


def _row(tag: str, cells: Sequence[str], kinds: Sequence[str]) -> str:
    end = tag.partition(" ")[0]
    written = (f"<{tag}{kind}>{cell}</{end}>" for cell, kind in zip(cells, kinds, strict=True))
    return f"<tr>{''.join(written)}</tr>"


def figure(drawn: str) -> str:
    """Return a figure around what is *drawn*, ready-made."""
    return f"<figure>{drawn}</figure>"


def points(lines: Iterable[str]) -> str:
    """Return lines as a list with points; nothing when there is none."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names with their values, ready-made."""
    rows = "".join(f"<div><dt>{text(name)}</dt><dd>{value}</dd></div>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


def badge(words: str, tone: str) -> str:
    """Return a short verdict in a tone: good, fair, bad or plain."""
    return f'<span class="badge {escape(tone)}">{text(words)}</span>'


def clock(at: int | None) -> str:
    """Return exercise time as T+12:03."""
    if at is None:
        return "–"
    minutes, rest = divmod(at, _MINUTE)
    return f"T+{minutes}:{rest // 1000:02}"


def moment(stamp: str) -> str:
    """Return an ISO 8601 stamp as date and time of day, without its offset."""
    return stamp[:19].replace("T", " ")


def length(ms: int | None) -> str:
    """Return a length of time as 1:05:30 or 5:30."""
    if ms is None:
        return "–"
    sign, left = ("-", -ms) if ms < 0 else ("", ms)
    minutes, seconds = divmod(left // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"


def percent(score: float | None) -> str:
    """Return a score as a percentage."""
    return "–" if score is None else f"{score * 100:.0f}%"


def read(words: Mapping[str, str], language: str) -> str:
    """Return a document's text in *language*, else in the first language written."""
    for key in (language, language[:2]):
        if words.get(key):
            return words[key]
    return next(iter(words.values()), "")
