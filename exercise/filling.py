"""Is a form filled with what its fields take? Omissions are no fault here: they are judged, not refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite

from exercise.setting import Setting
from scenarios.plan import Field, Form


def unknown_field(form: Form, filled: Mapping[str, object]) -> str | None:
    """Return the first name in *filled* that is no field of *form*."""
    known = {field.id for field in form.fields}
    return next((name for name in filled if name not in known), None)


def misfilled(setting: Setting, form: Form, filled: Mapping[str, object]) -> str | None:
    """Return the first field of *form* that cannot take what *filled* has for it; an empty entry is an omission."""
    for field in form.fields:
        value = filled.get(field.id)
        if value is not None and not _CHECKS[field.type](setting, field, value):
            return field.id
    return None


def _text(_: Setting, __: Field, value: object) -> bool:
    return isinstance(value, str)


def _number(_: Setting, __: Field, value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _time(_: Setting, __: Field, value: object) -> bool:
    """Accept an ISO 8601 moment with its offset from UTC: a story has one clock, people may have several."""
    if not isinstance(value, str):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _choice(_: Setting, field: Field, value: object) -> bool:
    return isinstance(value, str) and value in {option.id for option in field.options}


def _choices(setting: Setting, field: Field, value: object) -> bool:
    return isinstance(value, list | tuple) and all(_choice(setting, field, one) for one in value)


def _services(setting: Setting, _: Field, value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    return all(isinstance(one, str) and one in setting.services for one in value)


def _yes_no(_: Setting, __: Field, value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in ("yes", "no"))


_CHECKS: Mapping[str, Callable[[Setting, Field, object], bool]] = {
    "text": _text,
    "number": _number,
    "time": _time,
    "choice": _choice,
    "choices": _choices,
    "services": _services,
    "yes-no": _yes_no,
}
