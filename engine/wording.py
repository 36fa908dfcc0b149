"""What a simulated colleague says in an act: the option chosen and the form filled, with the slips of its behaviour."""

from __future__ import annotations

from dataclasses import dataclass

from engine.manners import Manners
from engine.misstating import misstated
from engine.seeing import not_up, seems, truths_of
from exercise.commands import Act
from exercise.conformance.marks import story_time
from exercise.proceedings import Proceedings
from scenarios.plan import Field
from scenarios.procedure import Fact, Step


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something: *role*, *step* and *call*, the name and number by which its luck is drawn."""

    role: str
    step: Step
    call: str
    nth: int = 1


def compose(
    proceedings: Proceedings, manners: Manners, said: Said, action: str, by: str, about: str | None
) -> Act:
    """Return the act in which *by* carries out *action* for the step of *said*."""
    doing = proceedings.setting.actions[action]
    return Act(
        by=by,
        action=action,
        option=_option(proceedings, manners, said, action) if doing.options else None,
        about=about,
        form=_filled(proceedings, manners, said, action) if doing.form is not None else None,
        simulated=True,
    )


def _option(proceedings: Proceedings, manners: Manners, said: Said, action: str) -> str | None:
    options = [option.id for option in proceedings.setting.actions[action].options]
    best = best_option(proceedings, said.step, action)
    luck = manners.luck(said.role, f"{said.call}:option", said.nth)
    return manners.option(said.role, action, options, best, luck, said.step.id)


def best_option(proceedings: Proceedings, step: Step, action: str) -> str | None:
    """Return the option of *action* worth most by what seems so now, each by its first row that holds."""
    options = [option.id for option in proceedings.setting.actions[action].options]
    values: dict[str, float] = {}
    for choice in step.choices:
        if choice.option not in values and (
            choice.condition is None or seems(proceedings, choice.condition)
        ):
            values[choice.option] = choice.value
    known = [option for option in values if option in options]
    if known:
        return max(known, key=lambda option: values[option])
    return options[0] if options else None


def _filled(
    proceedings: Proceedings, manners: Manners, said: Said, action: str
) -> dict[str, object]:
    """Return the form of *action*: what is true where a step's facts ask for it, what is plain elsewhere."""
    setting = proceedings.setting
    truths: dict[str, object] = {}
    facts: dict[str, Fact] = {}
    for step in setting.steps_of(action):
        truths |= truths_of(proceedings, step)
        facts |= {fact.field: fact for fact in step.facts}
    filled: dict[str, object] = {}
    for field in setting.forms[setting.actions[action].form or ""].fields:
        if field.id in facts:
            value = _told(proceedings, manners, said, action, field, facts, truths[field.id])
        else:
            value = _plain(proceedings, field)
        if value is not None:
            filled[field.id] = list(value) if isinstance(value, tuple | frozenset | set) else value
    return filled


def _told(
    proceedings: Proceedings,
    manners: Manners,
    said: Said,
    action: str,
    field: Field,
    facts: dict[str, Fact],
    truth: object,
) -> object:
    """Return what is said of a fact: the truth, nothing, or something else that fits the field."""
    slips = manners.slips(said.role, said.step.id, action, field.id)
    what = f"{said.call}:{field.id}"
    if manners.happens(slips.omit, said.role, f"{what}:omit", said.nth):
        return None
    if not manners.happens(slips.misstate, said.role, f"{what}:misstate", said.nth):
        return truth
    luck = manners.luck(said.role, f"{what}:value", said.nth)
    services = [each.id for each in proceedings.setting.services.values() if each.monitored]
    return misstated(field, truth, facts[field.id].tolerance or 0, services, luck)


def _plain(proceedings: Proceedings, field: Field) -> object:
    """Return what can be said without thought: the story's time, what is not up; no words and no number are made up."""
    match field.type:
        case "time":
            return story_time(proceedings.setting, proceedings.state.at)
        case "choice":
            return field.options[0].id if field.options else None
        case "services":
            return not_up(proceedings)
        case "yes-no":
            return True
        case "choices":
            return []
    return None
