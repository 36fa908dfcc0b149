"""The hot wash in real browsers: moments replayed, people's words on the board, a survey asked, answered and read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Evaluator, Facilitator, Participant, Person
from tests.browser.test_desks import fits, lead, sit_down
from tests.serving import Served

OTHER = {"zh": "en", "en": "zh"}
REQUIRED = 6
"""How many questions of the shipped survey must be answered."""


@pytest.fixture
def exercise(server: Served) -> Any:
    """A launched drill in which operations duty is played by a person and the others are simulated."""
    launch = {"scenario": "micro-reportable", "fill": True, "tables": [{"name": "A", "seats": {}}]}
    return server.ask("POST", "/exercises", launch, holder=server.facilitator())


def played(come: Come, exercise: Any, lang: str, **more: Any) -> Facilitator:
    """Lead the exercise to EndEx and go on to the hot wash."""
    facilitator = lead(come, exercise, lang, **more)
    facilitator.start()
    facilitator.jump("10m")
    facilitator.end()
    facilitator.follow("hotwash")
    facilitator.sees(facilitator.t("hotwash.worst"))
    return facilitator


def prepare_and_open(facilitator: Facilitator) -> None:
    """Leave one question out, add one, and open the survey with names optional."""
    page = facilitator.page
    facilitator.tab("survey")
    facilitator.sees(facilitator.t("survey.prepare"))
    page.get_by_role("checkbox").nth(8).uncheck()
    facilitator.press("survey.add")
    expect(facilitator.button("survey.open")).to_be_disabled()
    facilitator.sees(facilitator.t("survey.lacks.title"))
    name = facilitator.t("survey.title")
    page.get_by_label(facilitator.t("survey.in_zh", name=name)).fill("会议桥好用吗？")
    page.get_by_label(facilitator.t("survey.in_en", name=name)).fill("Was the bridge any good?")
    facilitator.press("survey.open")
    facilitator.sees(facilitator.t("survey.is_open"))


def answer(ops: Person, words: str) -> None:
    """Answer what is required with four out of five, and say something."""
    steps = ops.page.locator("fieldset:has(.needed) input[value='4']")
    expect(steps).to_have_count(REQUIRED)
    for step in steps.all():
        step.check()
    ops.page.locator("form[novalidate] textarea").last.fill(words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hot_wash_from_endex_to_the_survey_s_results(
    come: Come, exercise: Any, accessible: Check, lang: str
):
    ops = sit_down(come, exercise, OTHER[lang])
    facilitator = played(come, exercise, lang)
    page = facilitator.page
    accessible(page)
    fits(page)

    page.locator(".moments.best .moment").first.click()
    expect(page.locator(".mark.best[aria-pressed='true']")).to_have_count(1)
    before = page.locator(".replay .point .time").inner_text()
    facilitator.press("hotwash.play")
    expect(facilitator.button("hotwash.pause")).to_be_visible()
    expect(page.locator(".replay .point .time")).not_to_have_text(before)
    facilitator.press("hotwash.timer.start")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"29:5\d"))

    ops.page.get_by_role("radio", name=ops.t("hotwash.improvement")).check()
    ops.page.get_by_role("textbox", name=ops.t("hotwash.note.text")).fill("电话打不通 <b>x</b>")
    ops.press("hotwash.note.send")
    facilitator.tab("hotwash.topics")
    topic = page.get_by_role("listitem").filter(has_text="电话打不通 <b>x</b>")
    expect(topic).to_be_visible(timeout=15_000)
    expect(topic).not_to_contain_text("Li")
    accessible(page)
    topic.get_by_role("button", name=facilitator.t("hotwash.observe"), exact=True).click()
    accessible(page)
    facilitator.confirm("observation.keep")
    expect(topic.get_by_text(facilitator.t("hotwash.observed"), exact=True)).to_be_visible()

    prepare_and_open(facilitator)
    accessible(page)
    ops.press("survey.begin")
    ops.page.get_by_role("checkbox", name=ops.t("survey.unnamed")).check()
    ops.press("survey.send")
    ops.sees(ops.t("survey.still_missing", count=REQUIRED))
    accessible(ops.page)
    answer(ops, "=1+1")
    fits(ops.page)
    ops.press("survey.send")
    ops.sees(ops.t("survey.given_anonymously"))
    facilitator.sees(facilitator.t("survey.answered", n=1, of=1))
    facilitator.sees("=1+1")
    facilitator.sees(facilitator.t("survey.few"))
    accessible(page)
    fits(page)
    with page.expect_download() as kept:
        facilitator.press("survey.download")
    assert kept.value.suggested_filename.endswith(".csv")
    facilitator.press("survey.close")
    facilitator.confirm("survey.close")
    expect(ops.button("survey.change")).to_be_hidden()
    ops.sees(ops.t("survey.is_closed"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_word_of_the_hot_wash_becomes_an_observation_at_the_desk_and_in_the_report(
    come: Come, exercise: Any, lang: str
):
    ops = sit_down(come, exercise, OTHER[lang])
    vera = Evaluator(come(exercise["links"]["evaluator"], lang=lang), lang)
    vera.come_in("Vera")
    played(come, exercise, lang)
    ops.page.get_by_role("radio", name=ops.t("hotwash.improvement")).check()
    ops.page.get_by_role("textbox", name=ops.t("hotwash.note.text")).fill("nobody picked up")
    ops.press("hotwash.note.send")

    table = exercise["tables"][0]["id"]
    page = vera.page
    page.goto(f"/tables/{table}/hotwash")
    vera.tab("hotwash.topics")
    topic = page.get_by_role("listitem").filter(has_text="nobody picked up")
    topic.get_by_role("button", name=vera.t("hotwash.observe"), exact=True).click()
    dialog = page.get_by_role("dialog")
    words = dialog.get_by_label(vera.t("observation"), exact=True)
    expect(words).to_have_value("nobody picked up")
    kind = dialog.get_by_label(vera.t("observation.kind"), exact=True)
    expect(kind).to_have_value("improvement")
    words.fill("The call list is out of date")
    step = dialog.get_by_label(vera.t("observation.step"), exact=True)
    step.select_option(index=1)
    about = step.locator("option:checked").inner_text()
    vera.confirm("observation.keep")
    expect(topic.get_by_text(vera.t("hotwash.observed"), exact=True)).to_be_visible()
    expect(topic).to_contain_text("nobody picked up")

    page.goto(f"/tables/{table}/evaluate")
    note = page.get_by_role("listitem").filter(has_text="The call list is out of date")
    expect(note).to_contain_text(about)
    expect(note).to_contain_text(vera.t("observation.improvement"))
    page.goto(f"/reports/{table}?kind=eeg&lang={lang}")
    vera.sees("The call list is out of date")


def test_an_answer_given_offline_is_kept_and_sent_when_the_connection_is_back(
    come: Come, exercise: Any
):
    ops = sit_down(come, exercise, "en")
    facilitator = played(come, exercise, "en")
    facilitator.tab("survey")
    facilitator.press("survey.open")
    ops.press("survey.begin")
    answer(ops, "Sent from the cellar")
    ops.page.reload()
    expect(ops.page.locator("form[novalidate] textarea").last).to_have_value("Sent from the cellar")
    ops.page.context.set_offline(True)
    ops.sees(ops.t("link.lost"))
    ops.press("survey.send")
    ops.sees(ops.t("queue.waiting"))
    ops.page.context.set_offline(False)
    ops.sees(ops.t("survey.given"))
    facilitator.sees("Sent from the cellar")
    ops.press("survey.change")
    ops.page.locator("form[novalidate] textarea").last.fill("Sent from the roof")
    ops.press("survey.send")
    facilitator.sees("Sent from the roof")
    expect(facilitator.page.get_by_text("Sent from the cellar")).to_be_hidden()
    facilitator.sees(facilitator.t("survey.answered", n=1, of=1))


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_the_hot_wash_fits_a_phone_and_a_wall(
    come: Come, exercise: Any, accessible: Check, lang: str, scheme: str
):
    sit_down(come, exercise, lang)
    facilitator = played(come, exercise, lang, width=390, color_scheme=scheme)
    for tab in ("hotwash.moments", "hotwash.topics", "survey"):
        facilitator.tab(tab)
        fits(facilitator.page)
        accessible(facilitator.page)
    wall = exercise["tables"][0]["links"]["observer"]
    watching = Person(come(wall, lang=lang, width=1920, height=1080, color_scheme=scheme), lang)
    watching.sees(watching.t("hotwash.worst"))
    fits(watching.page)
    accessible(watching.page)


def test_before_endex_the_hot_wash_says_that_it_waits(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "en")
    evaluator = Evaluator(come(exercise["links"]["evaluator"], lang="en"), "en")
    evaluator.come_in("Vera")
    facilitator.start()
    table = exercise["tables"][0]["id"]
    evaluator.page.goto(f"/tables/{table}/hotwash")
    evaluator.sees(evaluator.t("hotwash.not_ended"))
    facilitator.end()
    evaluator.sees(evaluator.t("hotwash.worst"))
    evaluator.tab("survey")
    evaluator.sees(evaluator.t("survey.none"))


def test_where_scores_are_not_shown_a_seat_has_no_moments_but_its_word(come: Come, server: Served):
    launch = {
        "scenario": "micro-reportable",
        "fill": True,
        "show_scores_after": False,
        "tables": [{"name": "A", "seats": {}}],
    }
    hidden = server.ask("POST", "/exercises", launch, holder=server.facilitator())
    ops: Participant = sit_down(come, hidden, "en")
    played(come, hidden, "en")
    ops.sees(ops.t("hotwash.note.about"))
    expect(ops.page.get_by_text(ops.t("hotwash.own"), exact=True)).to_have_count(0)
