"""Downloading a report from the page: any kind, language and format, by keyboard, and what is said when it fails."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Check, Come
from tests.browser.people import Facilitator
from tests.browser.test_desks import fits, lead
from tests.serving import Served


@pytest.fixture
def exercise(server: Served) -> Any:
    """A launched drill that simulated colleagues play."""
    launch = {"scenario": "micro-reportable", "fill": True, "tables": [{"name": "A", "seats": {}}]}
    return server.ask("POST", "/exercises", launch, holder=server.facilitator())


def asked(come: Come, exercise: Any, lang: str, **more: Any) -> Facilitator:
    """Lead the exercise to EndEx, go on to its report and open the dialog with the keyboard."""
    facilitator = lead(come, exercise, lang, **more)
    facilitator.start()
    facilitator.jump("10m")
    facilitator.end()
    facilitator.follow("review")
    facilitator.follow("report")
    button = facilitator.page.get_by_role("button", name=facilitator.t("file.download"), exact=True)
    expect(button).to_be_visible()
    button.focus()
    facilitator.page.keyboard.press("Enter")
    expect(facilitator.page.get_by_role("dialog")).to_be_visible()
    return facilitator


def kept(facilitator: Facilitator, format: str) -> Path:
    """Press the button of *format* and return the file that was kept."""
    page: Page = facilitator.page
    name = facilitator.t("file.get", format=facilitator.t(f"file.format.{format}"))
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text=f".{format}")).to_be_visible()
    assert download.value.suggested_filename.endswith(f".{format}")
    return Path(download.value.path())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_is_kept_in_the_kind_language_and_format_that_were_chosen(
    come: Come, exercise: Any, accessible: Check, lang: str
):
    facilitator = asked(come, exercise, lang)
    page = facilitator.page
    accessible(page)
    page.get_by_label(facilitator.t("file.kind"), exact=True).select_option("brief")
    page.get_by_label(facilitator.t("file.language"), exact=True).select_option("en")
    first = PdfReader(kept(facilitator, "pdf")).pages[0].extract_text()
    assert "Executive brief" in first
    assert "EXERCISE" in first
    assert json.loads(kept(facilitator, "json").read_bytes())["format"] == "startex/report@1"
    assert kept(facilitator, "docx").read_bytes().startswith(b"PK")


def test_the_dialog_fits_a_phone_and_says_when_the_network_is_gone(
    come: Come, exercise: Any, accessible: Check
):
    facilitator = asked(come, exercise, "en", width=390)
    page = facilitator.page
    fits(page)
    accessible(page)
    page.route(re.compile("/reports/"), lambda route: route.abort())
    page.get_by_role("button", name=re.compile("PDF")).click()
    expect(page.get_by_role("alert")).to_have_text(facilitator.t("error.offline"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    button = page.get_by_role("button", name=facilitator.t("file.download"), exact=True)
    expect(button).to_be_focused()
