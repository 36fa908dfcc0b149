"""Decisions that are taken again: what was best as things stood is watched until the decision's limit has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.colleague import Task
from engine.wording import best_option
from exercise.conditions import next_change
from exercise.proceedings import Proceedings
from scenarios.procedure import Step
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision of *task*, for *option*, that may be taken again *until* then."""

    task: Task
    option: str
    until: Ms


class SecondThoughts:
    """Decisions of everybody that were right when they were taken and may turn out otherwise."""

    def __init__(self, proceedings: Proceedings) -> None:
        self._proceedings = proceedings
        self._decided: list[Decided] = []

    def note(self, task: Task, option: str | None) -> None:
        """Remember that *task* was done by choosing *option*, if that was best and there is time to think again."""
        instance, step = task.instance, task.step
        if task.is_afresh:
            self._decided = [one for one in self._decided if one.task.instance is not instance]
            return
        if option is None or instance is None or step is None:
            return
        if instance.limit is None or not any(choice.condition for choice in step.choices):
            return
        if option == best_option(self._proceedings, step, step.does):
            self._decided.append(Decided(task, option, instance.limit))

    def awaits(self, task: Task) -> bool:
        """Whether nobody has taken the decision of *task* afresh."""
        return any(one.task.instance is task.instance for one in self._decided)

    def next_due(self, now: Ms) -> Ms | None:
        """Return when another option may become the best one though nothing happens."""
        dues = (due for one in self._decided for due in self._changes(one) if now < due)
        return min(dues, default=None)

    def come(self, now: Ms, doer: Callable[[Step], str | None]) -> Iterator[Task]:
        """Yield the decisions that *doer* is to take again now, and forget those whose time is over."""
        for one in tuple(self._decided):
            task, step = one.task, one.task.step
            if step is None or now > one.until:
                self._decided.remove(one)
            elif best_option(self._proceedings, step, step.does) != one.option:
                role = doer(step)
                if role is None:
                    continue
                call = f"{task.call}:afresh"
                yield Task(
                    role,
                    task.action,
                    call,
                    1,
                    step,
                    task.instance,
                    None,
                    one.until,
                    step.within,
                    earliest=now,
                    is_afresh=True,
                )

    def _changes(self, one: Decided) -> Iterator[Ms]:
        for choice in one.task.step.choices if one.task.step is not None else ():
            change = choice.condition and next_change(choice.condition, self._proceedings)
            if change and change[0] <= one.until:
                yield change[0]
