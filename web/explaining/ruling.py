"""Rulings: the rule that a verdict follows with what it is worth, and what people made of it."""

from __future__ import annotations

from exercise.conformance.obligation import (
    COMPENSATED,
    LATE,
    MET,
    MISSED,
    UNCOUNTED,
    VERY_LATE,
    WAIVED,
)
from web.explaining.case import Case

_SHARES = ("cadence", "order", "choice", "facts", "record")


def waived(case: Case) -> str:
    """Return why an obligation does not count though it was called for; nothing when it does."""
    voice = case.voice
    if case.verdict != WAIVED:
        return ""
    if case.code == "jumped":
        return voice("explain.waived.jumped", due=case.at("due_ms"))
    if case.code == "overridden":
        return voice("explain.waived.overridden", law=voice.subject(_law(case)))
    if "override" not in case.duty:
        return voice("explain.waived.plain")
    return _said_by_person(case, "explain.waived.by_person")


def overridden(case: Case) -> str:
    """Return who confirmed or changed the verdict and why; nothing when nobody did."""
    override = case.duty.get("override")
    if override is None or case.verdict == WAIVED:
        return ""
    if override["verdict"] == case.verdict:
        return _said_by_person(case, "explain.override.confirmed")
    verdict = case.voice.named("verdict", override["verdict"])
    return _said_by_person(case, "explain.override.changed", verdict=verdict)


def rule(case: Case) -> str:
    """Return the rule in a sentence: its version, what the verdict is worth by it, and its weight."""
    voice = case.voice
    version, kind = voice.setting.rules.version, voice.named("obligation", case.kind)
    if case.verdict in UNCOUNTED or case.duty["score"] is None:
        return voice("explain.rule_uncounted", version=version, kind=kind)
    weight = case.duty["weight"]
    return voice("explain.rule", version=version, kind=kind, how=_how(case), weight=weight)


def _how(case: Case) -> str:
    voice, rules, verdict = case.voice, case.voice.setting.rules, case.verdict
    worth = voice.percent(case.duty["score"])
    least = voice.percent(rules.worth_at_ceiling)
    if verdict == MET:
        return voice("explain.how.full", worth=worth)
    if case.kind in _SHARES:
        loss = voice.percent(-rules.worth_of_false)
        return voice(f"explain.how.{case.kind}", worth=worth, loss=loss)
    if verdict == COMPENSATED:
        return voice("explain.how.compensated", worth=worth)
    if verdict == LATE:
        return voice("explain.how.late", worth=worth, least=least)
    if verdict == VERY_LATE:
        return voice("explain.how.very_late", worth=worth)
    if case.kind == "quorum" and verdict == MISSED and case.duty["done_ms"] is None:
        return voice("explain.how.quorum", worth=worth, least=least)
    return voice("explain.how.nothing", worth=worth)


def _law(case: Case) -> str:
    """Return the step that outranks the case's own."""
    name = case.of_step.id
    laws = (one.id for one in case.voice.setting.steps.values() if name in one.overrides)
    return next(laws, name)


def _said_by_person(case: Case, key: str, **numbers: str) -> str:
    voice, name = case.voice, case.duty["id"]
    entry = voice.proceedings.override_entries[name]
    reason = voice.proceedings.overrides[name].reason or "–"
    return voice(key, who=voice.who(entry.by), reason=reason, **numbers)
