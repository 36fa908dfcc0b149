"""Openings: what called for a step, and when."""

from __future__ import annotations

from exercise.entry import Entry
from exercise.facts import (
    Acted,
    InjectOpened,
    RecoveryChanged,
    RoleChanged,
    ServiceChanged,
    SilenceNoted,
    Started,
)
from exercise.instances import Instance
from scenarios.condition import Start
from web.explaining.voice import Voice


def opened(voice: Voice, instance: Instance) -> str:
    """Return the sentence on what called for *instance*, and when."""
    time = voice.clock(instance.anchor)
    return voice("explain.opened", time=time, cause=_cause(voice, instance))


def _cause(voice: Voice, instance: Instance) -> str:
    if isinstance(instance.step.when or Start(), Start):
        return voice("explain.cause.startex")
    if instance.cause is not None:
        return voice("explain.cause.inject", title=voice.inject(instance.cause))
    entry = voice.entries.get(instance.opened_seq)
    if entry is None or entry.at != instance.anchor:
        return voice("explain.cause.time")
    return _happening(voice, entry)


def _happening(voice: Voice, entry: Entry) -> str:
    match entry.fact:
        case Started():
            return voice("explain.cause.startex")
        case Acted(action=action):
            who = voice.who(entry.by)
            return voice("explain.cause.act", who=who, action=voice.action(action))
        case InjectOpened(inject=inject):
            who = voice.who(entry.by)
            return voice("explain.cause.opening", who=who, title=voice.inject(inject))
        case ServiceChanged(service=service, to=to):
            state = voice.named("service_state", to)
            return voice("explain.cause.service", service=voice.subject(service), state=state)
        case RecoveryChanged(recovery=recovery, to=to):
            state, title = voice.named("state", to), voice.recovery(recovery)
            return voice("explain.cause.recovery", recovery=title, state=state)
        case RoleChanged(role=role, to=to):
            state = voice.named("state", to)
            return voice("explain.cause.role", role=voice.role(role), state=state)
        case SilenceNoted(step=step):
            return voice("explain.cause.silence", step=voice.subject(step))
    return voice("explain.cause.condition")
