"""How a report writes times, lengths and shares: the same in every format, plain text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

_HOUR = 3_600_000
_MINUTE = 60_000
NONE = "–"
_NEARLY, _SHORT_OF_ALL = 0.995, 99.9


def clock(at: int | None) -> str:
    """Return exercise time as T+12:03, from an hour on as T+1:12:03."""
    if at is None:
        return NONE
    hours, rest = divmod(at, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds = f"{rest // 1000:02}"
    return f"T+{hours}:{minutes:02}:{seconds}" if hours else f"T+{minutes}:{seconds}"


def moment(stamp: str) -> str:
    """Return an ISO 8601 stamp as date and time of day, without its offset."""
    return stamp[:19].replace("T", " ")


def wall(ms: int | None, like: str = "") -> str:
    """Return a moment in milliseconds since 1970 as date and time of day, in the zone of the ISO stamp *like*."""
    if ms is None:
        return NONE
    zone = datetime.fromisoformat(like).tzinfo if like else UTC
    moment = datetime.fromtimestamp(ms / 1000, zone)
    return f"{moment:%Y-%m-%d %H:%M} ({_offset(moment)})"


def stamped(stamp: str, like: str) -> str:
    """Return an ISO 8601 *stamp* as date and time of day, in the zone of the ISO stamp *like*."""
    moment = datetime.fromisoformat(stamp).astimezone(datetime.fromisoformat(like).tzinfo)
    return f"{moment:%Y-%m-%d %H:%M:%S} ({_offset(moment)})"


def _offset(moment: datetime) -> str:
    """Return the zone of *moment* as UTC+08:00."""
    written = moment.isoformat()[-6:]
    return "UTC" if written in ("+00:00", "-00:00") else f"UTC{written}"


def length(ms: int | None) -> str:
    """Return a length of time as 1:05:30 or 5:30."""
    if ms is None:
        return NONE
    sign, left = ("-", -ms) if ms < 0 else ("", ms)
    minutes, seconds = divmod(left // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"


def percent(score: float | None) -> str:
    """Return a score as a percentage; what falls short of the whole is never written as 100 %."""
    if score is None:
        return NONE
    return f"{min(score * 100, _SHORT_OF_ALL):.1f}%" if _NEARLY <= score < 1 else f"{score:.0%}"


def digits(number: float) -> str:
    """Return a number with two digits after the point."""
    return f"{number:.2f}".replace("-", "\N{MINUS SIGN}")


def count(number: float | None) -> str:
    """Return a number of things, thousands apart."""
    return NONE if number is None else f"{number:,.0f}"


def read(words: Mapping[str, str], language: str) -> str:
    """Return a document's text in *language*, else in the first language written."""
    for key in (language, language[:2]):
        if words.get(key):
            return words[key]
    return next(iter(words.values()), "")
