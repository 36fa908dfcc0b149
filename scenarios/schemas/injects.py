"""An inject on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from scenarios.inject import CHANNELS, CLASSES, SHOWS, STATUSES, Inject, RoleEffect, ServiceEffect
from scenarios.plan import ROLE_STATES, SERVICE_STATES
from scenarios.problem import Flaw
from scenarios.schemas.conditions import ConditionField
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import Ids, IdsOrAll, Many, One
from scenarios.schemas.values import Duration, Id, OneOf, Title, Value, Word, Words, YesNo

TRIGGERS = ("at", "when", "manual")


class ServiceEffectPart(Part):
    """``{service: gateway-a, becomes: down, shows: stale, loses: 1m}``."""

    builds = ServiceEffect
    service = Id(required=True)
    becomes = OneOf(SERVICE_STATES)
    shows = OneOf(SHOWS)
    loses = Duration()

    @validates_schema
    def do_something(self, values: dict[str, Any], **_: object) -> None:
        """Refuse an effect that changes nothing."""
        if set(values) == {"service"}:
            raise refuse("empty_effect")


class RoleEffectPart(Part):
    """``{role: commander, becomes: absent}``."""

    builds = RoleEffect
    role = Id(required=True)
    becomes = OneOf(ROLE_STATES, required=True)


class EffectField(Value):
    """What an inject does to a service or a role."""

    blank = ServiceEffect("")
    _service = One(ServiceEffectPart)
    _role = One(RoleEffectPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        return self._kind(value).deserialize(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        part = self._role if isinstance(value, RoleEffect) else self._service
        return part._serialize(value, attr, obj)

    def mend(self, raw: object) -> object:
        """Return what can be read of *raw*."""
        return self._kind(raw).mend(raw)

    def _kind(self, value: object) -> One:
        is_role = isinstance(value, Mapping) and "role" in value and "service" not in value
        return self._role if is_role else self._service


class InjectPart(Part):
    """One line of the MSEL."""

    builds = Inject
    id = Id(required=True)
    title = Title()
    at = Duration()
    when = ConditionField()
    manual = YesNo()
    delay = Duration()
    unless = ConditionField()
    kind = OneOf(CLASSES, key="class")
    sender = Word(key="from")
    to = IdsOrAll()
    channel = OneOf(CHANNELS)
    subject = Words()
    body = Words()
    raises = Ids()
    effects = Many(EffectField())
    expects = Ids()
    storyline = Word()
    module = Id()
    notes = Words()
    attachments = Many(Word())
    author = Word()
    status = OneOf(STATUSES)
    ask = Many(Words())
    leap = Duration()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def have_one_trigger(self, values: dict[str, Any], original: Any, **_: object) -> None:
        """Refuse none or several of ``at``, ``when`` and ``manual``."""
        if not isinstance(original, Mapping):
            return
        written = [key for key in TRIGGERS if key in original and original[key] is not False]
        if not written:
            raise refuse("no_trigger")
        if len(written) > 1:
            raise refuse("not_together", key=written[1], other=written[0])


def read_inject(raw: Mapping[str, Any]) -> tuple[Inject | None, tuple[str, dict[str, Any]] | None]:
    """Return the inject that *raw* says, or else the first (code, numbers) of what is wrong with it."""
    try:
        return _PART.load(raw), None
    except ValidationError as error:
        return None, _first_flaw(error.messages, "")


def write_inject(inject: Inject) -> dict[str, Any]:
    """Return *inject* as a scenario file writes it."""
    paper: dict[str, Any] = _PART.dump(inject)
    return paper


def _first_flaw(messages: object, key: str) -> tuple[str, dict[str, Any]]:
    """Return the first Flaw in marshmallow's nest of *messages*, with the *key* that it is about."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            return _first_flaw(inner, key if name == "_schema" else str(name))
    if isinstance(messages, list) and messages:
        return _first_flaw(messages[0], key)
    if isinstance(messages, Flaw):
        return messages.code, {"key": key, **messages.params}
    return "not_readable", {"key": key}


_PART = InjectPart()
