"""Changes of the plan in words: what is proposed, as a person reads it, roles and steps by their titles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from scenarios.timing import parse_duration
from web.reports.speech import Words

Titles = Mapping[str, str]


def change_words(change: dict[str, Any] | None, titles: Titles, say: Words) -> str:
    """Return what *change* proposes; *titles* are those of roles, steps and services by id; a dash for none."""
    if change is None:
        return "–"
    name = say.named("step_key", change["field"])
    new = _words(change["new"], titles, say)
    if change["old"] is None:
        return say.about(name, new)
    return say.about(name, f"{_words(change['old'], titles, say)} → {new}")


def value_words(value: object, titles: Titles, say: Words) -> str:
    """Return a value of a plan as a person reads it."""
    return _words(value, titles, say)


def _words(value: object, titles: Titles, say: Words) -> str:
    match value:
        case None | []:
            return "–"
        case {"by": list(by), "within": str(within), **rest} if not rest:
            who = say.listed(_title(one, titles) for one in by)
            return say("report.doc.change_escalate", who=who, time=_length(within, say))
        case {"done": str(step), **rest} if not rest:
            return say("condition.done", what=_title(step, titles))
        case {"all": list(parts), **rest} if parts and not rest:
            return reduce(
                lambda left, right: say("condition.and", left=left, right=right),
                (_words(part, titles, say) for part in parts),
            )
        case dict():
            return say.listed(
                say.about(say.named("step_key", str(key)), _words(part, titles, say))
                for key, part in value.items()
            )
        case list():
            return say.listed(_words(part, titles, say) for part in value)
    return _title(_length(str(value), say), titles)


def _title(name: str, titles: Titles) -> str:
    return titles.get(name, name)


def _length(written: str, say: Words) -> str:
    """Return a plan's length of time in words, ``1h5m`` as ``1h 5m``; anything else as it is."""
    try:
        seconds = parse_duration(written) // 1000
    except ValueError:
        return written
    hours, minutes = divmod(seconds // 60, 60)
    parts = (("h", hours), ("m", minutes), ("s", seconds % 60))
    return say.space().join(say(f"length.{unit}", n=n) for unit, n in parts if n) or written
