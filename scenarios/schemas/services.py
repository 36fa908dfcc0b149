"""Services and recoveries of a plan on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from scenarios.condition import Did
from scenarios.plan import AnyOfServices, Fixed, Lognormal, Recovery, Service, Triangular
from scenarios.schemas.conditions import DidPart
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import ById, Ids, Many, One
from scenarios.schemas.values import Count, Duration, Id, Number, Title, Value, YesNo, duration
from scenarios.timing import write_duration


class AnyOfPart(Part):
    """``{any_of: [gateway-a, gateway-b]}``."""

    builds = AnyOfServices
    services = Ids(key="any_of", required=True)

    @validates_schema
    def name_some(self, values: dict[str, Any], **_: object) -> None:
        """Refuse an empty list: nothing is the best of nothing."""
        if values.get("services") == ():
            raise refuse("empty_list")


class DependencyField(Value):
    """A service id, or ``any_of`` several."""

    blank = ""
    _any_of = One(AnyOfPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, Mapping):
            return self._any_of.deserialize(value)
        return Id().deserialize(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return value if isinstance(value, str) else self._any_of._serialize(value, attr, obj)


class Dependencies(Many):
    """A list of dependencies."""

    def __init__(self) -> None:
        """Make the field."""
        super().__init__(DependencyField())


class ServicePart(Part):
    """A service of the business impact analysis."""

    builds = Service
    id = Id(required=True)
    title = Title()
    rto = Duration()
    rpo = Duration()
    depends_on = Dependencies()
    degrades_on = Dependencies()
    impact = ById(Number(least=0, most=1e12))
    monitored = YesNo()


class TriangularPart(Part):
    """``{min: 12m, mode: 15m, max: 25m}``."""

    builds = Triangular
    least = Duration(key="min", required=True)
    mode = Duration(required=True)
    most = Duration(key="max", required=True)

    @validates_schema
    def rise(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a mode outside of the two ends."""
        if len(values) == 3 and not values["least"] <= values["mode"] <= values["most"]:
            raise refuse("not_rising")


class LognormalPart(Part):
    """``{median: 15m, sigma: 0.3}``."""

    builds = Lognormal
    median = Duration(required=True)
    sigma = Number(least=0, most=5, required=True)


class TakesField(Value):
    """A fixed duration, or a distribution."""

    blank = Fixed(0)
    _triangular = One(TriangularPart)
    _lognormal = One(LognormalPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if not isinstance(value, Mapping):
            return Fixed(duration(value))
        is_normal = "median" in value or "sigma" in value
        return (self._lognormal if is_normal else self._triangular).deserialize(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        match value:
            case Fixed(ms=ms):
                return write_duration(ms)
            case Triangular():
                return self._triangular._serialize(value, attr, obj)
            case Lognormal():
                return self._lognormal._serialize(value, attr, obj)
        return None


class StartsOn(Value):
    """An action id, or ``{did: decide-dr, option: switch}``."""

    blank = Did("")
    _did = One(DidPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, Mapping):
            return self._did.deserialize(value)
        return Did(Id().deserialize(value))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        if isinstance(value, Did) and value == Did(value.action):
            return value.action
        return self._did._serialize(value, attr, obj)

    def mend(self, raw: object) -> object:
        """Return the action as far as it can be read."""
        return self._did.mend(raw) if isinstance(raw, Mapping) else self.blank


class RecoveryPart(Part):
    """A measure that brings services back."""

    builds = Recovery
    id = Id(required=True)
    title = Title()
    starts_on = StartsOn(required=True)
    restores = Ids(required=True)
    takes = TakesField(required=True)
    needs = ById(Count(least=0, most=1_000_000))
    loses = Duration()
    makes_up = Ids()
    success = Number(least=0, most=1)
