"""The tables of a plan's document: roles with deputies, steps, communication, services, recoveries, forms."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.plan import Form, Plan
from scenarios.procedure import Procedure, Step
from web.reports import notation
from web.reports.document import Block, Heading, Inline, Span, Table
from web.reports.plans.names import Names

_TELLS = ("notify", "report", "communicate")
_NONE = notation.NONE


def roles(plan: Plan, name: Names) -> Table:
    """Return every role with its duties and who stands in for it, in order."""
    say = name.say
    rows = tuple(
        (
            name.text(role.title),
            name.text(role.duties) or _NONE,
            name.say.listed(f"{n}. {name('role', one)}" for n, one in enumerate(role.deputies, 1))
            or _NONE,
        )
        for role in plan.roles
    )
    heads = (say("plan_doc.role"), say("plan_doc.duties"), say("plan_doc.deputies"))
    return Table(heads, rows, (2, 4, 3), caption=say("plan_doc.roles"))


def procedures(plan: Plan, name: Names) -> Iterator[Block]:
    """Yield every procedure with its steps."""
    for procedure in plan.procedures:
        title = name.say(f"plan_doc.procedure.{procedure.phase}", title=name.text(procedure.title))
        yield Heading(2, title)
        yield steps(plan, procedure, name)


def steps(plan: Plan, procedure: Procedure, name: Names) -> Table:
    """Return the steps of a procedure: number, what, who, when, limit, interval, form, clause."""
    say = name.say
    heads = ("number", "step", "who", "when", "limit", "cadence", "form", "clause")
    forms = {action.id: action.form for action in plan.actions}
    rows = tuple(
        (
            _number(step, name),
            name.text(step.title) or name("action", step.does),
            name.all("role", step.by),
            _called(step, name),
            _limit(step, name),
            name.length(step.every) or _NONE,
            name("form", forms.get(step.does) or "") or _NONE,
            "\n".join(step.clause) or _NONE,
        )
        for step in procedure.steps
    )
    return Table(
        tuple(say(f"plan_doc.{head}") for head in heads), rows, (1, 5, 2.4, 3, 1.7, 1.3, 1.5, 2)
    )


def _number(step: Step, name: Names) -> Inline:
    """Return the step's number, marked where the step is critical."""
    if step.criticality != "critical":
        return step.id
    return (step.id, "\n", Span(name.say("criticality.critical"), tone="bad"))


def _escalation(step: Step, name: Names) -> str:
    if step.escalate is None:
        return ""
    who, time = name.all("role", step.escalate.by), name.say.length(step.escalate.within)
    return name.say("plan.escalation", who=who, time=time)


def _called(step: Step, name: Names) -> str:
    """Return what calls for the step, and what else it waits for or asks."""
    said = [
        ("after", name.all("step", step.after)),
        ("until", name.condition(step.until)),
        ("not_before", name.condition(step.not_before)),
        ("not_while", name.condition(step.not_while)),
        ("distinct_from", name("step", step.distinct_from) if step.distinct_from else ""),
        ("escalate", _escalation(step, name)),
    ]
    quorum = name.say("step.quorum", count=step.quorum) if step.quorum else ""
    more = [name.say.about(name.say(f"step_key.{key}"), value) for key, value in said if value]
    lines = [name.condition(step.when), quorum, *more]
    return "\n".join(one for one in lines if one) or _NONE


def _limit(step: Step, name: Names) -> str:
    ceiling = step.within_max
    lines = [
        name.length(step.within),
        name.say("plan.ceiling", time=name.length(ceiling)) if ceiling is not None else "",
        name.say("step_key.hard") if step.hard else "",
    ]
    return "\n".join(one for one in lines if one) or _NONE


def communication(plan: Plan, name: Names) -> Table:
    """Return the steps that tell somebody something: what, to whom, by when, how often, on which form."""
    say = name.say
    actions = {action.id: action for action in plan.actions}
    told = [one for one in plan.steps() if one.does in actions]
    rows = tuple(
        (
            f"{step.id} {name.text(step.title)}".strip(),
            name.all("role", actions[step.does].to) or _NONE,
            name.all("role", step.by),
            _limit(step, name),
            name.length(step.every) or _NONE,
            name("form", actions[step.does].form or "") or _NONE,
        )
        for step in told
        if actions[step.does].kind in _TELLS
    )
    heads = ("message", "to", "from", "limit", "cadence", "form")
    return Table(
        tuple(say(f"plan_doc.{head}") for head in heads),
        rows,
        (5, 2, 2, 1.5, 1.2, 1.8),
        caption=say("plan_doc.communication"),
    )


def services(plan: Plan, name: Names) -> Table:
    """Return the services with their RTO and RPO, what they stand on and what their loss costs."""
    say = name.say
    heads = ("service", "rto", "rpo", "needs", "suffers", "impact")
    rows = tuple(
        (
            name.text(one.title),
            name.length(one.rto) or _NONE,
            name.length(one.rpo) or _NONE,
            name.dependencies(one.depends_on) or _NONE,
            name.dependencies(one.degrades_on) or _NONE,
            say.listed(f"{kind} {notation.count(value)}" for kind, value in one.impact.items())
            or _NONE,
        )
        for one in plan.services
    )
    return Table(
        tuple(say(f"plan_doc.{head}") for head in heads),
        rows,
        (2.5, 1, 1, 3, 2.5, 2),
        caption=say("plan_doc.services"),
    )


def recoveries(plan: Plan, name: Names) -> Table:
    """Return the measures that bring services back, as the plan believes them to be."""
    say = name.say
    heads = ("recovery", "starts_on", "restores", "takes", "uses", "loses", "success")
    rows = tuple(
        (
            name.text(one.title),
            name.condition(one.starts_on),
            name.all("service", one.restores),
            name.takes(one.takes),
            say.listed(f"{what} × {many}" for what, many in one.needs.items()) or _NONE,
            name.length(one.loses or None) or _NONE,
            notation.percent(one.success),
        )
        for one in plan.recoveries
    )
    return Table(
        tuple(say(f"plan_doc.{head}") for head in heads),
        rows,
        (2.5, 3, 2.5, 1.5, 2, 1.2, 1),
        caption=say("plan_doc.recoveries"),
    )


def form(one: Form, name: Names) -> Table:
    """Return the fields of a form."""
    say = name.say
    rows = tuple(
        (
            name.text(field.title) or field.id,
            say(f"field_type.{field.type}"),
            say(f"report.doc.{'yes' if field.required else 'no'}"),
            " / ".join(name.text(each.title) or each.id for each in field.options) or _NONE,
        )
        for field in one.fields
    )
    heads = ("field", "field_type", "required", "options")
    return Table(
        tuple(say(f"plan_doc.{head}") for head in heads),
        rows,
        (4, 1.5, 1, 4),
        caption=name.text(one.title),
    )
