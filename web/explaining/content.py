"""Duties of content and of people in sentences: choice, facts, separation and record."""

from __future__ import annotations

from exercise.conformance.marks import FALSE, PART, RIGHT
from exercise.conformance.obligation import NOT_TRIGGERED
from exercise.facts import Acted
from web.explaining.case import Case, Paper
from web.explaining.voice import Voice


def choice(case: Case) -> list[str]:
    """Return what was chosen, and whether it was right by what held then."""
    voice, option = case.voice, case.why.get("option")
    if case.duty["done_ms"] is None:
        return [voice("explain.choice.no_answer")]
    numbers = {"who": case.who, "time": case.at("done_ms")}
    if option is None:
        return [voice("explain.choice.none", **numbers)]
    numbers["option"] = voice.option(case.of_step.does, str(option))
    if case.code == "best_option":
        return [voice("explain.choice.met", **numbers)]
    if case.code == "poorer_option":
        return [voice("explain.choice.partial", **numbers)]
    return [voice("explain.choice.violated", **numbers)]


def facts(case: Case) -> list[str]:
    """Return which fields of the reports were not so or left out, with what was said and what was so."""
    voice = case.voice
    if case.duty["done_ms"] is None:
        return [voice("explain.facts.no_answer")]
    said = [_said(case)]
    wrong = [one for one in case.stated if one["code"] != RIGHT]
    false = [_item(voice, one) for one in wrong if one["code"] == FALSE]
    omitted = [item for one in wrong if one["code"] != FALSE for item in _lacking(voice, one)]
    if false:
        said.append(voice("explain.facts.false", list=voice.some(dict.fromkeys(false), 4)))
    if omitted:
        said.append(voice("explain.facts.omitted", list=voice.some(dict.fromkeys(omitted), 4)))
    return said if wrong else [*said, voice("explain.facts.right")]


def separation(case: Case) -> list[str]:
    """Return who answered either of two steps that two people must answer."""
    voice, other = case.voice, case.of_step.distinct_from or ""
    numbers = {"step": voice.subject(case.of_step.id), "other": voice.subject(other)}
    if case.verdict == NOT_TRIGGERED or case.duty["done_ms"] is None:
        return [voice("explain.separation.not_both", **numbers)]
    first = voice.entries[case.duty["evidence"][0]]
    numbers |= {"who": case.who, "time": case.at("done_ms")}
    numbers |= {"whom": voice.who(first.by), "when": voice.clock(first.at)}
    if case.code == "same_person":
        return [voice("explain.separation.violated", **numbers)]
    return [voice("explain.separation.met", **numbers)]


def record(case: Case) -> list[str]:
    """Return how many acts were logged in time, and which were not."""
    voice, why = case.voice, case.why
    if case.code == "nothing_to_log":
        return [voice("explain.record.nothing")]
    counts = {"named": why["named"], "logged": why["logged"]}
    if why["within_ms"] is None:
        said = [voice("explain.record.unlimited", **counts)]
    else:
        within = voice.length(why["within_ms"])
        said = [voice("explain.record.asked", **counts, within=within)]
    if why["logged"] < why["named"]:
        missing = voice.some((_act(voice, seq) for seq in case.duty["evidence"]), 4)
        said.append(voice("explain.record.missing", list=missing))
    return said


def _said(case: Case) -> str:
    entries = [case.voice.entries[seq] for seq in case.duty["evidence"]]
    times = case.voice.some(case.voice.clock(entry.at) for entry in entries)
    return case.voice("explain.facts.said", who=case.who, action=case.action, times=times)


def _item(voice: Voice, mark: Paper) -> str:
    said, truth = (_value(voice, mark[key]) for key in ("said", "truth"))
    return voice("explain.facts.item", field=voice.text(mark["title"]), said=said, truth=truth)


def _lacking(voice: Voice, mark: Paper) -> list[str]:
    """Return what a field left out; of a set that was right in part, what it lacked and what it named wrongly."""
    if mark["code"] != PART:
        return [_item(voice, mark)]
    field = voice.text(mark["title"])
    lacking = [voice.text(one) for one in mark["truth"] if one not in mark["said"]]
    beyond = [voice.text(one) for one in mark["said"] if one not in mark["truth"]]
    said = [voice("explain.facts.lacks", field=field, list=voice.some(lacking, 4))]
    adds = [voice("explain.facts.adds", field=field, list=voice.some(beyond, 4))]
    return (said if lacking else []) + (adds if beyond else [])


def _value(voice: Voice, texts: list[dict[str, str]]) -> str:
    return voice.some(map(voice.text, texts), 4) if texts else voice("explain.facts.nothing")


def _act(voice: Voice, seq: int) -> str:
    entry = voice.entries[seq]
    action = voice.action(entry.fact.action) if isinstance(entry.fact, Acted) else ""
    return voice("explain.act_at", action=action, time=voice.clock(entry.at))
