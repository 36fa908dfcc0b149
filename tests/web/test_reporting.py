"""The reporting analysis over the interface: who may ask, what it says of finished exercises, its chart."""

from __future__ import annotations

import json
import re
import urllib.error
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from exercise.evaluation.story_limits import due_at, is_weekday
from scenarios.reporting_clock import Span
from scenarios.timing import HOUR, MINUTE
from tests.exercise.builders import setting
from tests.serving import Served
from tests.web.past import Past
from web.register.calendar import china
from web.reports.charts_reporting import reporting_chart
from web.reports.reporting import reporting_paper
from web.reports.reporting_words import reason_words
from web.reports.speech import Words
from web.table import Table

TEAMS = ("ups-model.yaml", "ups-sleepy.yaml", "ups-deviating.yaml")
LANGUAGES = ("zh-CN", "en")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Table]]:
    """The tables of the sample teams, by the team's name."""
    past = Past(Path(tmp_path_factory.mktemp("past")))
    exercise = past.exercise(TEAMS, "2026-03-20T08:00:00Z", "Reports")
    runs = past.house.store.exercises.runs(exercise)
    named = zip(TEAMS, sorted(runs, key=lambda run: run.name), strict=True)
    yield {team.removesuffix(".yaml"): past.house.table(run.id) for team, run in named}
    past.close()


def duty(paper: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the duty called *name*."""
    (found,) = [one for one in paper["duties"] if one["id"] == name]
    return dict(found)


def test_a_written_report_is_told_with_what_it_said_and_what_was_so(tables):
    found = duty(reporting_paper(tables["ups-sleepy"]), "G3#1@bureau")
    (sent,) = found["sent"]
    grade = next(one for one in sent["facts"] if one["field"] == "grade")
    assert (grade["code"], grade["said"], grade["truth"]) == (
        "false",
        [{"zh": "一般", "en": "General"}],
        [{"zh": "较大", "en": "Larger"}],
    )
    assert sent["classes"] == ["late", "omitted", "false"]
    assert found["due_ms"] == 27 * MINUTE
    assert found["every_ms"] == 30 * MINUTE


def test_every_reason_has_its_class_and_the_lines_that_prove_it(tables):
    found = duty(reporting_paper(tables["ups-sleepy"]), "G2#1@bureau")
    (reason,) = found["reasons"]
    assert (reason["code"], reason["class"]) == ("step_late", "late")
    assert reason["numbers"] == {"due_ms": 17 * MINUTE, "late_ms": 220_000}
    assert [line["at"] for line in reason["proof"]][-1] == 17 * MINUTE + 220_000


def test_grades_and_fields_are_told_by_their_titles(tables):
    found = duty(reporting_paper(tables["ups-deviating"]), "G3#1@bureau")
    numbers = {one["code"]: one["numbers"] for one in found["reasons"]}
    assert numbers["under_graded"]["said"] == [{"zh": "一般", "en": "General"}]
    (field,) = numbers["fact_false"]["fields"]
    assert field["en"].startswith("Degree")


def test_a_good_team_has_no_class_at_all(tables):
    paper = reporting_paper(tables["ups-model"])
    assert paper["totals"] == {"late": 0, "omitted": 0, "false": 0, "concealed": 0}
    assert paper["first_report_ms"] == 13 * MINUTE


def test_rules_that_fit_but_judge_nobody_are_named(tables):
    left = {
        one["clock"]: one["reason"] for one in reporting_paper(tables["ups-model"])["not_judged"]
    }
    assert left["CN-SEC-2021"] == "unverified"
    assert left["CN-SEC-2012-A"] == "superseded"
    assert "CN-EXCH" not in left, "the plan's own steps name it"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("team", ["ups-model", "ups-sleepy", "ups-deviating"])
def test_the_chart_is_well_formed_and_says_every_outcome(tables, team, language):
    paper, say = reporting_paper(tables[team]), Words(language)
    drawn = ET.fromstring(reporting_chart(paper, say))
    said = " ".join("".join(part.itertext()) for part in drawn.iter())
    for one in paper["duties"]:
        for each in one["classes"]:
            assert say(f"reporting.short.{each}") in said
    assert not re.search(r"reporting\.[a-z]", said), "a key without words"


REASONS = {
    "step_late": {"due_ms": 17 * MINUTE, "late_ms": 220_000},
    "step_missed": {"due_ms": 17 * MINUTE},
    "quorum_short": {"due_ms": 17 * MINUTE},
    "cadence_gap": {"longest_ms": 51 * MINUTE, "every_ms": 30 * MINUTE, "count": 2},
    "fact_false": {"fields": [{"zh": "等级", "en": "grade"}, {"zh": "时间", "en": "time"}]},
    "fact_omitted": {"fields": [{"zh": "范围", "en": "scope"}]},
    "under_graded": {"said": [{"": "low"}], "truth": [{"": "high"}], "known": False},
    "relapse_unreported": {"at_ms": 50 * MINUTE, "service": {"zh": "交易", "en": "trading"}},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_a_whole_sentence(code, language):
    said = reason_words({"code": code, "numbers": REASONS[code]}, Words(language))
    assert said.endswith("。" if language == "zh-CN" else ".")
    assert not re.search(r"\{\{|reporting\.|None|–", said)


def test_reasons_say_what_was_due_and_what_came():
    zh, en = Words("zh-CN"), Words("en")
    late = {"code": "step_late", "numbers": REASONS["step_late"]}
    assert reason_words(late, en) == "The first report was due by T+17:00 and came 3m 40s late."
    assert reason_words(late, zh) == "首次报告应在 T+17:00 前发出，迟了 3分40秒。"
    never = {"code": "step_missed", "numbers": {}}
    assert reason_words(never, zh) == "应及时报告，直至演练结束也没有报告。"
    knowing = {"code": "under_graded", "numbers": REASONS["under_graded"] | {"known": True}}
    assert reason_words(knowing, en).endswith("though the sender had stated a higher one before.")


def test_the_chart_keeps_texts_that_look_like_markup_as_texts(tables):
    paper = reporting_paper(tables["ups-model"])
    duties = [one | {"title": {"": "<b>&x</b>"}} for one in paper["duties"]]
    drawn = reporting_chart(paper | {"duties": duties}, Words("en"))
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;x&lt;/b&gt;" in drawn


def test_without_duties_there_is_no_chart(tables):
    paper = reporting_paper(tables["ups-model"]) | {"duties": []}
    assert reporting_chart(paper, Words("en")) == ""


def test_working_days_leave_out_the_holidays_of_china():
    """From Monday 16 March 2026 the 15th weekday is 6 April, a day off for Qingming: the 7th it is."""
    start = setting().scenario.story_start
    span = Span("working-day", 15)
    weekdays = due_at(start, HOUR, span, is_weekday)
    in_china = due_at(start, HOUR, span, china().is_working)
    assert (weekdays, in_china) == ((21 * 24 + 14) * HOUR, (22 * 24 + 14) * HOUR)
    assert not china().is_working(date(2026, 4, 6))


def test_a_month_ends_on_the_last_day_of_a_shorter_one():
    start = setting().scenario.story_start.replace(month=1, day=31)
    assert due_at(start, 0, Span("month", 1), is_weekday) == 28 * 24 * HOUR


def refused(server: Served, path: str, holder: str | None) -> tuple[int, str]:
    """Return status and code of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        server.ask("GET", path, None, holder)
    return error.value.code, str(json.load(error.value)["refused"])


def test_while_it_runs_only_facilitators_and_evaluators_may_ask(server, launch, enter):
    exercise = launch()
    table = exercise["tables"][0]
    path = f"/tables/{table['id']}/reporting"
    facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    assert facilitator.control("start")["ok"]
    evaluator = server.enter(exercise["links"]["evaluator"], "Eve")
    seat = server.enter(table["links"]["seats"]["ops-duty"], "Li")
    told = server.ask("GET", path, None, evaluator)
    assert (told["has_ended"], told["totals"]["late"]) == (False, 0)
    assert refused(server, path, seat) == (403, "not_yet")
    assert refused(server, path, server.enter(table["links"]["observer"]))[0] == 403
    assert facilitator.control("jump", to=30 * MINUTE)["ok"]
    assert facilitator.control("end")["ok"]
    assert server.ask("GET", path, None, seat)["has_ended"]


def test_scores_that_are_not_shown_keep_the_analysis_from_participants(server, launch, enter):
    exercise = launch(show_scores_after=False)
    table = exercise["tables"][0]
    facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    assert facilitator.control("start")["ok"]
    assert facilitator.control("end")["ok"]
    seat = server.enter(table["links"]["seats"]["ops-duty"], "Li")
    assert refused(server, f"/tables/{table['id']}/reporting", seat) == (403, "not_yours")


def test_the_table_of_clocks_is_for_anybody_with_a_pass(server, launch):
    exercise = launch()
    seat = server.enter(exercise["tables"][0]["links"]["seats"]["ops-duty"], "Li")
    told = server.ask("GET", "/reporting-clocks", None, seat)
    rows = {row["id"]: row for row in told["clocks"]}
    assert rows["CN-SEC-2021"]["verification"] == "unverified"
    assert rows["CN-SEC-2021"]["to_fill"] == ["anchor", "first", "cadence", "until", "final"]
    assert rows["EU-DORA-INIT"]["at_latest"]["within"] == {"unit": "hour", "amount": 24}
    assert refused(server, "/reporting-clocks", None) == (401, "who_are_you")
