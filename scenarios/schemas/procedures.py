"""Procedures and steps of a plan on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.procedure import (
    CRITICALITIES,
    PHASES,
    SOURCES,
    Choice,
    Escalation,
    Fact,
    Procedure,
    Step,
)
from scenarios.schemas.conditions import ConditionField
from scenarios.schemas.origins import OriginPart
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import ById, Ids, IdsOrAll, Many, One, Parts
from scenarios.schemas.values import (
    Anything,
    Count,
    Duration,
    Id,
    Number,
    OneOf,
    Title,
    Value,
    Word,
    Words,
    YesNo,
    duration,
    shown,
)


class ChoicePart(Part):
    """``{option: switch, value: 1.0, if: …}``."""

    builds = Choice
    option = Id(required=True)
    value = Number(least=0, most=1, required=True)
    condition = ConditionField(key="if")


class Choices(Value):
    """``{switch: 1.0, stay: 0.4}``, or a list of rows with conditions."""

    blank = ()
    _rows = Parts(ChoicePart)
    _values = ById(Number(least=0, most=1))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Choice, ...]:
        if isinstance(value, Mapping):
            worths: dict[str, float] = self._values.deserialize(value)
            return tuple(Choice(option, worth) for option, worth in worths.items())
        rows: tuple[Choice, ...] = self._rows.deserialize(value)
        return rows

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        is_plain = all(row.condition is None for row in value)
        if is_plain and len({row.option for row in value}) == len(value):
            return {row.option: row.value for row in value}
        return self._rows._serialize(value, attr, obj)

    def mend(self, raw: object) -> object:
        """Return the rows that can be read."""
        if isinstance(raw, Mapping):
            return tuple(Choice(str(option), 0.0) for option in raw)
        return self._rows.mend(raw)


class Tolerance(Value):
    """A number, or a duration for a time field, which becomes milliseconds."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> float:
        if isinstance(value, str):
            return duration(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise refuse("not_number", value=shown(value))
        return value


class FactPart(Part):
    """``{field: grade, equals: truth.grade, weight: 2}``."""

    builds = Fact
    field = Id(required=True)
    equals = Anything(required=True)
    tolerance = Tolerance()
    weight = Number(least=0, most=1000)


class EscalationPart(Part):
    """``{by: [it-head], within: 5m, does: …}``."""

    builds = Escalation
    by = IdsOrAll(required=True)
    within = Duration(required=True)
    does = Id()


class StepPart(Part):
    """One step of a procedure."""

    builds = Step
    id = Id(required=True)
    title = Title()
    does = Id(required=True)
    by = IdsOrAll(required=True)
    when = ConditionField()
    within = Duration()
    within_max = Duration()
    hard = YesNo()
    after = Ids()
    every = Duration()
    until = ConditionField()
    not_before = ConditionField()
    not_while = ConditionField()
    quorum = Count(least=1, most=1000)
    choices = Choices()
    facts = Parts(FactPart)
    escalate = One(EscalationPart)
    distinct_from = Id()
    records = IdsOrAll()
    overrides = Ids()
    criticality = OneOf(CRITICALITIES)
    source = OneOf(SOURCES)
    clause = Many(Word())
    clock = Id()
    notes = Words()
    origin = One(OriginPart)


class ProcedurePart(Part):
    """Steps that belong together, in one phase."""

    builds = Procedure
    id = Id(required=True)
    title = Title()
    phase = OneOf(PHASES, required=True)
    steps = Parts(StepPart, required=True)
