"""Narration: what an entry is called in other programs' logs, who did it, and the sentence that tells it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.exchange.case import Case
from exercise.facts import (
    Acted,
    Ended,
    InjectWritten,
    MessageSent,
    RecoveryChanged,
    ServiceChanged,
    SignalRaised,
)
from exercise.paper import fact_to_paper
from scenarios.text import NOTHING

TRANSITIONS = {
    "waiting": "schedule",
    "running": "start",
    "succeeded": "complete",
    "failed": "ate_abort",
}
"""A recovery's states in the standard life cycle of an activity."""
_SWITCHES = {"paused": "suspend", "resumed": "resume"}
_SUBJECTS = ("action", "inject", "service", "recovery", "step", "signal", "obligation", "subject")


def kind_of(entry: Entry) -> str:
    """Return the type of the entry's fact, as the journal writes it."""
    return str(fact_to_paper(entry.fact)["type"])


def subject_of(entry: Entry) -> str:
    """Return the id of what the entry is about; empty when it is about the exercise itself."""
    paper = fact_to_paper(entry.fact)
    return next((str(paper[name]) for name in _SUBJECTS if paper.get(name)), "")


def activity(case: Case, entry: Entry) -> str:
    """Return the name under which entries like this one are counted: a title, or what kind of entry it is."""
    fact = entry.fact
    match fact:
        case Acted():
            return action_title(case, fact.action)
        case RecoveryChanged():
            return recovery_title(case, fact.recovery)
        case ServiceChanged():
            return told(case, entry)
    kind = kind_of(entry)
    if kind.startswith("inject_"):
        return told(case, entry)
    return case.speech.named("export.activity", kind)


def told(case: Case, entry: Entry) -> str:
    """Return the sentence that tells *entry*, without its time and who did it."""
    kind = kind_of(entry)
    is_choice = isinstance(entry.fact, Acted) and entry.fact.option is not None
    key = "fact.acted_option" if is_choice else f"fact.{kind}"
    said = case.speech(key, **_particulars(case, entry))
    if said == key:
        return case.speech.named("export.activity", kind)
    return " ".join(said.split())


def transition(entry: Entry) -> str:
    """Return the step of an activity's life cycle that *entry* is."""
    if isinstance(entry.fact, RecoveryChanged):
        return TRANSITIONS.get(entry.fact.to, "unknown")
    return _SWITCHES.get(kind_of(entry), "complete")


def role_title(case: Case, by: str | None) -> str:
    """Return the title of the role that acted; the role's id when it is none of the plan's; empty for the script."""
    if by is None:
        return ""
    role = case.setting.roles.get(role_of(by))
    return role_of(by) if role is None else case.read(role.title, role.id)


def person_in(entry: Entry) -> str:
    """Return the name of the person who acted; empty when nobody is named."""
    return person_of(entry.by) or "" if entry.by else ""


def action_title(case: Case, action: str) -> str:
    """Return an action's title."""
    found = case.setting.actions.get(action)
    return action if found is None else case.read(found.title, action)


def option_title(case: Case, fact: Acted) -> str:
    """Return the title of the option that was chosen; empty when there was none to choose."""
    action = case.setting.actions.get(fact.action)
    options = () if action is None else action.options
    found = next((one for one in options if one.id == fact.option), None)
    return fact.option or "" if found is None else case.read(found.title, found.id)


def inject_title(case: Case, inject: str) -> str:
    """Return an inject's title, its subject when it was written on the spot."""
    for entry in case.entries:
        if isinstance(entry.fact, InjectWritten) and entry.fact.inject == inject:
            return _written_title(case, entry.fact)
    found = case.setting.injects.get(inject)
    if found is None:
        return inject
    return case.read(found.title, "") or case.read(found.subject, inject)


def recovery_title(case: Case, recovery: str) -> str:
    """Return a recovery's title."""
    found = case.setting.recoveries.get(recovery)
    return recovery if found is None else case.read(found.title, recovery)


def subject_title(case: Case, subject: str) -> str:
    """Return the title of a step or a service; its id when there is none."""
    found = case.setting.steps.get(subject) or case.setting.services.get(subject)
    return subject if found is None else case.read(found.title, subject)


def clock_time(ms: int) -> str:
    """Return exercise time as ``T+1:02:03``."""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"T{'-' if ms < 0 else '+'}{hours}:{minutes:02d}:{seconds:02d}"


def length(ms: int) -> str:
    """Return a length of time as ``1:02:03``."""
    return clock_time(ms)[2:]


def _particulars(case: Case, entry: Entry) -> dict[str, Any]:
    """Return what the sentences of entries may let in."""
    fact = entry.fact
    values: dict[str, Any] = dict.fromkeys(_PLACES, "")
    if is_dataclass(fact):
        values |= {field.name: _shown(getattr(fact, field.name)) for field in fields(fact)}
    for name, title in _TITLES.items():
        if isinstance(value := getattr(fact, name, None), str) and value:
            values[name] = title(case, value)
    values["time"] = _time(fact)
    values["length"] = length(getattr(fact, "for_ms", 0))
    values["state"] = _state(case, getattr(fact, "to", None) or getattr(fact, "shows", None))
    if isinstance(fact, Acted):
        values["option"] = option_title(case, fact)
    if isinstance(fact, Ended):
        values["reason"] = case.speech.named("end_reason", fact.reason)
    if isinstance(fact, MessageSent | Acted):
        values["to"] = case.speech.listed([role_title(case, role) for role in fact.to])
    if isinstance(fact, SignalRaised) and not fact.inject:
        values["inject"] = fact.signal
    if verdict := getattr(fact, "verdict", None):
        values["verdict"] = case.speech.named("verdict", verdict)
    return values


_PLACES = ("text", "option", "reason", "to", "rating", "verdict", "person", "factor")
_TITLES = {
    "action": action_title,
    "inject": inject_title,
    "service": subject_title,
    "step": subject_title,
    "recovery": recovery_title,
    "role": role_title,
}


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _time(fact: object) -> str:
    to, lost = getattr(fact, "to", None), getattr(fact, "ms", None)
    if isinstance(to, int):
        return clock_time(to)
    return length(lost) if isinstance(lost, int) else ""


def _state(case: Case, state: object) -> str:
    return case.speech.named("state", state) if isinstance(state, str) else ""


def _written_title(case: Case, fact: InjectWritten) -> str:
    for name in ("title", "subject"):
        value = fact.content.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, dict) and value:
            return case.speech.text({str(k): str(v) for k, v in value.items()})
    return case.read(NOTHING, fact.inject)
