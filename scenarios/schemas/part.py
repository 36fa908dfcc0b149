"""A part of a document: the schema that refuses unknown keys, builds a dataclass and writes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, post_dump, post_load
from marshmallow import fields as plain

from scenarios.hints import nearest
from scenarios.problem import Flaw
from scenarios.text import Text

UNKNOWN_KEY = Flaw("unknown_key")
UNREADABLE = object()
"""What stands for a value that could not be read and for which there is nothing to put."""


class Part(Schema):
    """Loads a mapping as the dataclass *builds*, and dumps it without the keys that say nothing."""

    builds: ClassVar[type]

    class Meta:
        """Refuse what is not known."""

        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        """Make the schema, its faults told as Flaws."""
        super().__init__(**options)
        told: dict[str, Any] = {"type": Flaw("not_mapping"), "unknown": UNKNOWN_KEY}
        self.error_messages.update(told)

    @post_load
    def build(self, values: dict[str, Any], **_: object) -> Any:
        """Return the dataclass made of *values*, with blanks for what the author may leave out."""
        for field in fields(self.builds):
            if field.name not in values and _default(field) is MISSING:
                values[field.name] = self._blank(field.name)
                if field.name == "title":
                    values["title"] = Text.plain(str(values.get("id", "")))
        return self.builds(**values)

    @post_dump(pass_original=True)
    def spare(self, paper: dict[str, Any], original: object, **_: object) -> dict[str, Any]:
        """Return *paper* without the keys that are at their default."""
        keys = {
            field.data_key or name
            for name, field in self.fields.items()
            if not field.required and self._says_nothing(field.attribute or name, original)
        }
        return {key: value for key, value in paper.items() if key not in keys}

    def mend(self, raw: object) -> Any:
        """Return the dataclass with what can be read of *raw*, so that the rest can still be checked."""
        given: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        values: dict[str, Any] = {}
        for name, field in self.load_fields.items():
            value = _mended(field, given.get(field.data_key or name, UNREADABLE))
            if value is not UNREADABLE:
                values[field.attribute or name] = value
        return self.build(values)

    def _says_nothing(self, attribute: str, original: object) -> bool:
        value = getattr(original, attribute)
        if value is None:
            return True
        default = _defaults(self.builds)[attribute]
        return bool(value == (self._blank(attribute) if default is MISSING else default))

    def _blank(self, attribute: str) -> object:
        field = next(f for n, f in self.load_fields.items() if (f.attribute or n) == attribute)
        return getattr(field, "blank", None)

    def handle_error(self, error: ValidationError, data: Any, **_: object) -> None:
        """Add to every unknown key the known one that was probably meant."""
        known = [field.data_key or name for name, field in self.load_fields.items()]
        messages = error.messages if isinstance(error.messages, dict) else {}
        for key, flaws in messages.items():
            if flaws == [UNKNOWN_KEY]:
                messages[key] = [Flaw("unknown_key", hint=nearest(key, known))]


def refuse(code: str, /, hint: str | None = None, **params: object) -> ValidationError:
    """Return the error that carries a Flaw with *code* through marshmallow."""
    return ValidationError([Flaw(code, params, hint)])


def _mended(field: plain.Field[Any], raw: object) -> object:
    if raw is UNREADABLE:
        return UNREADABLE
    try:
        return field.deserialize(raw)
    except ValidationError:
        mend = getattr(field, "mend", None)
        return UNREADABLE if mend is None else mend(raw)


@cache
def _defaults(builds: type) -> Mapping[str, object]:
    """Return what the fields of a dataclass are where nothing is said, MISSING where they have to be."""
    return {field.name: _default(field) for field in fields(builds)}


def _default(field: Any) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()
