"""Two owners at one draft at the same time, each in a browser of their own: nothing that either typed is lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.browser.test_journey import PLAN
from tests.serving import Served

STEP = "D1"
SOON = 20_000
"""Longer than the page waits until it asks again, and the server to read the plan on a busy machine."""


def test_two_owners_at_one_draft_lose_nothing(come: Come, server: Served, accessible: Check):
    draft = begun(server)
    li = Person(come(server.key, lang="zh"), "zh")
    wang = Person(come(server.key, lang="en"), "en")
    for person, name in ((li, "李"), (wang, "Wang")):
        person.sees(person.t("scenarios"))
        person.page.goto(f"/drafts/{draft}")
        person.page.get_by_label(person.t("register.signer")).fill(name)
        person.tab("draft.edit")
    form = open_step(wang)
    form.get_by_label(wang.t("step_key.within"), exact=True).fill("9m")
    form.get_by_label(wang.t("change.note")).fill("needs a second look")
    open_step(li).get_by_label(li.t("step_key.within"), exact=True).fill("7m")
    li.press("item.save")
    expect(li.page.get_by_role("tab", name=li.t("changes")).get_by_text("1")).to_be_visible()

    told = form.get_by_role("alert").filter(has_text=wang.t("meanwhile.by", name="李"))
    expect(told).to_be_visible(timeout=SOON)
    expect(told).to_contain_text("7m")
    expect(told).to_contain_text("9m")
    accessible(wang.page)
    told.get_by_role("button", name=wang.t("meanwhile.take_mine")).click()
    wang.press("item.save")
    expect(form.get_by_label(wang.t("change.note"))).to_have_value("")

    now = server.ask("GET", f"/drafts/{draft}", holder=server.facilitator())
    assert [(one["new"], one["by"], one["revision"]) for one in now["changes"]] == [
        ("9m", "Wang", 2)
    ]
    assert now["changes"][0]["note"] == "needs a second look"
    expect(open_step(li).get_by_label(li.t("step_key.within"), exact=True)).to_have_value(
        "9m", timeout=SOON
    )

    wang.page.context.set_offline(True)
    form.get_by_label(wang.t("step_key.within"), exact=True).fill("10m")
    wang.press("item.save")
    wang.sees(wang.t("draft.lost"))
    wang.page.context.set_offline(False)
    expect(wang.page.get_by_text(wang.t("draft.lost"))).to_have_count(0, timeout=SOON)
    expect(open_step(li).get_by_label(li.t("step_key.within"), exact=True)).to_have_value(
        "10m", timeout=SOON
    )


def begun(server: Served) -> str:
    """Return an empty draft over the shipped plan."""
    made: Any = server.ask("POST", f"/plans/{PLAN}/drafts", {"name": "Zhao"}, server.facilitator())
    return str(made["id"])


def open_step(person: Person) -> Locator:
    """Choose the step in the list of items and return its form."""
    items = person.page.get_by_role("navigation", name=person.t("item.choose"))
    items.get_by_role("button", name=STEP).first.click()
    return person.page.locator(f'section[aria-label^="{STEP} "]')
