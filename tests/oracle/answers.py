"""Who may answer what, and the walk through the journal that opens instances and finds their answers."""

from __future__ import annotations

from exercise.entry import Entry, role_of
from exercise.facts import Acted, InjectDelivered, SignalRaised
from scenarios.procedure import Step
from tests.oracle.moments import Tale
from tests.oracle.scenes import Instance, ceiling, counts_as, stands_for


def walk(tale: Tale) -> None:
    """Go through all positions in order: an act answers what was open before it, then anchors open instances."""
    for position in tale.positions:
        entry = position.entry
        if entry is not None and isinstance(entry.fact, Acted):
            _answer(tale, position.index, entry, entry.fact)
        opened = [step for step in tale.plan.steps() if _opens(tale, step, position.index)]
        for step in opened:
            number = 1 + sum(1 for i in tale.instances if i.step.id == step.id)
            cause = _inject_behind(entry)
            tale.instances.append(Instance(step, number, position.index, cause))


def _opens(tale: Tale, step: Step, p: int) -> bool:
    if step.is_prohibition:
        return False
    return p == 0 if step.when is None else tale.counts(step.when, p)


def _inject_behind(entry: Entry | None) -> str | None:
    match entry.fact if entry is not None else None:
        case InjectDelivered(inject=inject) | SignalRaised(inject=inject):
            return inject
    return None


def _answer(tale: Tale, p: int, entry: Entry, act: Acted) -> None:
    role = role_of(entry.by or "")
    for step in tale.plan.steps():
        if step.does != act.action:
            continue
        may = [
            instance
            for instance in tale.instances
            if instance.step.id == step.id
            and instance.is_open_before(p)
            and stands_for(tale, step, role, p, instance)
        ]
        named = [instance for instance in may if act.about and instance.opened_by == act.about]
        chosen = _oldest(tale, named or may, p)
        if chosen is not None:
            _fill(tale, chosen, role, p)


def _oldest(tale: Tale, instances: list[Instance], p: int) -> Instance | None:
    for instance in instances:
        most = ceiling(instance.step)
        if most is None or tale.ms(p) - tale.ms(instance.anchor) <= most:
            return instance
    return instances[0] if instances else None


def _fill(tale: Tale, instance: Instance, role: str, p: int) -> None:
    taken = {name for _, name in instance.acts}
    stood = counts_as(stands_for(tale, instance.step, role, p, instance), taken)
    instance.acts.append((p, stood))
    if len({name for _, name in instance.acts}) >= (instance.step.quorum or 1):
        instance.filled = p


def doings(tale: Tale, step: Step) -> list[int]:
    """Return the positions of every act of the step by who may, whether or not an instance is open."""
    return [
        p
        for p, entry, act in tale.acts()
        if act.action == step.does and tale.may_do(step, role_of(entry.by or ""), p)
    ]


def first_doing(tale: Tale, step: Step) -> int | None:
    """Return the position at which a step was first done, with a quorum: when it was first full."""
    if step.quorum is None:
        return min(doings(tale, step), default=None)
    full = [i.filled for i in tale.instances if i.step.id == step.id and i.filled is not None]
    stood = {p: name for i in tale.instances if i.step.id == step.id for p, name in i.acts}
    taken: set[str] = set()
    for p, entry, act in tale.acts():
        may = stands_for(tale, step, role_of(entry.by or ""), p)
        may = may or ([stood[p]] if p in stood else [])
        if act.action == step.does and may:
            taken.add(counts_as(may, taken))
            full += [p] if len(taken) >= step.quorum else []
    return min(full, default=None)
