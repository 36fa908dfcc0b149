"""Scripted responses on paper (formats.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from scenarios.responses import FACILITATOR_ACTS, FacilitatorAct, Response, Responses
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import ById, Ids, Many, One
from scenarios.schemas.values import Anything, Duration, Id, Number, OneOf, Value, Word, Words

NEEDS: Mapping[str, tuple[str, ...]] = {
    "release": ("inject",),
    "hold": ("inject",),
    "skip": ("inject",),
    "postpone": ("inject", "to"),
    "speed": ("factor",),
    "jump": ("to",),
    "waive": ("obligation",),
}
"""What else each facilitator act has to say."""

_SEAT = re.compile(r"[^/\s]+(/[^/\s]([^/]*[^/\s])?)?")


class SeatField(Word):
    """``role`` or ``role/person``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        word = super()._deserialize(value, attr, data, **more)
        if not _SEAT.fullmatch(word):
            raise refuse("bad_seat", value=word[:80])
        Id().deserialize(word.partition("/")[0])
        return word


class ResponsePart(Part):
    """``{at: 2m30s, by: ops-duty, action: acknowledge-alarm, about: I01}``."""

    builds = Response
    at = Duration(required=True)
    by = SeatField(required=True)
    action = Id(required=True)
    option = Id()
    about = Id()
    form = ById(Anything())
    text = Word()
    to = Ids()


class FacilitatorPart(Part):
    """``{at: 15m, facilitator: release, inject: I09, reason: …}``."""

    builds = FacilitatorAct
    at = Duration(required=True)
    act = OneOf(FACILITATOR_ACTS, key="facilitator", required=True)
    inject = Id()
    to = Duration()
    factor = Number(least=0.1, most=60)
    obligation = Word()
    reason = Word()

    @validates_schema
    def say_enough(self, values: dict[str, Any], **_: object) -> None:
        """Refuse an act that leaves out what it is about."""
        for key in NEEDS.get(values["act"], ()):
            if key not in values:
                raise refuse("act_needs_key", key=key, act=values["act"])


class ResponseField(Value):
    """What a person does, or what the facilitator does."""

    blank = FacilitatorAct(0, "end")
    _response = One(ResponsePart)
    _act = One(FacilitatorPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        return self._kind(value).deserialize(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        part = self._act if isinstance(value, FacilitatorAct) else self._response
        return part._serialize(value, attr, obj)

    def mend(self, raw: object) -> object:
        """Return what can be read of *raw*."""
        return self._kind(raw).mend(raw)

    def _kind(self, value: object) -> One:
        is_act = isinstance(value, Mapping) and "facilitator" in value
        return self._act if is_act else self._response


class ResponsesPart(Part):
    """A whole file of responses."""

    builds = Responses
    scenario = Id(required=True)
    title = Words()
    responses = Many(ResponseField(), required=True)
