"""The report page in real browsers: every kind, the narrative written and put back, on a phone, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Facilitator
from tests.browser.test_desks import fits, lead
from tests.serving import Served

OTHER = {"zh": "en", "en": "zh"}


@pytest.fixture
def exercise(server: Served) -> Any:
    """A launched drill that simulated colleagues play."""
    launch = {"scenario": "micro-reportable", "fill": True, "tables": [{"name": "A", "seats": {}}]}
    return server.ask("POST", "/exercises", launch, holder=server.facilitator())


def reported(come: Come, exercise: Any, lang: str, **more: Any) -> Facilitator:
    """Lead the exercise to EndEx and go on to its report."""
    facilitator = lead(come, exercise, lang, **more)
    facilitator.start()
    facilitator.jump("10m")
    facilitator.end()
    facilitator.follow("review")
    facilitator.follow("report")
    expect(facilitator.page.get_by_role("article")).to_be_visible()
    return facilitator


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_report_is_shown_and_can_be_used_by_everybody(
    come: Come, exercise: Any, accessible: Check, lang: str
):
    facilitator = reported(come, exercise, lang)
    page = facilitator.page
    for kind in ("summary", "aar", "eeg", "eeg-blank", "brief", "workbook"):
        page.get_by_label(facilitator.t("report.kind")).select_option(kind)
        title = facilitator.t(f"report.kind.{kind}")
        expect(page.get_by_role("article", name=title, exact=True)).to_be_visible()
        accessible(page)


def test_the_narrative_is_written_looked_at_and_put_back_with_the_keyboard(
    come: Come, exercise: Any, accessible: Check
):
    facilitator = reported(come, exercise, "en")
    page = facilitator.page
    facilitator.press("narrative")
    page.get_by_role("button", name=re.compile("^Rewrite.*Conclusion")).focus()
    page.keyboard.press("Enter")
    words = page.get_by_label(facilitator.t("narrative.words"))
    expect(words).to_be_focused()
    accessible(page)
    words.fill("We held the line.\n\nThe <b>second</b> paragraph.")
    page.get_by_role("dialog").get_by_role(
        "button", name=facilitator.t("narrative.keep"), exact=True
    ).press("Enter")
    expect(page.get_by_role("article").get_by_text("We held the line.")).to_be_visible()
    expect(page.get_by_role("article").get_by_text("The <b>second</b> paragraph.")).to_be_visible()
    facilitator.press("narrative.see_draft")
    expect(page.locator("blockquote")).to_contain_text("By the rules of scoring")
    facilitator.press("narrative.back")
    facilitator.confirm("narrative.back")
    expect(page.get_by_role("article").get_by_text("We held the line.")).to_have_count(0)


def test_what_was_typed_is_not_lost_by_a_slip(come: Come, exercise: Any):
    facilitator = reported(come, exercise, "zh")
    page = facilitator.page
    facilitator.press("narrative")
    page.get_by_role("button", name=re.compile("^改写")).first.click()
    page.get_by_label(facilitator.t("narrative.words")).fill("写到一半")
    page.keyboard.press("Escape")
    facilitator.sees(facilitator.t("narrative.discard"))
    page.get_by_role("dialog", name=facilitator.t("narrative.discard")).get_by_role(
        "button", name=facilitator.t("cancel"), exact=True
    ).click()
    expect(page.get_by_label(facilitator.t("narrative.words"))).to_have_value("写到一半")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_fits_a_phone(come: Come, exercise: Any, lang: str):
    facilitator = reported(come, exercise, lang)
    facilitator.page.set_viewport_size({"width": 390, "height": 844})
    fits(facilitator.page)
    facilitator.page.emulate_media(color_scheme="dark")
    fits(facilitator.page)
