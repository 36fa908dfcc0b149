"""Injects and conditions on paper: the mapping that a scenario file would hold, for facilitators' screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from scenarios.inject import Effect, Inject, RoleEffect
from scenarios.text import EVERY, Text
from scenarios.timing import write_duration


def text_paper(text: object) -> dict[str, str]:
    """Return a text (Text, plain string or mapping) as language code -> words; nothing: an empty mapping."""
    if isinstance(text, Text):
        return dict(text.words)
    if isinstance(text, Mapping):
        return {str(language): str(words) for language, words in text.items()}
    return {EVERY: text} if isinstance(text, str) and text else {}


def inject_paper(inject: Inject) -> dict[str, Any]:
    """Return *inject* with the keys of a scenario file; ``at`` and ``delay`` in milliseconds."""
    return {
        "id": inject.id,
        "title": text_paper(inject.title),
        "class": inject.kind,
        "at": inject.at,
        "when": None if inject.when is None else condition_paper(inject.when),
        "manual": inject.manual,
        "delay": inject.delay,
        "unless": None if inject.unless is None else condition_paper(inject.unless),
        "from": inject.sender,
        "to": list(inject.to),
        "channel": inject.channel,
        "subject": text_paper(inject.subject),
        "body": text_paper(inject.body),
        "raises": list(inject.raises),
        "effects": [_effect_paper(effect) for effect in inject.effects],
        "expects": list(inject.expects),
        "storyline": inject.storyline,
        "module": inject.module,
        "notes": text_paper(inject.notes),
        "attachments": list(inject.attachments),
        "status": inject.status,
        "ask": [text_paper(question) for question in inject.ask],
        "leap": inject.leap,
    }


def condition_paper(condition: Condition) -> object:
    """Return *condition* as a scenario file writes it."""
    match condition:
        case AllOf(parts=parts):
            return {"all": [condition_paper(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [condition_paper(part) for part in parts]}
        case Not(part=part):
            return {"not": condition_paper(part)}
        case ServiceIs() | RecoveryIs() | RoleIs():
            return _state_of(condition)
        case Start():
            return "start"
    return _happening_of(condition)


def _happening_of(
    condition: At | Signal | Delivered | Opened | Done | Did | Silent,
) -> dict[str, object]:
    match condition:
        case At(ms=ms):
            return {"at": write_duration(ms)}
        case Signal(name=name):
            return {"signal": name}
        case Delivered(inject=inject, each=each):
            return _happening("delivered", inject, each)
        case Opened(inject=inject, each=each):
            return _happening("opened", inject, each)
        case Done(step=step, each=each):
            return _happening("done", step, each)
        case Silent(step=step, for_ms=for_ms):
            return {"silent": step, "for": write_duration(for_ms)}
        case Did():
            return _did(condition)


def _state_of(condition: ServiceIs | RecoveryIs | RoleIs) -> dict[str, object]:
    states: object = list(condition.states) if len(condition.states) > 1 else condition.states[0]
    match condition:
        case RecoveryIs(recovery=recovery):
            return {"recovery": recovery, "is": states}
        case RoleIs(role=role):
            return {"role": role, "is": states}
    paper: dict[str, object] = {"service": condition.service, "is": states}
    if condition.for_ms is not None:
        paper["for"] = write_duration(condition.for_ms)
    if condition.total_ms is not None:
        paper["total"] = write_duration(condition.total_ms)
    return paper


def _happening(key: str, name: str, each: bool) -> dict[str, object]:
    return {key: name, "each": True} if each else {key: name}


def _did(condition: Did) -> dict[str, object]:
    paper = _happening("did", condition.action, condition.each)
    if condition.option is not None:
        paper["option"] = condition.option
    if condition.by is not None:
        paper["by"] = condition.by
    return paper


def _effect_paper(effect: Effect) -> dict[str, object]:
    if isinstance(effect, RoleEffect):
        return {"role": effect.role, "becomes": effect.becomes}
    paper: dict[str, object] = {"service": effect.service}
    if effect.becomes is not None:
        paper["becomes"] = effect.becomes
    if effect.shows is not None:
        paper["shows"] = effect.shows
    if effect.loses:
        paper["loses"] = write_duration(effect.loses)
    return paper
