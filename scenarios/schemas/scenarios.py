"""A scenario on paper (formats.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.scenario import (
    CAUSES,
    TYPES,
    Actor,
    Module,
    Objective,
    Reality,
    RecoveryReality,
    Scenario,
    Seat,
    ServiceReality,
    TruthRow,
)
from scenarios.schemas.conditions import ConditionField
from scenarios.schemas.injects import InjectPart
from scenarios.schemas.part import Part
from scenarios.schemas.services import Dependencies, StartsOn, TakesField
from scenarios.schemas.shapes import ById, Ids, Many, One, Parts
from scenarios.schemas.values import (
    Anything,
    Count,
    Duration,
    Id,
    Number,
    OneOf,
    StoryTime,
    Title,
    Value,
    Word,
    Words,
)


class SeatPart(Part):
    """``{role: commander, max: 2}``."""

    builds = Seat
    role = Id(required=True)
    most = Count(least=1, most=1000, key="max")


class ActorPart(Part):
    """``{id: bureau, title: …}``."""

    builds = Actor
    id = Id(required=True)
    title = Title()


class ModulePart(Part):
    """``{id: m1, title: …}``."""

    builds = Module
    id = Id(required=True)
    title = Title()


class ObjectivePart(Part):
    """``{id: O1, title: …, steps: [D1, D2]}``."""

    builds = Objective
    id = Id(required=True)
    title = Title()
    steps = Ids()
    capability = Words()
    target = Words()
    sources = Many(Word())


class RecoveryRealityPart(Part):
    """How a recovery really is."""

    builds = RecoveryReality
    starts_on = StartsOn()
    restores = Ids()
    takes = TakesField()
    needs = ById(Count(least=0, most=1_000_000))
    loses = Duration()
    makes_up = Ids()
    success = Number(least=0, most=1)


class ServiceRealityPart(Part):
    """What a service really depends on."""

    builds = ServiceReality
    depends_on = Dependencies()
    degrades_on = Dependencies()


class RealityPart(Part):
    """Where the world differs from the plan's belief."""

    builds = Reality
    recoveries = ById(One(RecoveryRealityPart))
    services = ById(One(ServiceRealityPart))
    resources = ById(Count(least=0, most=1_000_000))


class TruthRowPart(Part):
    """``{is: larger, from: …}``."""

    builds = TruthRow
    value = Anything(key="is", required=True)
    since = ConditionField(key="from")


class TruthField(Value):
    """What is so all the time, or rows that say from when."""

    blank = ()
    _rows = Parts(TruthRowPart)
    _value = Anything()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if _has_rows(value):
            return self._rows.deserialize(value)
        return (TruthRow(self._value.deserialize(value)),)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        if len(value) == 1 and value[0].since is None:
            return self._value._serialize(value[0].value, attr, obj)
        return self._rows._serialize(value, attr, obj)

    def mend(self, raw: object) -> object:
        """Return the rows that can be read."""
        return self._rows.mend(raw) if _has_rows(raw) else ()


class ScenarioPart(Part):
    """A whole scenario."""

    builds = Scenario
    id = Id(required=True)
    title = Title()
    summary = Words()
    briefing = Words()
    plan = Id(required=True)
    type = OneOf(TYPES)
    causes = Many(OneOf(CAUSES))
    duration = Duration(required=True)
    story_start = StoryTime(required=True)
    modules = Parts(ModulePart)
    seats = Parts(SeatPart, required=True)
    actors = Parts(ActorPart)
    objectives = Parts(ObjectivePart)
    reality = One(RealityPart)
    truth = ById(TruthField())
    injects = Parts(InjectPart, required=True)
    end_when = ConditionField()


def _has_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(row, Mapping) for row in value)
