"""Fields for shapes: lists, parts inside parts, and mappings by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from scenarios.procedure import ALL
from scenarios.schemas.part import UNREADABLE, Part, refuse
from scenarios.schemas.values import Id, Name, Value, shown


class One(Value):
    """A part inside a part."""

    def __init__(self, part: type[Part], *, key: str | None = None, required: bool = False) -> None:
        """Make a field that holds one *part*."""
        super().__init__(key=key, required=required)
        self.part = part()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> object:
        return self.part.load(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> object:
        return None if value is None else self.part.dump(value)

    def mend(self, raw: object) -> object:
        """Return what can be read of *raw*."""
        return self.part.mend(raw)


class Many(Value):
    """A list of values, kept as a tuple."""

    blank: object = ()

    def __init__(
        self,
        inner: Value,
        *,
        key: str | None = None,
        attribute: str | None = None,
        required: bool = False,
    ) -> None:
        """Make a field for a list of what *inner* reads."""
        super().__init__(key=key, attribute=attribute, required=required)
        self.inner = inner

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise refuse("not_list", value=shown(value))
        found: list[Any] = []
        faults: dict[Any, Any] = {}
        for index, each in enumerate(value):
            try:
                found.append(self.inner.deserialize(each))
            except ValidationError as error:
                faults[index] = error.messages
        if faults:
            raise ValidationError(faults)
        return tuple(found)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> list[Any] | None:
        if value is None:
            return None
        return [self.inner._serialize(each, attr, obj) for each in value]

    def mend(self, raw: object) -> object:
        """Return as many items as were written, blanks for those that cannot be read."""
        if not isinstance(raw, list):
            return UNREADABLE
        return tuple(_mended_item(self.inner, each) for each in raw)


class Parts(Many):
    """A list of parts."""

    def __init__(
        self,
        part: type[Part],
        *,
        key: str | None = None,
        attribute: str | None = None,
        required: bool = False,
    ) -> None:
        """Make a field for a list of *part*."""
        super().__init__(One(part), key=key, attribute=attribute, required=required)


class Ids(Many):
    """A list of ids."""

    def __init__(self, *, key: str | None = None, required: bool = False) -> None:
        """Make a field for a list of ids."""
        super().__init__(Id(), key=key, required=required)


class IdsOrAll(Ids):
    """A list of ids, or the word ``all``, which is kept as ``("all",)``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, ...]:
        if value == ALL:
            return (ALL,)
        return super()._deserialize(value, attr, data)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return ALL if value == (ALL,) else super()._serialize(value, attr, obj)


class ById(Value):
    """A mapping from ids to values."""

    blank: Mapping[str, object] = {}

    def __init__(
        self,
        inner: Value,
        *,
        key: str | None = None,
        attribute: str | None = None,
        required: bool = False,
    ) -> None:
        """Make a field for a mapping from ids to what *inner* reads."""
        super().__init__(key=key, attribute=attribute, required=required)
        self.inner = inner

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise refuse("not_mapping", value=shown(value))
        found: dict[str, Any] = {}
        faults: dict[Any, Any] = {}
        for key, each in value.items():
            try:
                found[self.name_of(key)] = self.inner.deserialize(each)
            except ValidationError as error:
                faults[key] = error.messages
        if faults:
            raise ValidationError(faults)
        return found

    def name_of(self, key: str) -> str:
        """Return *key*, checked."""
        return str(Name().deserialize(key))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        return {key: self.inner._serialize(each, attr, obj) for key, each in value.items()}

    def mend(self, raw: object) -> object:
        """Return the entries that can be read."""
        if not isinstance(raw, Mapping):
            return UNREADABLE
        return {key: _mended_item(self.inner, each) for key, each in raw.items()}


def _mended_item(inner: Value, raw: object) -> object:
    try:
        return inner.deserialize(raw)
    except ValidationError:
        mend = getattr(inner, "mend", None)
        mended = UNREADABLE if mend is None else mend(raw)
        return inner.blank if mended is UNREADABLE else mended
