"""From a finding to the next version of the plan: accepted by its author, approved by somebody else, taken home."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Facilitator, Person
from tests.browser.test_journey import PLAN
from tests.serving import Served

NOBODY = ("ops-duty", "trading-tech", "it-head", "compliance", "regulator-liaison")
"""Roles that nobody plays, so that their duties are missed."""


def test_a_change_of_the_plan_is_approved_by_another_person(
    come: Come, server: Served, accessible: Check
):
    author = Facilitator(come(server.key, lang="zh"), "zh")
    author.sees(author.t("scenarios"))
    author.page.goto(f"/tables/{missed(server)}/control")
    author.start()
    ended = author.page.get_by_role("link", name=author.t("review"), exact=True)
    expect(ended).to_be_visible(timeout=90_000)
    ended.click()
    draft = begin_draft(author)
    author.page.get_by_role("button", name=re.compile(f"^{author.t('accept')}")).first.click()
    author.tab("redline")
    expect(author.page.locator(".redline ins").first).to_be_visible(timeout=20_000)
    accessible(author.page)
    author.page.get_by_label(author.t("approval.note")).fill("演练后修订")
    author.press("approval.submit")
    author.sees(author.t("approval.wait"))
    expect(author.button("approval.approve")).to_have_count(0)
    other = Person(come(server.key, lang="en"), "en")
    other.sees(other.t("scenarios"))
    other.page.goto(draft)
    other.page.get_by_label(other.t("approval.name"), exact=True).fill("Second Person")
    other.press("approval.approve")
    expect(other.button("approval.take_back")).to_be_visible()
    accessible(other.page)
    other.page.get_by_role("button", name=re.compile(f"^{other.t('publish')}")).click()
    other.sees(other.t("published_by", name="Second Person"))
    accessible(other.page)
    with other.page.expect_download() as taken:
        other.press("yaml")
    assert taken.value.suggested_filename.startswith(PLAN)


def missed(server: Served) -> str:
    """Launch a drill in which several seats stay empty, twenty minutes in twenty seconds; returns its table."""
    seats = dict.fromkeys(NOBODY, "open")
    tables = [{"name": "A", "seats": seats}]
    launch = {"scenario": "micro-reportable", "speed": 60, "tables": tables}
    made: Any = server.ask("POST", "/exercises", launch, holder=server.facilitator())
    return str(made["tables"][0]["id"])


def begin_draft(author: Facilitator) -> str:
    """Make a draft of every finding that is shown; returns its address."""
    author.tab("findings_actions")
    boxes = author.page.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    author.page.get_by_label(author.t("draft.author")).fill("王")
    author.page.locator("form").get_by_role("button").first.click()
    author.page.wait_for_url("**/drafts/*")
    return author.page.url
