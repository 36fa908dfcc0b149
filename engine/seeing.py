"""What seats can see of the world: services as they are shown, and what follows from those alone."""

from __future__ import annotations

from exercise.conformance.marks import story_time
from exercise.proceedings import Proceedings
from exercise.rounding import rounded
from exercise.truths import PREFIX
from scenarios.condition import AllOf, AnyOf, Condition, Not, ServiceIs
from scenarios.procedure import Step


def is_seen(proceedings: Proceedings, service: str) -> bool:
    """Whether *service* is monitored and shown as it is."""
    state = proceedings.state
    if not proceedings.setting.services[service].monitored:
        return False
    return state.shown.get(service, state.services[service]) == state.services[service]


def seems(proceedings: Proceedings, condition: Condition) -> bool:
    """Return whether *condition* holds as far as seats can see; what nobody monitors seems up."""
    match condition:
        case ServiceIs(service=service, states=states):
            if is_seen(proceedings, service):
                return proceedings.holds(condition)
            return _shown(proceedings, service) in states
        case AllOf(parts=parts):
            return all(seems(proceedings, part) for part in parts)
        case AnyOf(parts=parts):
            return any(seems(proceedings, part) for part in parts)
        case Not(part=part):
            return not seems(proceedings, part)
        case _:
            return proceedings.holds(condition)


def not_up(proceedings: Proceedings) -> tuple[str, ...]:
    """Return the services that are shown as not up, in document order."""
    return tuple(each for each in proceedings.state.services if _shown(proceedings, each) != "up")


def truths_of(proceedings: Proceedings, step: Step) -> dict[str, object]:
    """Return what somebody careful would say in each field that *step*'s facts name.

    What the scenario says is true can be read in mail; what follows from the world only as far as it is shown.
    """
    truths = proceedings.truths.of_step(step)
    told = proceedings.setting.scenario.truth
    for fact in step.facts:
        if isinstance(fact.equals, str) and fact.equals.startswith(PREFIX):
            name = fact.equals.removeprefix(PREFIX)
            if name not in told:
                truths[fact.field] = _derived(proceedings, name)
    return truths


def _derived(proceedings: Proceedings, name: str) -> object:
    state = proceedings.state
    seen = [each for each in state.services if is_seen(proceedings, each)]
    if name == "affected":
        return not_up(proceedings)
    if name == "down_since":
        left = [at for each in seen if (at := state.ledgers[each].left_up) is not None]
        return story_time(proceedings.setting, min(left)) if left else None
    totals = (state.ledgers[each].impact(state.at) for each in seen)
    return rounded(sum(total.get(name, 0.0) for total in totals))


def _shown(proceedings: Proceedings, service: str) -> str:
    state = proceedings.state
    if not proceedings.setting.services[service].monitored:
        return "up"
    return state.shown.get(service, state.services[service])
