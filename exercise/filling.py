"""Is a form filled with what its fields take? Omissions are no fault here: they are judged, not refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite

from exercise.setting import Setting
from scenarios.plan import Field, Form

YES_NO = (True, False, "yes", "no")


def misfilled(setting: Setting, form: Form, filled: Mapping[str, object]) -> tuple[str, str] | None:
    """Return (code, field) of the first entry of *filled* that *form* cannot take, None when all can be taken.

    ``unknown_field``, ``wrong_type`` or ``unknown_choice``; an empty entry is an omission.
    """
    fields = {field.id: field for field in form.fields}
    for name, value in filled.items():
        field = fields.get(name)
        if field is None:
            return "unknown_field", name
        fault = None if value is None else _CHECKS[field.type](setting, field, value)
        if fault is not None:
            return fault, name
    return None


def _text(_: Setting, __: Field, value: object) -> str | None:
    return None if isinstance(value, str) else "wrong_type"


def _number(_: Setting, __: Field, value: object) -> str | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if is_number and isfinite(float(value)) else "wrong_type"  # type: ignore[arg-type]


def _time(_: Setting, __: Field, value: object) -> str | None:
    """Accept an ISO 8601 moment with its offset from UTC: a story has one clock, people may have several."""
    if not isinstance(value, str):
        return "wrong_type"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return "wrong_type"
    return "wrong_type" if moment.tzinfo is None else None


def _choice(_: Setting, field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if value in {option.id for option in field.options} else "unknown_choice"


def _choices(setting: Setting, field: Field, value: object) -> str | None:
    if not isinstance(value, list | tuple):
        return "wrong_type"
    return next((fault for one in value if (fault := _choice(setting, field, one))), None)


def _services(setting: Setting, _: Field, value: object) -> str | None:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        return "wrong_type"
    return None if all(one in setting.services for one in value) else "unknown_choice"


def _yes_no(_: Setting, __: Field, value: object) -> str | None:
    is_either = isinstance(value, bool) or (isinstance(value, str) and value in YES_NO)
    return None if is_either else "wrong_type"


_CHECKS: Mapping[str, Callable[[Setting, Field, object], str | None]] = {
    "text": _text,
    "number": _number,
    "time": _time,
    "choice": _choice,
    "choices": _choices,
    "services": _services,
    "yes-no": _yes_no,
}
