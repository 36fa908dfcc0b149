"""The programme in a real browser: proposed, planned by keyboard, cancelled and taken back, launched from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve
from tests.web.past import Past

YEAR = 2027
DRILL = "First drill"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with one exercise that is over."""
    data = Path(tmp_path_factory.mktemp("programme")) / "data"
    before = Past(data)
    before.exercise(("ups-model.yaml",), "2026-03-02T02:00:00.000Z", DRILL)
    before.close()
    served = serve(data)
    yield served
    served.stop()


def arrive(come: Come, server: Served, lang: str, width: int = 1440) -> Person:
    """Let the facilitator of the server open the programme of a year to come."""
    page = come(server.key, lang=lang, width=width)
    person = Person(page, lang)
    expect(person.button("leave")).to_be_visible(timeout=15_000)
    page.goto(f"/programme?year={YEAR}")
    expect(person.button("programme.propose").first).to_be_visible(timeout=15_000)
    return person


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_year_is_proposed_planned_by_keyboard_and_launched(
    come: Come, server: Served, accessible: Check
) -> None:
    person = arrive(come, server, "en")
    page = person.page
    accessible(page)
    person.button("programme.propose").first.click()
    keep = page.get_by_role("button", name=re.compile(r"^Keep \d+ exercise"))
    expect(keep).to_be_enabled()
    accessible(page)
    keep.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("tab", name=person.t("programme.view.month")).click()
    grid = page.get_by_role("grid")
    cell = grid.locator('[tabindex="0"][role=gridcell]')
    cell.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    day = grid.locator("[role=gridcell]:focus").get_attribute("data-day")
    assert day is not None
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label(person.t("programme.field.day"))).to_have_value(day)
    dialog.get_by_label(person.t("scenario")).select_option("ups-single-path")
    dialog.get_by_label(person.t("programme.title_en")).fill("Autumn drill")
    dialog.get_by_role("button", name=person.t("programme.keep")).click()
    mark = grid.get_by_role("button", name=re.compile("Autumn drill"))
    expect(mark).to_be_visible()
    accessible(page)
    mark.click()
    dialog.get_by_role("button", name=person.t("programme.cancel")).click()
    question = page.get_by_role("dialog").last
    question.get_by_label(person.t("programme.cancel_why")).fill("the exchange is busy")
    question.get_by_role("button", name=person.t("programme.cancel")).click()
    person.button("programme.undo").click()
    mark.click()
    page.get_by_role("link", name=person.t("programme.launch")).click()
    person.button("launch.go").click()
    expect(page).to_have_url(re.compile(r"/exercises/e-"), timeout=15_000)
    planned = server.ask("GET", f"/programme?year={YEAR}", holder=server.facilitator())["planned"]
    launched = [one for one in planned if one["title"].get("en") == "Autumn drill"]
    assert [(one["state"], page.url.endswith(one["exercise"])) for one in launched] == [
        ("launched", True)
    ]


def test_every_part_fits_a_phone_and_is_accessible(
    come: Come, server: Served, accessible: Check
) -> None:
    person = arrive(come, server, "zh", width=390)
    page = person.page
    for part in ("year", "month", "list", "duties", "records"):
        page.get_by_role("tab", name=person.t(f"programme.view.{part}"), exact=True).click()
        assert not overflows(page)
        accessible(page)
    expect(page.get_by_text(DRILL)).to_be_visible()
    page.goto("/programme/settings")
    for part in ("mail.settings", "mail.sent", "register.feeds"):
        page.get_by_role("tab", name=person.t(part), exact=True).click()
        assert not overflows(page)
        accessible(page)
