"""What a field of a form takes; anything else is refused, by the check of responses as by a live table."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import datetime
from math import isfinite

from scenarios.plan import Field


def takes(field: Field, value: object, services: Container[str]) -> bool:
    """Return whether *field* can take *value*, *services* being the ids of those of the plan; None is an omission."""
    return value is None or _CHECKS[field.type](field, value, services)


def _text(_: Field, value: object, __: Container[str]) -> bool:
    return isinstance(value, str)


def _number(_: Field, value: object, __: Container[str]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _time(_: Field, value: object, __: Container[str]) -> bool:
    """Accept an ISO 8601 moment with its offset from UTC: a story has one clock, people may have several."""
    if not isinstance(value, str):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _choice(field: Field, value: object, _: Container[str]) -> bool:
    return isinstance(value, str) and value in {option.id for option in field.options}


def _choices(field: Field, value: object, services: Container[str]) -> bool:
    return isinstance(value, list | tuple) and all(_choice(field, one, services) for one in value)


def _services(_: Field, value: object, services: Container[str]) -> bool:
    if not isinstance(value, list | tuple):
        return False
    return all(isinstance(one, str) and one in services for one in value)


def _yes_no(_: Field, value: object, __: Container[str]) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in ("yes", "no"))


_CHECKS: Mapping[str, Callable[[Field, object, Container[str]], bool]] = {
    "text": _text,
    "number": _number,
    "time": _time,
    "choice": _choice,
    "choices": _choices,
    "services": _services,
    "yes-no": _yes_no,
}
