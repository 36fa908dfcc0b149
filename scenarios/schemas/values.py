"""Fields for single values: ids, words, numbers, durations and texts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marshmallow import fields

from scenarios.hints import nearest
from scenarios.problem import Flaw
from scenarios.schemas.part import refuse
from scenarios.text import EVERY, NOTHING, Text
from scenarios.timing import HOUR, Ms, parse_duration, write_duration

MOST_TIME: Ms = 366 * 24 * HOUR
MOST_LETTERS = 100_000
MOST_ID = 64

_ID_PART = r"(?:[a-z0-9]+|[A-Z]{1,6}[0-9]{0,6}[a-z]?)"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)

REQUIRED: dict[str, Any] = {"required": [Flaw("missing_key")], "null": [Flaw("no_value")]}


class Value(fields.Field[Any]):
    """A field whose faults are Flaws; *blank* stands for a value that cannot be read."""

    blank: object = None

    def __init__(
        self, *, key: str | None = None, attribute: str | None = None, required: bool = False
    ) -> None:
        """Make a field written under *key* and kept as *attribute*, by default its own name both."""
        super().__init__(
            data_key=key, attribute=attribute, required=required, error_messages=REQUIRED
        )


class Word(Value):
    """A piece of plain text."""

    blank = ""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        return _text(value)


class Id(Value):
    """An id: ``lower-case-kebab`` or a short code such as ``D1``."""

    blank = ""
    pattern = re.compile(rf"{_ID_PART}(?:-{_ID_PART})*", re.ASCII)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        word = _text(value)
        if len(word) > MOST_ID or not self.pattern.fullmatch(word):
            raise refuse("bad_id", value=word[:MOST_ID])
        return word


class Name(Id):
    """An id that may have underscores too, as kinds of impact and truths have."""

    pattern = re.compile(rf"{_ID_PART}(?:[-_]{_ID_PART})*", re.ASCII)


class OneOf(Value):
    """One word out of a closed list."""

    def __init__(
        self, known: Sequence[str], *, key: str | None = None, required: bool = False
    ) -> None:
        """Make a field that accepts the words in *known*."""
        super().__init__(key=key, required=required)
        self.known = tuple(known)
        self.blank = self.known[0]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        word = _text(value)
        if word not in self.known:
            raise refuse(
                "unknown_word", nearest(word, self.known), value=word[:80], known=self.known
            )
        return word


class YesNo(Value):
    """``true`` or ``false``."""

    blank = False

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        if not isinstance(value, bool):
            raise refuse("not_yes_no", value=shown(value))
        return value


class Number(Value):
    """A number between *least* and *most*."""

    def __init__(
        self,
        *,
        least: float = -math.inf,
        most: float = math.inf,
        key: str | None = None,
        required: bool = False,
    ) -> None:
        """Make a field for numbers from *least* to *most*, both included."""
        super().__init__(key=key, required=required)
        self.least = least
        self.most = most
        self.blank = max(least, 0)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse("not_number", value=shown(value))
        if not self.least <= value <= self.most:
            raise refuse("out_of_range", value=value, least=self.least, most=self.most)
        return value


class Count(Number):
    """A whole number."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse("not_whole", value=shown(value))
        return int(super()._deserialize(value, attr, data))


class Duration(Value):
    """A length or a moment of exercise time: ``90s``, ``5m``, ``1h30m`` or seconds."""

    blank = 0

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Ms:
        return duration(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else write_duration(value)


class StoryTime(Value):
    """A moment of the story: ISO 8601 with its offset from UTC."""

    blank = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(_text(value))
        except ValueError as error:
            raise refuse("bad_time", value=shown(value)) from error
        if moment.utcoffset() is None:
            raise refuse("time_without_offset", value=shown(value))
        return moment

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str:
        written: str = value.isoformat()
        return written


class Words(Value):
    """A Text: a string for all languages, or a mapping of languages."""

    blank = NOTHING

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Text:
        if isinstance(value, Mapping):
            return _translations(value)
        return Text({EVERY: _text(value)})

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return value.written()


class Title(Words):
    """What a thing is called; without one it goes by its id, which stops no exercise."""

    def __init__(self) -> None:
        """Make the field."""
        super().__init__(required=True)
        self.error_messages["required"] = [Flaw("missing_title")]


class Anything(Value):
    """A scalar or a list of scalars, which becomes a tuple."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> object:
        if isinstance(value, list) and not any(isinstance(v, list | dict) for v in value):
            return tuple(value)
        if isinstance(value, list | dict):
            raise refuse("not_scalar")
        return value

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> object:
        return list(value) if isinstance(value, tuple) else value


def duration(value: object) -> Ms:
    """Return the milliseconds written as *value*; raises a ValidationError with a Flaw."""
    try:
        if isinstance(value, str | int | float):
            length = parse_duration(value)
            if length <= MOST_TIME:
                return length
            raise refuse("duration_too_long", value=shown(value), days=MOST_TIME // (24 * HOUR))
    except (ValueError, OverflowError) as error:
        raise refuse("bad_duration", value=shown(value)) from error
    raise refuse("bad_duration", value=shown(value))


def shown(value: object) -> str:
    """Return *value* short enough for a message."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, Mapping):
        return "{…}"
    return str(value)[:80]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("not_text", value=shown(value))
    if len(value) > MOST_LETTERS:
        raise refuse("text_too_long", limit=MOST_LETTERS)
    return value


def _translations(value: Mapping[str, object]) -> Text:
    if not value:
        raise refuse("no_language")
    for language, words in value.items():
        if not _LANGUAGE.fullmatch(language):
            raise refuse("bad_language", value=language[:80])
        if not isinstance(words, str):
            raise refuse("not_text_in", language=language, value=shown(words))
        _text(words)
    return Text({language: str(words) for language, words in value.items()})
