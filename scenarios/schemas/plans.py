"""A plan on paper (formats.md section 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from marshmallow import post_dump, pre_load

from scenarios.plan import (
    ACTION_KINDS,
    FIELD_TYPES,
    SECTIONS,
    Action,
    Field,
    Form,
    Option,
    Plan,
    Role,
)
from scenarios.schemas.origins import ImportedPart
from scenarios.schemas.part import Part
from scenarios.schemas.procedures import ProcedurePart
from scenarios.schemas.services import RecoveryPart, ServicePart
from scenarios.schemas.shapes import ById, Ids, Many, One, Parts
from scenarios.schemas.values import Count, Id, OneOf, Title, Words, YesNo
from scenarios.timing import write_duration


class RolePart(Part):
    """``{id: ops-duty, title: …, deputies: [it-head]}``."""

    builds = Role
    id = Id(required=True)
    title = Title()
    deputies = Ids()
    duties = Words()


class OptionPart(Part):
    """``{id: switch, title: …}``."""

    builds = Option
    id = Id(required=True)
    title = Words()


class OptionField(One):
    """An option, or only its id."""

    def __init__(self) -> None:
        """Make the field."""
        super().__init__(OptionPart)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> object:
        if isinstance(value, Mapping):
            return super()._deserialize(value, attr, data)
        return Option(Id().deserialize(value))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> object:
        return super()._serialize(value, attr, obj) if value.title else value.id


class FieldPart(Part):
    """One field of a form."""

    builds = Field
    id = Id(required=True)
    type = OneOf(FIELD_TYPES, required=True)
    title = Title()
    required = YesNo()
    options = Many(OptionField())


class FormPart(Part):
    """A form with its fields."""

    builds = Form
    id = Id(required=True)
    title = Title()
    parts = Parts(FieldPart, key="fields", attribute="fields", required=True)


class ActionPart(Part):
    """A verb that a participant can carry out."""

    builds = Action
    id = Id(required=True)
    kind = OneOf(ACTION_KINDS, required=True)
    title = Title()
    by = Ids()
    options = Many(OptionField())
    form = Id()
    to = Ids()


class Sections(ById):
    """The sections of JR/T 0251-2022 10.6 a)-f)."""

    def __init__(self) -> None:
        """Make the field."""
        super().__init__(Words())

    def name_of(self, key: str) -> str:
        """Return *key* if it names a section."""
        return str(OneOf(SECTIONS).deserialize(key))


class PlanPart(Part):
    """A whole plan."""

    builds = Plan
    id = Id(required=True)
    version = Count(least=1, most=1_000_000, required=True)
    title = Title()
    owner = Id()
    sections = Sections()
    roles = Parts(RolePart, required=True)
    services = Parts(ServicePart)
    resources = ById(Count(least=0, most=1_000_000))
    recoveries = Parts(RecoveryPart)
    forms = Parts(FormPart)
    actions = Parts(ActionPart, required=True)
    procedures = Parts(ProcedurePart, required=True)
    imported = One(ImportedPart)

    @pre_load
    def read_tolerances(self, raw: Any, **_: object) -> Any:
        """Return *raw* with a bare number as the tolerance of a time written as seconds."""
        if not isinstance(raw, Mapping):
            return raw
        copy = deepcopy(dict(raw))
        for fact in _facts_about_times(copy):
            if isinstance(number := fact.get("tolerance"), int | float):
                fact["tolerance"] = number if isinstance(number, bool) else f"{number:f}s"
        return copy

    @post_dump
    def write_tolerances(self, paper: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return *paper* with the tolerances of times as durations."""
        for fact in _facts_about_times(paper):
            if "tolerance" in fact:
                fact["tolerance"] = write_duration(round(fact["tolerance"]))
        return paper


def _facts_about_times(plan: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the facts of every step, as they are written, whose form field is a time."""
    times = {
        form["id"]: [f.get("id") for f in _dicts(form.get("fields")) if f.get("type") == "time"]
        for form in _dicts(plan.get("forms"))
        if isinstance(form.get("id"), str)
    }
    form_of = {
        action["id"]: action.get("form")
        for action in _dicts(plan.get("actions"))
        if isinstance(action.get("id"), str)
    }
    for procedure in _dicts(plan.get("procedures")):
        for step in _dicts(procedure.get("steps")):
            does = step.get("does")
            form = form_of.get(does) if isinstance(does, str) else None
            fields = times.get(form, ()) if isinstance(form, str) else ()
            yield from (f for f in _dicts(step.get("facts")) if f.get("field") in fields)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
