"""Checks of scripted responses against the plan and the scenario that they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.checks.names import Names
from scenarios.checks.references import Reference, dangling
from scenarios.form_values import takes
from scenarios.hints import nearest
from scenarios.plan import Action, Field, Plan
from scenarios.problem import WARNING, Problem
from scenarios.reader import Sheet
from scenarios.responses import FacilitatorAct, Response, Responses
from scenarios.scenario import Scenario
from scenarios.yaml_tree import Path


def in_responses(
    sheet: Sheet, responses: Responses, plan: Plan, scenario: Scenario, names: Names
) -> Iterator[Problem]:
    """Yield what *responses* name that is not there, and what can have no effect."""
    actions = {action.id: action for action in plan.actions}
    yield from dangling(sheet, _references(responses), names)
    for index, response in enumerate(responses.responses):
        path: Path = ("responses", index)
        if response.at > scenario.duration:
            yield sheet.problem(
                (*path, "at"),
                "response_after_end",
                severity=WARNING,
                at=response.at,
                end=scenario.duration,
            )
        if isinstance(response, FacilitatorAct):
            yield from _act(sheet, path, response, names)
        elif response.action in actions:
            yield from _response(sheet, path, response, actions[response.action], scenario)
            yield from _about(sheet, path, response, names)
            yield from _form(sheet, path, response, actions[response.action], plan)


def _references(responses: Responses) -> Iterator[Reference]:
    for index, response in enumerate(responses.responses):
        path: Path = ("responses", index)
        if isinstance(response, FacilitatorAct):
            if response.inject is not None:
                yield Reference((*path, "inject"), "inject", response.inject)
            continue
        yield Reference((*path, "by"), "role", response.by.partition("/")[0])
        yield Reference((*path, "action"), "action", response.action)


def _act(sheet: Sheet, path: Path, act: FacilitatorAct, names: Names) -> Iterator[Problem]:
    if act.act in ("jump", "postpone") and act.to is not None and act.to < act.at:
        yield sheet.problem((*path, "to"), "act_backwards", act=act.act)
    if act.act != "waive" or act.obligation is None:
        return
    owner = act.obligation.partition(".")[0]
    known = [*(names.known("step") or ()), *(names.known("service") or ())]
    if known and owner not in known:
        yield sheet.problem(
            (*path, "obligation"),
            "unknown_name",
            nearest(owner, known),
            key="obligation",
            kind="step",
            name=owner,
        )


def _response(
    sheet: Sheet, path: Path, response: Response, action: Action, scenario: Scenario
) -> Iterator[Problem]:
    role = response.by.partition("/")[0]
    if action.by and role not in action.by:
        yield sheet.problem(
            (*path, "by"), "will_be_refused", severity=WARNING, name=role, action=action.id
        )
    if role and role not in {seat.role for seat in scenario.seats}:
        yield sheet.problem((*path, "by"), "role_without_seat", severity=WARNING, name=role)
    options = [option.id for option in action.options]
    if options and response.option is None:
        yield sheet.problem(path, "option_left_out", severity=WARNING, action=action.id)
    elif response.option is not None and response.option not in options:
        yield sheet.problem(
            (*path, "option"),
            "unknown_value",
            nearest(response.option, options),
            key="option",
            kind="option",
            name=response.option,
        )


def _about(sheet: Sheet, path: Path, response: Response, names: Names) -> Iterator[Problem]:
    injects, actions = names.known("inject"), names.known("action")
    if response.about is None or injects is None or actions is None:
        return
    known = [*injects, *actions]
    if response.about not in known:
        yield sheet.problem(
            (*path, "about"),
            "unknown_name",
            nearest(response.about, known),
            key="about",
            kind="inject",
            name=response.about,
        )


def _form(
    sheet: Sheet, path: Path, response: Response, action: Action, plan: Plan
) -> Iterator[Problem]:
    form = next((form for form in plan.forms if form.id == action.form), None)
    if form is None:
        if response.form is not None and action.form is None:
            yield sheet.problem((*path, "form"), "form_useless", action=action.id)
        return
    fields = {field.id: field for field in form.fields}
    written: Mapping[str, object] = response.form or {}
    for name, value in written.items():
        place: Path = (*path, "form", name)
        if name not in fields:
            yield sheet.problem(
                place, "unknown_value", nearest(name, fields), key="form", kind="field", name=name
            )
        else:
            yield from _value(sheet, place, fields[name], value, plan)
    for field in form.fields:
        if field.required and field.id not in written:
            yield sheet.problem((*path, "form"), "field_left_out", severity=WARNING, name=field.id)


def _value(sheet: Sheet, path: Path, field: Field, value: object, plan: Plan) -> Iterator[Problem]:
    values = value if isinstance(value, tuple) else (value,)
    services = [service.id for service in plan.services]
    known: list[str] = []
    kind = ""
    if field.type in ("choice", "choices"):
        known, kind = [option.id for option in field.options], "option"
    elif field.type == "services":
        known, kind = services, "service"
    strangers = [each for each in values if kind and each not in known]
    for each in strangers:
        hint = nearest(str(each), known)
        yield sheet.problem(
            path, "unknown_value", hint, key=field.id, kind=kind, name=str(each)[:80]
        )
    if not strangers and not takes(field, value, services):
        yield sheet.problem(
            path, "field_misfilled", severity=WARNING, name=field.id, type=field.type
        )
