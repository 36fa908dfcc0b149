"""Reports to authorities in the review: the chart by keyboard, duties with their proof, rules with their badges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve
from tests.web.past import Past


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A data folder with an exercise that two teams played, and its tables: a sleepy one and a good one."""
    data = tmp_path_factory.mktemp("reported") / "data"
    past = Past(data)
    exercise = past.exercise(
        ("ups-sleepy.yaml", "ups-model.yaml"), "2026-03-20T08:00:00Z", "Reports"
    )
    runs = sorted(past.house.store.exercises.runs(exercise), key=lambda run: run.name)
    past.close()
    return data, [run.id for run in runs]


@pytest.fixture(scope="module")
def server(tables: tuple[Path, list[str]]) -> Iterator[Served]:
    """A server in which the exercise is over."""
    served = serve(tables[0])
    yield served
    served.stop()


@pytest.fixture
def reviewed(come: Come, server: Served, tables: tuple[Path, list[str]]) -> Callable[..., Person]:
    """Somebody who has the reports of a table before them."""

    def opened(table: int, lang: str, width: int = 1440) -> Person:
        page = come(server.key, lang=lang, width=width)
        person = Person(page, lang)
        page.wait_for_url(lambda address: "/j/" not in address)
        expect(page.locator("main h1").first).to_be_visible(timeout=30_000)
        page.goto(f"/tables/{tables[1][table]}/review")
        page.get_by_role("tab", name=person.t("reporting"), exact=True).click()
        expect(lanes(page).first).to_be_visible(timeout=30_000)
        return person

    return opened


def lanes(page: Page) -> Locator:
    """Return the lanes of the chart."""
    return page.locator(".chart .lane")


@pytest.mark.parametrize(("lang", "width"), [("zh", 1440), ("en", 390)])
def test_a_lane_opens_its_duty_by_keyboard_with_what_was_said_and_what_was_so(
    reviewed: Callable[..., Person], accessible: Check, lang: str, width: int
) -> None:
    person = reviewed(0, lang, width)
    page = person.page
    lanes(page).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    duty = page.locator("details[open]").first
    for each in ("late", "omitted", "false"):
        expect(duty.locator("summary")).to_contain_text(person.t(f"reporting.short.{each}"))
    graded = {
        "zh": "所报等级“一般”低于当时的实际等级“较大”",
        "en": "The grade reported was General where it was Larger",
    }
    expect(duty).to_contain_text(graded[lang])
    expect(duty.locator("summary")).to_be_focused()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_rules_show_what_nobody_verified(
    reviewed: Callable[..., Person], accessible: Check
) -> None:
    person = reviewed(0, "en")
    person.page.get_by_text(person.t("reporting.table"), exact=True).click()
    row = person.page.get_by_role("article", name="cyber-security incidents (2021 measures)")
    expect(row).to_contain_text(person.t("reporting.verified.unverified"))
    expect(row).to_contain_text(person.t("reporting.to_fill"))
    expect(row).to_contain_text(person.t("reporting.off"))
    accessible(person.page)


def test_a_good_team_reads_that_nothing_was_late_omitted_false_or_concealed(
    reviewed: Callable[..., Person],
) -> None:
    person = reviewed(1, "zh")
    kept = person.page.get_by_text(person.t("reporting.all_kept"))
    expect(kept).to_be_visible(timeout=30_000)


def test_what_cannot_be_fetched_says_so_and_can_be_tried_again(
    reviewed: Callable[..., Person],
) -> None:
    person = reviewed(1, "en")
    page = person.page
    page.route("**/reporting", lambda route: route.abort())
    page.get_by_role("tab", name=person.t("scores")).click()
    page.get_by_role("tab", name=person.t("reporting"), exact=True).click()
    retry = page.get_by_role("button", name=person.t("retry"))
    expect(retry).to_be_visible(timeout=30_000)
    page.unroute("**/reporting")
    retry.click()
    expect(lanes(page).first).to_be_visible(timeout=30_000)
