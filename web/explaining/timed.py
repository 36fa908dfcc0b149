"""Timed duties in sentences: response, quorum, escalation and rto."""

from __future__ import annotations

from typing import Any

from exercise.conformance.obligation import (
    COMPENSATED,
    NOT_TRIGGERED,
    PENDING,
)
from exercise.instances import longest_delay
from scenarios.timing import Ms
from web.explaining.case import Case, Paper
from web.explaining.voice import Voice


def response(case: Case) -> list[str]:
    """Return what became of the answer to a step."""
    said = [_answer(case)]
    if case.verdict == COMPENSATED:
        said.append(_escalated(case.voice, case.siblings.get("escalation")))
    return said


def quorum(case: Case) -> list[str]:
    """Return who came of the roles that a step needs, and when they were enough."""
    said = [case.voice("explain.quorum.asked", quorum=case.why["quorum"])]
    came = case.why["roles"]
    if case.duty["done_ms"] is not None:
        listed = case.voice.roles(came)
        said.append(_done(case, case.of_step.within, _ceiling(case), listed, case.action))
    else:
        said.append(_came(case.voice, came))
        said.append(_short(case))
    if case.verdict == COMPENSATED:
        said.append(_escalated(case.voice, case.siblings.get("escalation")))
    return said


def escalation(case: Case) -> list[str]:
    """Return what became of escalating a step that nobody answered."""
    asked = case.of_step.escalate
    if asked is None or case.verdict == NOT_TRIGGERED:
        return [case.voice("explain.escalation.not_needed")]
    voice = case.voice
    action = voice.action(asked.does or case.of_step.does)
    said = [
        voice(
            "explain.escalation.asked",
            step=voice.subject(case.of_step.id),
            time=case.at("anchor_ms"),
            roles=voice.roles(asked.by),
            within=voice.length(asked.within),
            action=action,
        )
    ]
    if case.duty["done_ms"] is None:
        said.append(_not_escalated(case))
    else:
        ceiling = voice.setting.rules.ceiling(asked.within)
        said.append(_done(case, asked.within, ceiling, case.who, action))
    return said


def rto(case: Case) -> list[str]:
    """Return how long a service was down, beside its RTO."""
    voice, duty, limit = case.voice, case.duty, case.why["rto_ms"]
    numbers: dict[str, Any] = {
        "service": voice.subject(duty["step"]),
        "start": case.at("anchor_ms"),
        "down": voice.length(case.why["down_ms"]),
        "rto": voice.length(limit),
    }
    if duty["done_ms"] is None:
        due = case.at("due_ms")
        if case.verdict == PENDING:
            return [voice("explain.rto.pending", **numbers, due=due)]
        return [voice("explain.rto.still_down", **numbers, due=due)]
    numbers |= {"end": case.at("done_ms")}
    margin = voice.length(duty["margin_ms"])
    ceiling = voice.length(voice.setting.rules.ceiling(limit))
    if duty["margin_ms"] >= 0:
        return [voice("explain.rto.met", **numbers, margin=margin)]
    if case.code == "no_late_credit":
        return [voice("explain.rto.no_credit", **numbers, over=margin)]
    if duty["done_ms"] - duty["anchor_ms"] > voice.setting.rules.ceiling(limit):
        return [voice("explain.rto.very_late", **numbers, over=margin, ceiling=ceiling)]
    return [voice("explain.rto.late", **numbers, over=margin, ceiling=ceiling)]


def _answer(case: Case) -> str:
    if case.duty["done_ms"] is None:
        return _not_done(case, case.of_step.within, case.roles, case.action)
    return _done(case, case.of_step.within, _ceiling(case), case.who, case.action)


def _ceiling(case: Case) -> Ms | None:
    return longest_delay(case.of_step, case.voice.setting.rules)


def _done(case: Case, limit: Ms | None, ceiling: Ms | None, who: str, action: str) -> str:
    """Return what was done when, beside the *limit* and the *ceiling*."""
    voice, duty = case.voice, case.duty
    delay = duty["done_ms"] - duty["anchor_ms"]
    numbers: dict[str, Any] = {
        "who": who,
        "action": action,
        "time": case.at("done_ms"),
        "delay": voice.later(delay),
    }
    if limit is None or ceiling is None:
        return voice("explain.done.unlimited", **numbers)
    numbers["limit"] = voice.length(limit)
    if delay == limit:
        return voice("explain.done.exact", **numbers)
    if delay < limit:
        margin = voice.length(limit - max(0, delay))
        return voice("explain.done.met", **numbers, margin=margin)
    return _late(case, numbers | {"over": voice.length(delay - limit)}, delay, limit, ceiling)


def _late(case: Case, numbers: dict[str, Any], delay: Ms, limit: Ms, ceiling: Ms) -> str:
    voice = case.voice
    if case.code == "no_late_credit":
        return voice("explain.done.no_credit", **numbers)
    if ceiling == limit:
        return voice("explain.done.hard", **numbers)
    most = voice.length(ceiling)
    if delay > ceiling:
        return voice("explain.done.very_late", **numbers, ceiling=most)
    return voice("explain.done.late", **numbers, ceiling=most)


def _not_done(case: Case, limit: Ms | None, roles: str, action: str) -> str:
    voice, due = case.voice, case.duty["due_ms"]
    if limit is None or due is None:
        return voice("explain.not_done.unlimited", roles=roles, action=action)
    numbers = {"roles": roles, "action": action, "limit": voice.length(limit)}
    if case.is_open:
        return voice("explain.not_done.pending", **numbers, due=voice.clock(due))
    return voice("explain.not_done.missed", **numbers, due=voice.clock(due))


def _not_escalated(case: Case) -> str:
    due = case.at("due_ms")
    if case.is_open:
        return case.voice("explain.escalation.pending", due=due)
    return case.voice("explain.escalation.missed", due=due)


def _came(voice: Voice, came: list[str]) -> str:
    if not came:
        return voice("explain.quorum.nobody")
    return voice("explain.quorum.came", count=len(came), roles=voice.roles(came))


def _short(case: Case) -> str:
    limit, due = case.of_step.within, case.duty["due_ms"]
    if limit is None or case.is_open:
        return _not_done(case, limit, case.roles, case.action)
    length = case.voice.length(limit)
    return case.voice("explain.quorum.missed", limit=length, due=case.voice.clock(due))


def _escalated(voice: Voice, escalation: Paper | None) -> str:
    if escalation is None or escalation["done_ms"] is None:
        return ""
    step = voice.setting.steps[escalation["step"]]
    asked = step.escalate
    by = escalation["by"] + (f"/{escalation['person']}" if escalation["person"] else "")
    return voice(
        "explain.escalated",
        who=voice.who(by),
        time=voice.clock(escalation["done_ms"]),
        action=voice.action((asked and asked.does) or step.does),
    )
