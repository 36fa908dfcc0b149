"""What a plan's items are called, and its conditions, limits and lengths in words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
    Delivered,
    Did,
    Done,
    Not,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Signal,
    Silent,
    Start,
)
from scenarios.plan import (
    Action,
    AnyOfServices,
    Dependency,
    Fixed,
    Form,
    Lognormal,
    Plan,
    Recovery,
    Role,
    Service,
    Takes,
    Triangular,
)
from scenarios.procedure import ALL, Procedure, Step
from scenarios.text import Text
from scenarios.timing import Ms
from web.reports.speech import Words

Titled = Role | Service | Recovery | Form | Action | Procedure | Step


class Names:
    """Calls everything in a plan by its title in one language."""

    def __init__(self, plan: Plan, say: Words) -> None:
        """Read the titles of *plan* in the language of *say*."""
        self.say = say
        self._titles = {
            kind: {one.id: self.text(one.title) or one.id for one in items}
            for kind, items in _items(plan).items()
        }
        self._options = {
            (action.id, option.id): self.text(option.title) or option.id
            for action in plan.actions
            for option in action.options
        }

    def text(self, text: Text) -> str:
        """Return *text* in this language, else in the first that it was written in."""
        return text.read(self.say.short)

    def __call__(self, kind: str, name: str) -> str:
        """Return the title of the item *name* of *kind*; ids of different kinds may be the same."""
        if name == ALL and kind == "role":
            return self.say("everybody")
        return self._titles.get(kind, {}).get(name, name)

    def all(self, kind: str, names: Iterable[str]) -> str:
        """Return several items of *kind* in a row."""
        return self.say.listed(self(kind, name) for name in names)

    def titles(self) -> dict[str, str]:
        """Return the titles of all kinds by id; of equal ids those of roles and steps win."""
        merged: dict[str, str] = {}
        for kind in ("recovery", "form", "action", "procedure", "service", "step", "role"):
            merged |= self._titles[kind]
        return merged

    def option(self, action: str, option: str) -> str:
        """Return the title of an action's option."""
        return self._options.get((action, option), option)

    def dependencies(self, all_of: Iterable[Dependency]) -> str:
        """Return what a service stands on."""
        return self.say.listed(
            " / ".join(self("service", each) for each in one.services)
            if isinstance(one, AnyOfServices)
            else self("service", one)
            for one in all_of
        )

    def takes(self, takes: Takes) -> str:
        """Return how long a recovery is thought to take."""
        match takes:
            case Fixed(ms=ms):
                return self.say.length(ms)
            case Triangular(least=least, mode=mode, most=most):
                return self.say(
                    "plan.takes_between",
                    min=self.say.length(least),
                    mode=self.say.length(mode),
                    max=self.say.length(most),
                )
            case Lognormal(median=median):
                return self.say("plan.takes_about", time=self.say.length(median))

    def length(self, ms: Ms | None) -> str:
        """Return a length of time, nothing for none."""
        return "" if ms is None else self.say.length(ms)

    def condition(self, condition: Condition | None) -> str:
        """Return a condition in words, nothing for none."""
        match condition:
            case None:
                return ""
            case Start():
                return self.say("condition.start")
            case AllOf(parts=parts):
                return self._joined("condition.and", parts)
            case AnyOf(parts=parts):
                return self._joined("condition.or", parts)
            case Not(part=part):
                return self.say("condition.not", condition=self.condition(part))
        return self._leaf(condition)

    def _leaf(self, condition: Condition) -> str:
        match condition:
            case At(ms=ms):
                return self._said("at", what=self.say.length(ms))
            case Signal(name=name):
                return self._said("signal", what=name)
            case Delivered(inject=inject):
                return self._said("delivered", what=inject)
            case Opened(inject=inject):
                return self._said("opened", what=inject)
            case Done(step=step):
                return self._said("done", what=self("step", step))
            case Did(action=action, option=option):
                chosen = f"({self.option(action, option)})" if option else ""
                return self._said("did", what=self("action", action), option=chosen)
            case Silent(step=step, for_ms=for_ms):
                return self._said(
                    "silent", what=self("step", step), **{"for": self.say.length(for_ms)}
                )
            case ServiceIs(service=service, states=states, for_ms=for_ms, total_ms=total):
                lasting = self.length(for_ms if for_ms is not None else total)
                return self._stated("service", service, states, lasting)
            case RoleIs(role=role, states=states):
                return self._stated("role", role, states)
            case RecoveryIs(recovery=recovery, states=states):
                has = "/".join(self.say(f"recovery_has.{one}") for one in states)
                return self._said("recovery", what=self("recovery", recovery), state=has)
        raise TypeError(condition)

    def _stated(self, kind: str, name: str, states: Iterable[str], lasting: str = "") -> str:
        words = "service_state" if kind == "service" else "state"
        state = "/".join(self.say(f"{words}.{one}") for one in states)
        return self._said(kind, what=self(kind, name), state=state, **{"for": lasting})

    def _said(self, kind: str, **said: str) -> str:
        return " ".join(self.say(f"condition.{kind}", **said).split())

    def _joined(self, key: str, parts: Iterable[Condition]) -> str:
        said = (
            f"({self.condition(one)})" if isinstance(one, AllOf | AnyOf) else self.condition(one)
            for one in parts
        )
        return reduce(lambda left, right: self.say(key, left=left, right=right), said)


def _items(plan: Plan) -> Mapping[str, Iterable[Titled]]:
    return {
        "role": plan.roles,
        "service": plan.services,
        "recovery": plan.recoveries,
        "form": plan.forms,
        "action": plan.actions,
        "procedure": plan.procedures,
        "step": plan.steps(),
    }
