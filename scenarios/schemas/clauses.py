"""The clauses of a rule on paper: ``format: startex/clauses@1``."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validates_schema

from scenarios.citing import Tokens, number
from scenarios.clauses import LEVELS, Clause, Clauses, Exercised
from scenarios.plan import SECTIONS
from scenarios.problem import Flaw
from scenarios.reporting_clock import VERIFICATIONS
from scenarios.scenario import CAUSES
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.reporting_clocks import Day, SourcePart, SpanField
from scenarios.schemas.shapes import Many, One, Parts
from scenarios.schemas.values import Count, Id, OneOf, Title, Word, Words, YesNo


class NumberField(Word):
    """A clause's number as the rule prints it: ``10.2 a``, ``11(6)``."""

    most = 40

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        word = super()._deserialize(value, attr, data)
        if len(word) > self.most or not number(word):
            raise refuse("bad_clause_number", value=word[: self.most])
        return word


class ExercisedPart(Part):
    """``{within: 12 months, causes: [cyber], joint: true, switchover: true}``."""

    builds = Exercised
    within = SpanField()
    causes = Many(OneOf(CAUSES))
    joint = YesNo()
    switchover = YesNo()

    @validates_schema
    def be_measurable(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a time between exercises that names no number."""
        within = values.get("within")
        if within is not None and not within.is_measurable:
            raise refuse("bad_span", key="within", value=within.unit)


class ClausePart(Part):
    """``{id: 10.2 a, says: …}``."""

    builds = Clause
    id = NumberField(required=True)
    says = Words(required=True)
    sections = Many(OneOf(SECTIONS))
    exercised = One(ExercisedPart)
    verification = OneOf(VERIFICATIONS)
    notes = Words()
    number = Words()

    @validates_schema
    def be_shown_in_one_way(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a clause that sections and exercises would both have to show."""
        if values.get("sections") and values.get("exercised"):
            raise refuse("not_together", key="exercised", other="sections")


class ClausesPart(Part):
    """A whole rule."""

    builds = Clauses
    id = Id(required=True)
    version = Count(least=1, most=1_000_000, required=True)
    title = Title()
    level = OneOf(LEVELS, required=True)
    as_of = Day(required=True)
    in_force_from = Day()
    verification = OneOf(VERIFICATIONS, required=True)
    source = Parts(SourcePart, required=True)
    names = Many(Word(), required=True)
    clauses = Parts(ClausePart, required=True)
    notes = Words()

    @validates_schema
    def hold_together(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a rule that cannot be cited, and a number that stands twice, however it is spelt."""
        if not values["names"]:
            raise refuse("empty_list", key="names")
        seen: set[Tokens] = set()
        faults: dict[int, dict[str, list[Flaw]]] = {}
        for index, clause in enumerate(values["clauses"]):
            if number(clause.id) in seen:
                faults[index] = {"id": [Flaw("given_twice", {"name": clause.id})]}
            seen.add(number(clause.id))
        if faults:
            raise ValidationError({"clauses": dict(faults)})
