"""Tables side by side, a plan over its exercises, and exports, in a real browser, both languages, desk and phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve
from tests.web.past import PLAN, Past

ALARM = "does: acknowledge-alarm\n        by: [ops-duty]\n        when: {signal: alarm}\n"


@dataclass(frozen=True, slots=True)
class Played:
    """A server with an exercise of three tables, one of one table by a later version, and one of twelve."""

    served: Served
    three: str
    one: str
    twelve: str


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Three exercises of two versions of a plan."""
    data = Path(tmp_path_factory.mktemp("compared")) / "data"
    before = Past(data)
    teams = ("ups-model.yaml", "ups-deviating.yaml", "ups-sleepy.yaml")
    three = before.exercise(teams, "2026-03-02T02:00:00.000Z", "Three tables")
    before.publish(2, (f"{ALARM}        within: 3m", f"{ALARM}        within: 5m"))
    one = before.exercise(("ups-deviating.yaml",), "2026-03-16T02:00:00.000Z", "One table")
    twelve = before.exercise(teams * 4, "2026-04-16T02:00:00.000Z", "Twelve tables")
    before.close()
    served = serve(data)
    yield Played(served, three, one, twelve)
    served.stop()


@pytest.fixture
def server(past: Played) -> Served:
    """The server that people of these tests come to."""
    return past.served


def arrive(come: Come, past: Played, lang: str, path: str, width: int = 1440) -> Person:
    """Let a facilitator come in by the server's key and open *path*."""
    page = come(past.served.key, lang=lang, width=width)
    me = Person(page, lang)
    expect(me.button("leave")).to_be_visible(timeout=15_000)
    page.goto(path)
    expect(page.locator("main table").first).to_be_visible(timeout=15_000)
    return me


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_the_comparison_is_there_and_accessible(
    come: Come, past: Played, accessible: Check, lang: str
) -> None:
    me = arrive(come, past, lang, f"/exercises/{past.three}/compare")
    heat = me.page.get_by_role("region", name=me.t("compare.steps"))
    expect(heat.get_by_role("columnheader")).to_have_count(5)
    accessible(me.page)
    for tab in ("compare.delays", "services", "compare.repeated"):
        me.tab(tab)
        accessible(me.page)
    expect(me.page.locator("strong.mark")).to_be_visible()


def test_steps_are_sorted_by_a_table_with_the_keyboard(come: Come, past: Played) -> None:
    me = arrive(come, past, "en", f"/exercises/{past.three}/compare")
    heat = me.page.get_by_role("region", name=me.t("compare.steps"))
    first = heat.locator("tbody tr th[scope=row]").first
    expect(first).to_contain_text("D1")
    column = heat.get_by_role("button", name="Table C")
    column.focus()
    me.page.keyboard.press("Enter")
    expect(heat.get_by_role("columnheader", name="Table C")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(heat.locator("tbody tr").first.locator("td").nth(3)).to_contain_text(
        me.t("verdict.missed")
    )
    me.page.keyboard.press("Enter")
    expect(first).to_contain_text("D1")


def test_what_a_tint_says_is_said_in_words_too(come: Come, past: Played) -> None:
    me = arrive(come, past, "en", f"/exercises/{past.three}/compare")
    row = me.page.get_by_role("row").filter(has_text="D1 ·")
    cells = row.get_by_role("cell")
    expect(cells.nth(1)).to_contain_text(f"Table A: {me.t('verdict.met')}")
    expect(cells.nth(2)).to_contain_text(f"Table B: {me.t('verdict.missed')}")


@pytest.mark.parametrize("which", ["one", "twelve"])
def test_one_table_and_many_tables_fit_a_phone(
    come: Come, past: Played, accessible: Check, which: str
) -> None:
    path = f"/exercises/{getattr(past, which)}/compare"
    me = arrive(come, past, "zh", path, width=390)
    assert not overflows(me.page)
    me.tab("compare.delays")
    assert not overflows(me.page)
    accessible(me.page)


def test_a_file_for_another_program_is_downloaded(come: Come, past: Played) -> None:
    me = arrive(come, past, "en", f"/exercises/{past.three}/compare")
    me.press("export")
    dialog = me.page.get_by_role("dialog")
    name = me.t("export.get", format=me.t("export.format.oscal-poam"))
    with me.page.expect_download() as got:
        dialog.get_by_role("button", name=name).click()
    assert got.value.suggested_filename == f"EXERCISE-{past.three}-oscal-poam.json"
    document = json.loads(Path(got.value.path()).read_text(encoding="utf-8"))
    assert document["plan-of-action-and-milestones"]["poam-items"]
    # What holds one table only is offered where there is one.
    assert dialog.get_by_text(me.t("export.format.jsonl")).count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_is_followed_over_its_exercises(
    come: Come, past: Played, accessible: Check, lang: str
) -> None:
    me = arrive(come, past, lang, f"/plans/{PLAN}/history")
    me.sees(me.t("trend.limit_changed", was=_length(me, 3), now=_length(me, 5)))
    me.page.get_by_label(me.t("trend.procedure")).select_option("detect")
    expect(me.page.locator("section.card h2")).to_have_count(1)
    show = me.page.get_by_role("button", name=me.t("trend.show_delays")).first
    show.click()
    expect(me.page.locator("figure svg[role=img]")).to_be_visible()
    accessible(me.page)
    me.tab("trend.again")
    me.sees(me.t("trend.nth.3"))
    accessible(me.page)


def test_the_history_fits_a_phone_and_leads_to_the_comparison(come: Come, past: Played) -> None:
    me = arrive(come, past, "zh", f"/plans/{PLAN}/history", width=390)
    assert not overflows(me.page)
    me.page.get_by_role("link", name="Three tables").click()
    expect(me.page.get_by_role("heading", level=1, name=me.t("compare"))).to_be_visible()


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 1440)])
def test_coverage_is_walked_with_the_keyboard_and_leads_to_the_record(
    come: Come, past: Played, accessible: Check, lang: str, width: int
) -> None:
    me = arrive(come, past, lang, "/coverage", width)
    accessible(me.page)
    assert not overflows(me.page)
    me.page.goto(f"/plans/{PLAN}/coverage")
    first = me.page.get_by_role("gridcell").first
    first.focus()
    me.page.keyboard.press("End")
    expect(me.page.locator("[data-step=S6]")).to_be_focused()
    me.page.keyboard.press("Home")
    expect(first).to_be_focused()
    detail = me.page.get_by_role("region", name=me.t("coverage.detail"))
    expect(detail.get_by_role("link", name=me.t("coverage.review")).first).to_have_attribute(
        "href", re.compile(r"^/tables/t-\w+/travel\?seq=\d+$")
    )
    accessible(me.page)
    assert not overflows(me.page)
    me.page.get_by_role("button", name=me.t("coverage.by.age")).click()
    for tab in ("coverage.never", "coverage.world", "coverage.clauses"):
        me.tab(tab)
        accessible(me.page)
        assert not overflows(me.page)


def _length(me: Person, minutes: int) -> str:
    return me.t("length.m", n=minutes)
