"""Real acts: what people did in a run, which steps each of them answered, and how one is found by name and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exercise.entry import Entry
from exercise.facts import Acted
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class RealAct:
    """An act, entry *seq*; *about* is an inject that had come by then, *steps* are those that it answered."""

    seq: int
    at: Ms
    by: str
    action: str
    option: str | None
    form: Mapping[str, object]
    about: str | None
    steps: tuple[str, ...]


def real_acts(setting: Setting, entries: Sequence[Entry]) -> tuple[RealAct, ...]:
    """Return every act of *entries* in order."""
    proceedings = Proceedings(setting)
    had_come: dict[int, str | None] = {}
    for entry in entries:
        proceedings.hear(entry)
        if isinstance(entry.fact, Acted):
            about = entry.fact.about
            had_come[entry.seq] = about if about in proceedings.state.deliveries else None
    answered = _answered(proceedings)
    return tuple(
        RealAct(
            entry.seq,
            entry.at,
            entry.by or "",
            entry.fact.action,
            entry.fact.option,
            entry.fact.form or {},
            had_come[entry.seq],
            tuple(answered.get(entry.seq, ())),
        )
        for entry in entries
        if isinstance(entry.fact, Acted)
    )


def called(acts: Sequence[RealAct], setting: Setting, name: str) -> list[RealAct]:
    """Return the acts that *name*, a step or an action, may mean: all of its action."""
    step = setting.steps.get(name)
    action = name if step is None else step.does
    return [act for act in acts if act.action == action]


def _answered(proceedings: Proceedings) -> dict[int, list[str]]:
    """Return the steps that each act answered, by the act's number."""
    found: dict[int, list[str]] = {}
    for record in proceedings.records.values():
        for instance in record.instances:
            for answer in (instance.answer, *instance.quorum.values(), *instance.reports):
                steps = [] if answer is None else found.setdefault(answer.seq, [])
                if record.step.id not in steps:
                    steps.append(record.step.id)
    return found
