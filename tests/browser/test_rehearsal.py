"""A facilitator rehearses a scenario before inviting anybody, reads what it tells, compares, stops and deletes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve

SCENARIO = "ups-single-path"
PATIENCE = 120_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of these tests' own, as rehearsals stand in one queue."""
    served = serve(tmp_path_factory.mktemp("rehearsed") / "data")
    yield served
    served.stop()


def arrive(come: Come, server: Served, lang: str, path: str, width: int = 1440) -> Person:
    """Let a facilitator come in by the server's key and open *path*."""
    me = Person(come(server.key, lang=lang, width=width), lang)
    expect(me.button("leave")).to_be_visible(timeout=15_000)
    me.page.goto(path)
    return me


def ask(server: Served, **wishes: object) -> str:
    """Ask for a rehearsal over the interface and return its id."""
    path = f"/scenarios/{SCENARIO}/rehearsals"
    made: str = server.ask("POST", path, wishes, server.facilitator())["id"]
    return made


def is_whole(page: Page) -> None:
    """Fail when the page is wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_scenario_is_rehearsed_from_its_page_and_tells_what_cannot_work(
    come: Come, server: Served, accessible: Check
):
    me = arrive(come, server, "en", f"/scenarios/{SCENARIO}")
    me.sees(me.t("rehearsal.never"))
    me.follow("rehearsal.title")
    expect(me.page.get_by_text(me.t("rehearsal.none"))).to_be_visible()
    me.page.get_by_label(me.t("rehearsal.runs"), exact=True).select_option("50")
    accessible(me.page)
    me.press("rehearsal.go")
    expect(me.page.get_by_role("progressbar")).to_be_visible(timeout=PATIENCE)
    first = me.page.get_by_role("tab").first
    expect(first).to_be_visible(timeout=PATIENCE)
    finding = me.page.get_by_role("tabpanel").get_by_role("listitem").first
    expect(finding).to_contain_text("DR site")
    for tab in ("duties", "services", "path", "people", "moves", "never", "best"):
        me.tab(f"rehearsal.tab.{tab}")
        accessible(me.page)
    me.page.goto(f"/scenarios/{SCENARIO}/launch")
    expect(me.page.get_by_role("link", name="Last rehearsal")).to_be_visible()


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 1440)])
def test_two_kinds_of_people_are_compared_side_by_side(
    come: Come, server: Served, accessible: Check, lang: str, width: int
):
    made = ask(server, runs=20, compare={"people": {"behaviour": "poor"}})
    me = arrive(come, server, lang, f"/rehearsals/{made}", width)
    compared = me.page.get_by_role("tab", name=me.t("rehearsal.tab.compared"))
    expect(compared).to_have_attribute("data-state", "active", timeout=PATIENCE)
    worse = "第 1 版 · 生疏更差。" if lang == "zh" else "Version 1 · Poor does worse."
    me.sees(worse)
    is_whole(me.page)
    accessible(me.page)


def test_the_form_is_filled_by_keyboard_and_a_role_is_tuned(come: Come, server: Served):
    me = arrive(come, server, "zh", f"/scenarios/{SCENARIO}/rehearse", 390)
    page = me.page
    chosen = page.get_by_role("radio", name="训练有素")
    expect(chosen).to_be_checked()
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="一般")).to_be_checked()
    page.get_by_text(me.t("rehearsal.tune"), exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label(me.t("rehearsal.tune_role")).select_option("ops-duty")
    role = page.get_by_role("group", name="运维值班经理")
    slider = role.get_by_label(me.t("rehearsal.tune.skip"))
    expect(slider).to_have_value("5")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(role.get_by_text(me.t("rehearsal.of_100", times=6))).to_be_visible()
    role.get_by_role("button", name=me.t("rehearsal.as_usual")).click()
    expect(slider).to_have_value("5")
    is_whole(page)


def test_a_rehearsal_is_stopped_and_deleted_only_after_a_question(come: Come, server: Served):
    made = ask(server, runs=10_000, seed=77)
    me = arrive(come, server, "en", f"/scenarios/{SCENARIO}/rehearse")
    row = me.page.get_by_role("listitem").filter(has_text="seed 77")
    expect(row.get_by_role("progressbar")).to_be_visible(timeout=PATIENCE)
    row.get_by_role("button", name=me.t("rehearsal.cancel")).click()
    me.confirm("rehearsal.cancel")
    expect(row).to_contain_text(me.t("rehearsal.state.cancelled"), timeout=15_000)
    row.get_by_role("button", name="Delete the rehearsal").click()
    me.confirm("rehearsal.delete")
    expect(row).to_have_count(0)
    me.page.goto(f"/rehearsals/{made}")
    me.sees(me.t("refused.no_such_rehearsal"))
