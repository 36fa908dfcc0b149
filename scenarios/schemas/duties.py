"""Duties to exercise on paper: ``format: startex/duties@1``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from scenarios.duty import (
    ASKS,
    MONTH,
    ONCE,
    RECKONINGS,
    REGULARLY,
    SWITCHOVER,
    VERIFICATIONS,
    WHOLE,
    YEAR,
    Duties,
    Duty,
    Frequency,
    Keeping,
    Kind,
    ReportDue,
    Scope,
)
from scenarios.problem import Flaw
from scenarios.scenario import CAUSES, TYPES
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.reporting_clocks import Day, SourcePart, SpanField
from scenarios.schemas.shapes import Ids, Many, One, Parts
from scenarios.schemas.values import Count, Id, OneOf, Title, Value, Words, YesNo, shown

MOST_YEARS = 100
_FREQUENCY = re.compile(rf"([1-9]\d?) ?([{YEAR}{MONTH}])")
_WORDS = (ONCE, REGULARLY)
_WHOLE, _ALL = "organisation", "all"


class FrequencyField(Value):
    """``1y``, ``3y``, ``6m``, ``once``, or ``regularly`` where the rule states no interval."""

    blank = Frequency(REGULARLY)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Frequency:
        if value in _WORDS:
            return Frequency(str(value))
        found = _FREQUENCY.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise refuse("bad_frequency", value=shown(value))
        return Frequency(found[2], int(found[1]))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        if value is None:
            return None
        return str(value.unit) if value.amount is None else f"{value.amount}{value.unit}"


class ScopeField(Value):
    """``organisation``, ``{plans: all}``, ``{plans: [id]}`` or ``{services: [id]}``."""

    blank = WHOLE

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Scope:
        if value == _WHOLE:
            return WHOLE
        if isinstance(value, Mapping) and len(value) == 1:
            key, inner = next(iter(value.items()))
            if key == "plans" and inner == _ALL:
                return Scope(every_plan=True)
            if key == "plans" and inner:
                return Scope(plans=tuple(Ids().deserialize(inner) or ()))
            if key == "services" and inner:
                return Scope(services=tuple(Ids().deserialize(inner) or ()))
        raise refuse("bad_scope", value=shown(value))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        if value.every_plan:
            return {"plans": _ALL}
        if value.plans:
            return {"plans": list(value.plans)}
        return {"services": list(value.services)} if value.services else _WHOLE


class KindPart(Part):
    """``{joint: true, types: [functional], includes: [dr-switchover]}``."""

    builds = Kind
    joint = YesNo()
    types = Many(OneOf(TYPES))
    includes = Many(OneOf((*CAUSES, SWITCHOVER)))


class ReportDuePart(Part):
    """``{within: 15 working-days, to: …}``."""

    builds = ReportDue
    within = SpanField(required=True)
    to = Words()


class KeepingPart(Part):
    """``{years: 5, verification: partly, says: …}``."""

    builds = Keeping
    years = Count(least=1, most=MOST_YEARS, required=True)
    verification = OneOf(VERIFICATIONS, required=True)
    says = Words()


class DutyPart(Part):
    """One duty."""

    builds = Duty
    id = Id(required=True)
    title = Title()
    rule = Words(required=True)
    every = FrequencyField(required=True)
    verification = OneOf(VERIFICATIONS, required=True)
    enabled = YesNo(required=True)
    source = Parts(SourcePart)
    applies = Words()
    asks = OneOf(ASKS)
    scope = ScopeField()
    reckoned = OneOf(RECKONINGS)
    kind = One(KindPart)
    report = One(ReportDuePart)
    keeps = One(KeepingPart)
    in_force_from = Day()
    in_force_until = Day()
    last_done = Day()
    notes = Words()

    @validates_schema
    def be_modest(self, values: dict[str, Any], **_: object) -> None:
        """Refuse what is on and nobody verified, what is verified without a source, and a report that is never due."""
        unsure = values["verification"] == VERIFICATIONS[-1]
        if values["enabled"] and unsure:
            raise refuse("duty_unverified", key="enabled")
        if not unsure and not values.get("source"):
            raise refuse("duty_sourceless", key="verification")
        report = values.get("report")
        if report is not None and not report.within.is_measurable:
            raise refuse("duty_report_open", key="report")
        ends, begins = values.get("in_force_until"), values.get("in_force_from")
        if ends is not None and begins is not None and ends < begins:
            raise refuse("duty_ends_first", key="in_force_until")


class DutiesPart(Part):
    """A whole list of duties."""

    builds = Duties
    id = Id(required=True)
    version = Count(least=1, most=1_000_000, required=True)
    title = Title()
    as_of = Day(required=True)
    duties = Parts(DutyPart, required=True)
    notes = Words()

    @validates_schema
    def be_single(self, values: dict[str, Any], **_: object) -> None:
        """Refuse an id that stands twice."""
        seen: set[str] = set()
        faults: dict[int, dict[str, list[Flaw]]] = {}
        for index, duty in enumerate(values["duties"]):
            if duty.id in seen:
                faults[index] = {"id": [Flaw("duty_twice", {"name": duty.id})]}
            seen.add(duty.id)
        if faults:
            raise ValidationError({"duties": faults})
