"""Is a form filled with what its fields take? Omissions are no fault here: they are judged, not refused."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.setting import Setting
from scenarios.form_values import takes
from scenarios.plan import Form


def unknown_field(form: Form, filled: Mapping[str, object]) -> str | None:
    """Return the first name in *filled* that is no field of *form*."""
    known = {field.id for field in form.fields}
    return next((name for name in filled if name not in known), None)


def misfilled(setting: Setting, form: Form, filled: Mapping[str, object]) -> str | None:
    """Return the first field of *form* that cannot take what *filled* has for it; an empty entry is an omission."""
    for field in form.fields:
        if not takes(field, filled.get(field.id), setting.services):
            return field.id
    return None
