"""Cases for the tests of exports: a small exercise, and one whose every text is an attack."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from exercise.entry import OUTSIDE, Entry
from exercise.exchange.case import Case
from exercise.facts import MessageSent, NoteTaken, RatingGiven
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, REFS, Journal, evaluation, setting, step
from tests.web.drilled import drilled
from web.reports.speech import Words

ATTACKS = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "# Heading **bold** [link](http://x) `code`",
    "bell \x07 nul \x00 escape \x1b end",
    "lone \ud800 surrogate \uffff",
    "right-to-left \u202e override",
    'two\r\nlines "quoted", comma; semicolon',
    "表情 🚨 " + "长" * 2000,
)


def pseudonym(by: str) -> str:
    """Return a name that is not the person's."""
    return f"p-{len(by)}-{sum(map(ord, by)) % 9973}"


def small(language: str = "en", **changes: object) -> Case:
    """Return an exercise of one alarm answered in time by Ann and one answered late, with an outage."""
    play = setting(
        step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN, criticality="critical"),
        services=[Service("trading", Text.plain("Trading"), rto=30 * MIN, rpo=0)],
        objectives=[Objective("O1", Text({"zh": "及时发现", "en": "Find it"}), ("D1",))],
    )
    journal = Journal().signal(2 * MIN, "alarm").act(3 * MIN, "duty/Ann", "acknowledge")
    journal.service(5 * MIN, "trading", "up", "down").service(15 * MIN, "trading", "down", "up")
    journal.signal(20 * MIN, "alarm").act(25 * MIN, "duty/Bo", "acknowledge", simulated=True)
    journal.end(60 * MIN)
    return (
        _case(play, journal, language) if not changes else _case(play, journal, language, **changes)
    )


def attacked(text: str, language: str = "en") -> Case:
    """Return an exercise in which *text* stands wherever people or authors can write."""
    title = Text({"zh": text, "en": text})
    one = step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN)
    play = setting(one, objectives=[Objective("O1", title, ("D1",))])
    journal = Journal().signal(2 * MIN, "alarm")
    journal.act(3 * MIN, f"duty/{text}", "acknowledge", text=text, form={"field": text})
    for fact in (
        MessageSent(("head",), text, subject=text),
        NoteTaken(text, kind="improvement"),
        RatingGiven("objective:O1", "M", text),
    ):
        seq = len(journal.entries) + 1
        journal.entries.append(Entry(seq, 4 * MIN, OUTSIDE, "", f"evaluator/{text}", fact))
    journal.end(60 * MIN)
    return _case(play, journal, language, title={"zh": text, "en": text}, table_name=text)


def _case(play: object, journal: Journal, language: str, **changes: object) -> Case:
    values: Mapping[str, object] = {
        "exercise": "e-1",
        "title": {"zh": "季度演练", "en": "Quarterly drill"},
        "table": "t-1",
        "table_name": "A",
        "setting": play,
        "refs": REFS,
        "entries": tuple(journal.entries),
        "evaluation": evaluation(play, journal),  # type: ignore[arg-type]
        "speech": Words("zh-CN" if language == "zh" else "en"),
        "mask": pseudonym,
        **changes,
    }
    return Case(**values)  # type: ignore[arg-type]


@cache
def shipped(language: str = "en") -> Case:
    """Return the shipped scenario as the model team played it."""
    played = drilled()
    scenario = played.run.proceedings.setting
    return Case(
        exercise="e-ups",
        title=dict(scenario.scenario.title.words),
        table="t-ups",
        table_name="A",
        setting=scenario,
        refs=REFS,
        entries=tuple(played.entries),
        evaluation=played.run.evaluation(),
        speech=Words("zh-CN" if language == "zh" else "en"),
        mask=pseudonym,
    )
