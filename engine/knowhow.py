"""What a simulated colleague knows of the plan: whose turn a step is, what may be known, what to say in an act."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.commands import Act
from exercise.conformance.marks import story_time
from exercise.instances import Instance
from exercise.proceedings import Proceedings
from scenarios.condition import AllOf, AnyOf, Condition, Not, ServiceIs
from scenarios.plan import Field
from scenarios.procedure import ALL, Step


def doers(proceedings: Proceedings, step: Step) -> tuple[str, ...]:
    """Return the roles whose turn *step* is: the first named that is there, with a quorum as many as it asks for.

    Where all that are named are absent, their first deputy who is there stands in.
    """
    setting, state = proceedings.setting, proceedings.state
    allowed = setting.actions[step.does].by
    named = tuple(setting.roles) if ALL in step.by else step.by
    there = [
        role for role in named if not state.is_absent(role) and (not allowed or role in allowed)
    ]
    if not there:
        deputies = (deputy for role in named for deputy in setting.roles[role].deputies)
        there = [
            role
            for role in dict.fromkeys(deputies)
            if not state.is_absent(role) and (not allowed or role in allowed)
        ]
    return tuple(there[: step.quorum or 1])


def is_visible(proceedings: Proceedings, step: Step) -> bool:
    """Whether seats can see what *step* is anchored at: not a service that is unmonitored or shown otherwise."""
    if step.when is None:
        return True
    setting, state = proceedings.setting, proceedings.state
    return all(
        setting.services[service].monitored
        and state.shown.get(service, state.services[service]) == state.services[service]
        for service in _services(step.when)
    )


def is_blocked(proceedings: Proceedings, step: Step) -> bool:
    """Whether the plan says to wait: an earlier step is still to be done, or something forbids this one."""
    records = proceedings.records
    for earlier in step.after:
        if records[earlier].times_done == 0 and records[earlier].instances:
            return True
    if step.not_while is not None and proceedings.holds(step.not_while):
        return True
    return step.not_before is not None and not proceedings.holds(step.not_before)


def is_wanted(proceedings: Proceedings, instance: Instance, role: str) -> bool:
    """Whether an act of *role* still serves *instance*."""
    if instance.is_reporting:
        return True
    if instance.step.quorum is not None and role in instance.quorum:
        return False
    return instance.answer is None


def compose(proceedings: Proceedings, step: Step, action: str, by: str, about: str | None) -> Act:
    """Return the act in which *by* carries out *action* for *step*: the best option, a form filled by the truth."""
    doing = proceedings.setting.actions[action]
    return Act(
        by=by,
        action=action,
        option=_best_option(proceedings, step) if doing.options else None,
        about=about,
        form=_filled(proceedings, action) if doing.form is not None else None,
        simulated=True,
    )


def _services(condition: Condition) -> Iterator[str]:
    match condition:
        case ServiceIs(service=service):
            yield service
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _services(part)
        case Not(part=part):
            yield from _services(part)


def _best_option(proceedings: Proceedings, step: Step) -> str | None:
    """Return the option worth most by what holds now, each by its first row that holds, as it will be judged."""
    values: dict[str, float] = {}
    for choice in step.choices:
        if choice.option not in values and (
            choice.condition is None or proceedings.holds(choice.condition)
        ):
            values[choice.option] = choice.value
    if values:
        return max(values, key=lambda option: values[option])
    options = proceedings.setting.actions[step.does].options
    return options[0].id if options else None


def _filled(proceedings: Proceedings, action: str) -> dict[str, object]:
    """Return the form of *action* with the truth where a step's facts ask for it, and what is plain elsewhere."""
    setting = proceedings.setting
    truths: dict[str, object] = {}
    for step in setting.steps_of(action):
        truths |= proceedings.truths.of_step(step)
    filled: dict[str, object] = {}
    for field in setting.forms[setting.actions[action].form or ""].fields:
        value = truths[field.id] if field.id in truths else _plain(proceedings, field)
        if value is not None:
            filled[field.id] = list(value) if isinstance(value, tuple | frozenset | set) else value
    return filled


def _plain(proceedings: Proceedings, field: Field) -> object:
    """Return what can be said without thought: the story's time, what is not up; no words and no number are made up."""
    match field.type:
        case "time":
            return story_time(proceedings.setting, proceedings.state.at)
        case "choice":
            return field.options[0].id if field.options else None
        case "services":
            return proceedings.state.not_up()
        case "yes-no":
            return True
        case "choices":
            return []
    return None
