"""Time travel in real browsers: slider, keys, playback, other people's eyes; live, over, and refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Facilitator, Person
from tests.browser.test_desks import fits, lead, sit_down
from tests.serving import Served

OTHER = {"zh": "en", "en": "zh"}


@pytest.fixture
def exercise(server: Served) -> Any:
    """A launched drill in which operations duty is played by a person and the others are simulated."""
    launch = {"scenario": "micro-reportable", "fill": True, "tables": [{"name": "A", "seats": {}}]}
    return server.ask("POST", "/exercises", launch, holder=server.facilitator())


def moment(page: Page) -> Locator:
    """Return where the banner tells the moment looked at."""
    return page.get_by_test_id("replay-time")


def slider(person: Person) -> Locator:
    """Return the slider."""
    return person.page.get_by_role("slider", name=person.t("travel.slider"), exact=True)


def stands_at(person: Person, time: str) -> None:
    """Wait until the banner tells *time*."""
    words = person.t("travel.at", time=f"T+{time}")
    expect(moment(person.page)).to_have_text(words, timeout=15_000)


def look_through(person: Person, eyes: str) -> None:
    """Choose whose eyes."""
    person.page.get_by_label(person.t("travel.eyes")).select_option(value=eyes)


def travelled(come: Come, exercise: Any, lang: str, **more: Any) -> Facilitator:
    """Lead the exercise through ten minutes to EndEx and travel back."""
    facilitator = lead(come, exercise, lang, **more)
    facilitator.start()
    facilitator.jump("10m")
    facilitator.end()
    facilitator.follow("travel")
    facilitator.sees(facilitator.t("travel.replay"))
    return facilitator


@pytest.mark.parametrize(("lang", "width"), [("zh", 1440), ("en", 390)])
def test_a_facilitator_goes_through_what_is_over_by_keys_and_sees_what_a_seat_saw(
    come: Come, exercise: Any, accessible: Check, lang: str, width: int
):
    facilitator = travelled(come, exercise, lang)
    page = facilitator.page
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.get_by_text("演练 EXERCISE")).to_be_visible()
    slide = slider(facilitator)
    slide.focus()
    page.keyboard.press("Home")
    stands_at(facilitator, "00:00:00")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageDown")
    stands_at(facilitator, "00:02:00")
    before = page.get_by_text(re.compile(re.escape(facilitator.t("travel.score")))).first
    expect(before).to_be_visible()
    accessible(page)
    fits(page)

    look_through(facilitator, "role:ops-duty")
    expect(page.get_by_role("heading", name=facilitator.t("inbox"), exact=True)).to_be_visible()
    expect(page.get_by_text(facilitator.t("travel.score"))).to_be_hidden()
    stands_at(facilitator, "00:02:00")
    accessible(page)
    fits(page)
    facilitator.tab("messages")
    expect(facilitator.button("send")).to_be_hidden()

    look_through(facilitator, "observer")
    expect(page.get_by_test_id("clock")).to_be_visible()
    accessible(page)
    fits(page)
    slide.focus()
    page.keyboard.press("ArrowRight")
    expect(moment(page)).not_to_have_text(facilitator.t("travel.at", time="T+00:02:00"))
    page.reload()
    expect(page.get_by_test_id("clock")).to_be_visible(timeout=15_000)


def test_playback_moves_by_itself_and_the_log_leads_to_a_moment(come: Come, exercise: Any):
    facilitator = travelled(come, exercise, "en")
    page = facilitator.page
    page.get_by_label(facilitator.t("speed"), exact=True).select_option(value="60")
    facilitator.press("travel.play")
    expect(facilitator.button("travel.pause")).to_be_visible()
    expect(moment(page)).to_have_text(re.compile(r"T\+00:0[3-9]:"), timeout=15_000)
    facilitator.press("travel.pause")
    expect(facilitator.button("travel.play")).to_be_visible()
    held = moment(page).inner_text()
    facilitator.press("travel.on")
    expect(moment(page)).not_to_have_text(held)
    page.get_by_role("group", name=facilitator.t("travel.log")).get_by_role("button").first.click()
    stands_at(facilitator, "00:00:00")
    assert "seq=" in page.url


def test_now_goes_along_with_an_exercise_that_runs(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "zh")
    facilitator.start()
    facilitator.follow("travel")
    page = facilitator.page
    facilitator.sees(facilitator.t("travel.now.hint"))
    first = moment(page).inner_text()
    expect(moment(page)).not_to_have_text(first, timeout=15_000)
    slider(facilitator).focus()
    page.keyboard.press("Home")
    facilitator.sees(facilitator.t("travel.replay.hint"))
    stands_at(facilitator, "00:00:00")
    facilitator.press("travel.to_now")
    facilitator.sees(facilitator.t("travel.now.hint"))


def test_a_participant_looks_back_at_the_own_seat_once_it_is_over(
    come: Come, exercise: Any, accessible: Check
):
    ops = sit_down(come, exercise, "en")
    facilitator = lead(come, exercise, "zh")
    facilitator.start()
    table = exercise["tables"][0]["id"]
    ops.page.goto(f"/tables/{table}/travel")
    ops.sees(ops.t("refused.not_yet"))
    facilitator.jump("10m")
    facilitator.end()
    ops.page.goto(f"/tables/{table}/travel?as=facilitator&at=180000")
    stands_at(ops, "00:03:00")
    expect(ops.page.get_by_role("heading", name=ops.t("inbox"), exact=True)).to_be_visible()
    expect(ops.page.get_by_label(ops.t("travel.eyes"))).to_be_hidden()
    accessible(ops.page)
