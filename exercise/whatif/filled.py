"""What an act of a what-if says: its option and the fields of its form, refused where the plan takes them not."""

from __future__ import annotations

from exercise.setting import Setting
from exercise.whatif.misread import Misread
from exercise.whatif.parts import Part
from scenarios.form_values import takes
from scenarios.hints import nearest
from scenarios.plan import Action, Field

_AS_WRITTEN = ("text", "time")
_QUOTED = 2


def read_option(action: Action, value: Part) -> str:
    """Return the option of *action* that *value* names; raises Misread."""
    known = [option.id for option in action.options]
    if not known:
        raise Misread("no_option", value.column, action=action.id)
    if value.text not in known:
        hint = nearest(value.text, known)
        numbers = {"option": value.text, "action": action.id, "known": ", ".join(known)}
        raise Misread("no_such_option", value.column, hint, **numbers)
    return value.text


def read_field(setting: Setting, action: Action, name: Part, value: Part) -> object:
    """Return what *value* puts into the field *name* of the form of *action*; raises Misread."""
    if action.form is None:
        raise Misread("no_form", name.column, action=action.id)
    fields = {field.id: field for field in setting.forms[action.form].fields}
    field = fields.get(name.text)
    if field is None:
        hint = nearest(name.text, fields)
        numbers = {"field": name.text, "known": ", ".join(fields)}
        raise Misread("no_such_field", name.column, hint, **numbers)
    said = _said(field, value)
    if not takes(field, said, setting.services):
        hint = nearest(value.text, [option.id for option in field.options])
        raise Misread("bad_value", value.column, hint, name=name.text, value=value.text)
    return said


def _said(field: Field, value: Part) -> object:
    if field.type not in _AS_WRITTEN:
        return value.value()
    text = value.text
    is_quoted = len(text) >= _QUOTED and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text
