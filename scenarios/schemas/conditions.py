"""Conditions (formats.md section 2) on paper: the key that is written says which kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
    Delivered,
    Did,
    Done,
    Not,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Signal,
    Silent,
    Start,
)
from scenarios.hints import nearest
from scenarios.plan import RECOVERY_STATES, ROLE_STATES, SERVICE_STATES
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import Many
from scenarios.schemas.values import Duration, Id, OneOf, Value, YesNo, shown

START = "start"


class States(Many):
    """One state, or a list of them."""

    def __init__(self, known: tuple[str, ...]) -> None:
        """Make a field for any of the *known* states, written under ``is``."""
        super().__init__(OneOf(known), key="is", required=True)
        self.blank = known  # what cannot be read counts as possible

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, ...]:
        if isinstance(value, list):
            if not value:
                raise refuse("empty_list")
            return super()._deserialize(value, attr, data)
        return (self.inner.deserialize(value),)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return value[0] if len(value) == 1 else list(value)


class ConditionField(Value):
    """A condition of any kind."""

    blank = Start()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Condition:
        if value == START:
            return Start()
        condition: Condition = _part_for(value).load(value)
        return condition

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        if value is None or isinstance(value, Start):
            return None if value is None else START
        return _BY_TYPE[type(value)].dump(value)

    def mend(self, raw: object) -> object:
        """Return the condition as far as it can be read; what cannot counts as always possible."""
        if isinstance(raw, Mapping) and (key := _key_of(raw)) is not None:
            return _BY_KEY[key].mend(raw)
        return Start()


class AtPart(Part):
    """``{at: 5m}``."""

    builds = At
    ms = Duration(key="at", required=True)


class SignalPart(Part):
    """``{signal: alarm}``."""

    builds = Signal
    name = Id(key="signal", required=True)


class DeliveredPart(Part):
    """``{delivered: I01}``."""

    builds = Delivered
    inject = Id(key="delivered", required=True)
    each = YesNo()


class OpenedPart(Part):
    """``{opened: I01}``."""

    builds = Opened
    inject = Id(key="opened", required=True)
    each = YesNo()


class DonePart(Part):
    """``{done: D1}``."""

    builds = Done
    step = Id(key="done", required=True)
    each = YesNo()


class DidPart(Part):
    """``{did: decide-dr, option: switch, by: commander}``."""

    builds = Did
    action = Id(key="did", required=True)
    option = Id()
    by = Id()
    each = YesNo()


class SilentPart(Part):
    """``{silent: D1, for: 5m}``."""

    builds = Silent
    step = Id(key="silent", required=True)
    for_ms = Duration(key="for", required=True)


class ServicePart(Part):
    """``{service: trading, is: down, for: 10m}``."""

    builds = ServiceIs
    service = Id(required=True)
    states = States(SERVICE_STATES)
    for_ms = Duration(key="for")
    total_ms = Duration(key="total")

    @validates_schema
    def measure_once(self, values: dict[str, Any], **_: object) -> None:
        """Refuse ``for`` together with ``total``."""
        if "for_ms" in values and "total_ms" in values:
            raise refuse("not_together", key="for", other="total")


class RecoveryPart(Part):
    """``{recovery: switch-to-dr, is: failed}``."""

    builds = RecoveryIs
    recovery = Id(required=True)
    states = States(RECOVERY_STATES)


class RolePart(Part):
    """``{role: commander, is: absent}``."""

    builds = RoleIs
    role = Id(required=True)
    states = States(ROLE_STATES)


class Branches(Many):
    """The parts of ``all`` or ``any``; none at all says nothing."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, ...]:
        if value == []:
            raise refuse("empty_list")
        return super()._deserialize(value, attr, data)


class AllPart(Part):
    """``{all: […]}``."""

    builds = AllOf
    parts = Branches(ConditionField(), key="all", required=True)


class AnyPart(Part):
    """``{any: […]}``."""

    builds = AnyOf
    parts = Branches(ConditionField(), key="any", required=True)


class NotPart(Part):
    """``{not: …}``."""

    builds = Not
    part = ConditionField(key="not", required=True)


_BY_KEY: dict[str, Part] = {
    "at": AtPart(),
    "signal": SignalPart(),
    "delivered": DeliveredPart(),
    "opened": OpenedPart(),
    "done": DonePart(),
    "did": DidPart(),
    "silent": SilentPart(),
    "service": ServicePart(),
    "recovery": RecoveryPart(),
    "role": RolePart(),
    "all": AllPart(),
    "any": AnyPart(),
    "not": NotPart(),
}
_BY_TYPE: dict[type, Part] = {part.builds: part for part in _BY_KEY.values()}
_FIELD = ConditionField()


def write_condition(condition: Condition | None) -> object:
    """Return *condition* as a document writes it; None for none."""
    return _FIELD.serialize("it", {"it": condition})


def _key_of(written: Mapping[str, object]) -> str | None:
    return next((key for key in _BY_KEY if key in written), None)


def _part_for(written: object) -> Part:
    if isinstance(written, str):
        raise refuse("bad_condition", nearest(written, (START,)), value=shown(written))
    if not isinstance(written, Mapping):
        raise refuse("bad_condition", value=shown(written))
    key = _key_of(written)
    if key is None:
        first = next(iter(written), "")
        raise refuse("bad_condition", nearest(first, _BY_KEY), value=shown(first))
    return _BY_KEY[key]
