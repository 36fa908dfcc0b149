"""Duties over a course of time in sentences: cadence, order, prohibition and rpo."""

from __future__ import annotations

from exercise.conformance.obligation import VIOLATED
from web.explaining.case import Case


def cadence(case: Case) -> list[str]:
    """Return how often it was done, beside how often it was due."""
    voice, why = case.voice, case.why
    asked = voice(
        "explain.cadence.asked",
        roles=case.roles,
        action=case.action,
        every=voice.length(why["every_ms"]),
        start=case.at("anchor_ms"),
        close=voice.clock(_close(case)),
    )
    return [asked, _rhythm(case)]


def order(case: Case) -> list[str]:
    """Return whether what has to come first had been done when the step was first done."""
    voice, step = case.voice, case.of_step
    title = voice.subject(step.id)
    if case.duty["done_ms"] is None:
        if case.code == "no_pair":
            return [voice("explain.order.no_pair", step=title)]
        return [voice("explain.order.never_done", step=title)]
    numbers = {"who": case.who, "time": case.at("done_ms"), "step": title}
    missing = case.why["missing"]
    if missing:
        listed = voice.some(_quoted(case, missing))
        return [voice("explain.order.violated", **numbers, list=listed)]
    records = voice.proceedings.records
    called = [one for one in step.after if records[one].instances]
    return [voice("explain.order.met", **numbers, list=voice.some(_quoted(case, called)))]


def forbidden(case: Case) -> list[str]:
    """Return whether a prohibition was kept."""
    voice, numbers = case.voice, {"action": case.action}
    if case.duty["done_ms"] is None:
        if case.step is not None and case.step.is_prohibition:
            return [voice("explain.forbidden.obeyed", **numbers)]
        return [voice("explain.forbidden.never_done", **numbers)]
    numbers |= {"who": case.who, "time": case.at("done_ms")}
    if case.code != "done_while_forbidden":
        return [voice("explain.forbidden.met", **numbers)]
    if case.of_step.not_while is None:
        return [voice("explain.forbidden.before", **numbers), *_again(case)]
    return [voice("explain.forbidden.while", **numbers), *_again(case)]


def rpo(case: Case) -> list[str]:
    """Return how much data was lost, beside the RPO."""
    voice, lost, limit = case.voice, case.why["lost_ms"], case.why["rpo_ms"]
    numbers = {"service": voice.subject(case.duty["step"]), "rpo": voice.length(limit)}
    if lost <= 0:
        return [voice("explain.rpo.none", **numbers)]
    numbers["lost"] = voice.length(lost)
    if case.verdict == VIOLATED or lost > limit:
        return [voice("explain.rpo.violated", **numbers, over=voice.length(lost - limit))]
    return [voice("explain.rpo.met", **numbers)]


def _close(case: Case) -> int:
    closed: int | None = case.why["closed_ms"]
    return case.now if closed is None else closed


def _rhythm(case: Case) -> str:
    voice, why = case.voice, case.why
    if case.code == "closed_at_once":
        return voice("explain.cadence.closed_at_once")
    if case.code == "closed_in_time":
        if _close(case) - case.duty["anchor_ms"] > why["every_ms"]:
            return voice("explain.cadence.jumped")
        return voice("explain.cadence.closed_in_time")
    if not why["report_ms"]:
        return voice("explain.cadence.missed")
    times = voice.some(map(voice.clock, why["report_ms"]))
    longest = voice.length(why["longest_ms"])
    if not why["excess_ms"]:
        return voice("explain.cadence.met", times=times, longest=longest)
    excess = voice.length(why["excess_ms"])
    return voice("explain.cadence.late", times=times, longest=longest, excess=excess)


def _again(case: Case) -> list[str]:
    later = [case.voice.entries[seq].at for seq in case.duty["evidence"][1:]]
    if not later:
        return []
    return [
        case.voice("explain.forbidden.again", times=case.voice.some(map(case.voice.clock, later)))
    ]


def _quoted(case: Case, steps: list[str]) -> list[str]:
    return [f"“{case.voice.subject(step)}”" for step in steps]
