"""What the socket may carry, checked by hand: marshmallow is too slow for what comes often."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from web.errors import Refusal

_LONGEST_TEXT = 20_000
_LONGEST_ID = 64
_MOST_FIELDS = 200
_MOST_MEMBERS = 200


class Payload:
    """The mapping of one message; each question takes one key out, `done` refuses what is left."""

    __slots__ = ("_left",)

    def __init__(self, data: object) -> None:
        """Read *data*; raises Refusal unless it is a mapping."""
        if not isinstance(data, Mapping):
            raise Refusal("malformed", where="")
        self._left: dict[Any, Any] = dict(data)

    def identifier(self, key: str) -> str:
        """Return a required id: 1 to 64 characters."""
        value = self.maybe_identifier(key)
        if value is None:
            raise Refusal("malformed", where=key)
        return value

    def maybe_identifier(self, key: str) -> str | None:
        """Return an id, or None when there is none."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
            raise Refusal("malformed", where=key)
        return value

    def text(self, key: str, required: bool = False) -> str | None:
        """Return words, None when there are none; raises Refusal when longer than 20,000 characters."""
        value = self._left.pop(key, None)
        if value is None and not required:
            return None
        if not isinstance(value, str) or (required and not value.strip()):
            raise Refusal("malformed", where=key)
        if len(value) > _LONGEST_TEXT:
            raise Refusal("too_long", where=key, most=_LONGEST_TEXT)
        return value

    def number(self, key: str) -> float:
        """Return a required finite number."""
        value = self._left.pop(key, None)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise Refusal("malformed", where=key)
        return value

    def maybe_ms(self, key: str) -> int | None:
        """Return whole milliseconds from 0 on, or None."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 53:
            raise Refusal("malformed", where=key)
        return value

    def whole(self, key: str) -> int:
        """Return a required whole number from 0 on."""
        value = self.maybe_ms(key)
        if value is None:
            raise Refusal("malformed", where=key)
        return value

    def mappings_or_none(self, key: str) -> tuple[dict[str, Any], ...] | None:
        """Return a list of mappings, None when it is missing."""
        return None if self._left.get(key) is None else self.mappings(key)

    def mappings(self, key: str) -> tuple[dict[str, Any], ...]:
        """Return a required list of mappings of anything that is not too deep."""
        values = self._left.pop(key, None)
        if not isinstance(values, list) or len(values) > _MOST_MEMBERS:
            raise Refusal("malformed", where=key)
        for value in values:
            if not isinstance(value, dict) or _is_deeper(value, 8):
                raise Refusal("malformed", where=key)
        return tuple(values)

    def flag(self, key: str) -> bool:
        """Return a yes or no; no when it is missing."""
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise Refusal("malformed", where=key)
        return value

    def identifiers(self, key: str) -> tuple[str, ...]:
        """Return a list of ids, empty when it is missing."""
        values = self._left.pop(key, None) or []
        if not isinstance(values, list) or len(values) > _MOST_MEMBERS:
            raise Refusal("malformed", where=key)
        for value in values:
            if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
                raise Refusal("malformed", where=key)
        return tuple(values)

    def seqs(self, key: str) -> tuple[int, ...]:
        """Return a list of entry numbers, empty when it is missing."""
        values = self._left.pop(key, None) or []
        if not isinstance(values, list) or len(values) > _MOST_MEMBERS:
            raise Refusal("malformed", where=key)
        if any(isinstance(value, bool) or not isinstance(value, int) for value in values):
            raise Refusal("malformed", where=key)
        return tuple(values)

    def form(self, key: str) -> dict[str, object] | None:
        """Return a filled form: plain values or lists of plain values by field; None when it is missing."""
        values = self._left.pop(key, None)
        if values is None:
            return None
        if not isinstance(values, dict) or len(values) > _MOST_FIELDS:
            raise Refusal("malformed", where=key)
        for name, value in values.items():
            _check_value(f"{key}.{name}", value)
        return {str(name): value for name, value in values.items()}

    def mapping(self, key: str) -> dict[str, Any]:
        """Return a required mapping of anything that is not too deep."""
        value = self._left.pop(key, None)
        if not isinstance(value, dict) or _is_deeper(value, 12):
            raise Refusal("malformed", where=key)
        return value

    def done(self) -> None:
        """Raise Refusal when something was sent that nobody asked for."""
        for key in self._left:
            raise Refusal("malformed", where=str(key)[:_LONGEST_ID])


def _check_value(where: str, value: object) -> None:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        raise Refusal("too_long", where=where, most=_LONGEST_TEXT)
    if isinstance(value, float) and not math.isfinite(value):
        raise Refusal("malformed", where=where)
    if value is None or isinstance(value, str | int | float | bool):
        return
    members = value if isinstance(value, list) and len(value) <= _MOST_MEMBERS else [None]
    if all(isinstance(one, str) and len(one) <= _LONGEST_ID for one in members):
        return
    raise Refusal("malformed", where=where)


def _is_deeper(value: object, depth: int) -> bool:
    if depth == 0:
        return True
    if isinstance(value, dict):
        return any(_is_deeper(one, depth - 1) for one in value.values())
    if isinstance(value, list):
        return any(_is_deeper(one, depth - 1) for one in value)
    return False
