"""The headline in sentences, and the best and worst moments with their titles and explanations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from exercise.evaluation.headline import FirstReport, Headline, LongestOutage
from exercise.evaluation.moments import Moment, find_moments
from exercise.script_paper import text_paper
from web.explaining.case import Paper
from web.explaining.explanations import Explanations
from web.explaining.voice import Voice
from web.reports.review import title_of
from web.table import Table


def moments_paper(table: Table, evaluation: Paper) -> dict[str, Any]:
    """Return the moments of *table* as *evaluation* judges it, people by their roles (docs/protocol.md)."""
    explained = Explanations(table, evaluation, names=False)
    found = find_moments(table.setting, evaluation, table.entries)
    paper = found.paper()
    paper["headline"] |= _titles(table, found.headline)
    paper["headline"]["sentences"] = _in_both(explained, found.headline)
    for kind, moments in (("best", found.best), ("worst", found.worst)):
        paper[kind] = [
            told | _told(table, explained, moment)
            for told, moment in zip(paper[kind], moments, strict=True)
        ]
    return paper


def _told(table: Table, explained: Explanations, moment: Moment) -> dict[str, Any]:
    return {
        "title": title_of(table.setting, moment.subjects[0]),
        "sentence": explained.sentence(moment.obligations[0]),
    }


def _titles(table: Table, told: Headline) -> dict[str, Any]:
    """Return outage and report of the headline with the titles of what they name."""
    outage, report = told.outage, told.report
    actions = table.setting.actions
    return {
        "outage": None
        if outage is None
        else asdict(outage) | {"title": title_of(table.setting, outage.service)},
        "report": None
        if report is None
        else asdict(report) | {"title": text_paper(actions[report.action].title)},
    }


def _in_both(explained: Explanations, told: Headline) -> list[dict[str, str]]:
    """Return the headline's sentences, each in every language."""
    voices = explained.voices
    said = zip(*(_sentences(voice, explained, told) for voice in voices), strict=True)
    return [{voice.short: one for voice, one in zip(voices, each, strict=True)} for each in said]


def _sentences(voice: Voice, explained: Explanations, told: Headline) -> Iterator[str]:
    yield _rated(voice, told)
    if told.gates:
        named = (_gate(voice, explained, gate) for gate in told.gates)
        yield voice("moment.gates", list=voice.some(named, 3))
    if told.outage is not None:
        yield _outage(voice, told.outage)
    if told.report is not None:
        yield _report(voice, told.report)
    elif told.has_report_duties:
        yield voice("moment.report.none")


def _rated(voice: Voice, told: Headline) -> str:
    if told.rating is None or told.score is None:
        return voice("moment.unrated")
    name, score = voice.named("rating", told.rating), voice.percent(told.score)
    return voice("moment.rated", rating=told.rating, name=name, score=score)


def _gate(voice: Voice, explained: Explanations, gate: str) -> str:
    verdict, _, name = gate.partition(":")
    duty = explained.duty(name)
    return voice(
        "moment.gate",
        step=voice.subject(duty["step"]),
        kind=voice.named("obligation", duty["kind"]),
        verdict=voice.named("verdict", verdict),
    )


def _outage(voice: Voice, outage: LongestOutage) -> str:
    numbers = {
        "service": voice.subject(outage.service),
        "start": voice.clock(outage.from_ms),
        "down": voice.length(outage.down_ms),
    }
    still = voice("moment.outage.open") if outage.to_ms is None else ""
    if outage.rto_ms is None:
        return voice.joined([voice("moment.outage.unlimited", **numbers), still])
    numbers["rto"] = voice.length(outage.rto_ms)
    over = outage.down_ms - outage.rto_ms
    if over <= 0:
        return voice.joined([voice("moment.outage.kept", **numbers), still])
    exceeded = voice("moment.outage.exceeded", **numbers, over=voice.length(over))
    return voice.joined([exceeded, still])


def _report(voice: Voice, report: FirstReport) -> str:
    numbers = {"time": voice.clock(report.at_ms), "role": voice.role(report.by)}
    if report.after_ms is None:
        return voice("moment.report.early", **numbers)
    return voice("moment.report.sent", **numbers, after=voice.length(report.after_ms))
