"""What a plan's steps lack before anybody can be judged by them: owner, trigger, limit, cadence, authority, facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scenarios.origin import (
    ASKED,
    AUTHORITY,
    CADENCE,
    FACTS,
    LIMIT,
    OWNER,
    TRIGGER,
    UNASSIGNED,
)
from scenarios.plan import Action, Plan
from scenarios.procedure import Step

CODES: Mapping[str, str] = {
    OWNER: "step_no_owner",
    TRIGGER: "step_no_trigger",
    LIMIT: "step_no_limit",
    CADENCE: "step_no_cadence",
    AUTHORITY: "step_no_authority",
    FACTS: "step_no_facts",
}
"""What is lacking, and the code of the finding that says so."""

REPORTING = ("report",)
DECIDING = ("decide",)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that *step* does not say; *what* is one of ASKED."""

    step: str
    what: str

    @property
    def code(self) -> str:
        """The code of the finding that says so."""
        return CODES[self.what]


def lacks(plan: Plan) -> tuple[Lack, ...]:
    """Return what the steps of *plan* lack, in its order; what somebody settled on purpose is not lacking."""
    actions = {action.id: action for action in plan.actions}
    return tuple(
        Lack(step.id, what)
        for step in plan.steps()
        for what in ASKED
        if asks(step, actions.get(step.does), what) and not is_answered(step, actions, what)
    )


def asks(step: Step, action: Action | None, what: str) -> bool:
    """Whether *what* is to be asked of *step* at all: cadence and facts of reports, authority of decisions."""
    kind = action.kind if action is not None else "execute"
    if step.is_prohibition:
        return what == OWNER
    if what in (CADENCE, FACTS):
        return kind in REPORTING
    return kind in DECIDING if what == AUTHORITY else True


def is_answered(step: Step, actions: Mapping[str, Action], what: str) -> bool:
    """Whether *step* says *what*, or somebody said on purpose that there is none."""
    if step.origin is not None and what in step.origin.settled:
        return True
    action = actions.get(step.does)
    match what:
        case "owner":
            return UNASSIGNED not in step.by and bool(step.by)
        case "trigger":
            return step.when is not None
        case "limit":
            return step.within is not None or step.every is not None
        case "cadence":
            return step.every is not None
        case "authority":
            return action is not None and bool(action.by)
    return bool(step.facts) or (action is not None and action.form is not None)


def counted(found: Iterable[Lack]) -> dict[str, int]:
    """Return by what is lacking how many steps lack it."""
    counts = dict.fromkeys(ASKED, 0)
    for lack in found:
        counts[lack.what] += 1
    return counts


def asked(plan: Plan) -> dict[str, int]:
    """Return by what is asked of how many steps of *plan* it is asked."""
    actions = {action.id: action for action in plan.actions}
    steps = plan.steps()
    return {what: sum(asks(s, actions.get(s.does), what) for s in steps) for what in ASKED}
