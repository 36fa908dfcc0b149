"""The desks when things are hard: no connection, a phone, the dark; nothing lost, nothing cut, nothing unnamed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Evaluator, Facilitator, Participant, Person
from tests.browser.test_journey import title
from tests.serving import Served

CUT = """() => {
  const wide = document.documentElement
  const cut = [...document.querySelectorAll('main *, header *')].filter((one) =>
    !one.closest('.unseen') && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 &&
    ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && one.textContent.trim())
  return [wide.scrollWidth > wide.clientWidth ? 'the page is wider than the window' : '',
          ...cut.map((one) => one.textContent.trim().slice(0, 60))].filter(Boolean)
}"""
PHONE_TABS = {
    "seat": ("inbox", "act", "situation", "messages", "more"),
    "control": ("injects", "timeline", "seats", "services", "log.short"),
    "evaluate": ("timeline", "obligations", "guide.short", "observations", "log.short"),
}


@pytest.fixture
def exercise(server: Served) -> Any:
    """A launched drill in which operations duty is played by a person and the others are simulated."""
    launch = {"scenario": "micro-reportable", "fill": True, "tables": [{"name": "A", "seats": {}}]}
    return server.ask("POST", "/exercises", launch, holder=server.facilitator())


def test_what_was_done_offline_is_kept_over_a_reload_and_sent_once(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "en")
    ops = sit_down(come, exercise, "zh")
    facilitator.start()
    ops.tab("act")
    ops.page.get_by_role("button", name=title("verify-incident", "zh"), exact=True).click()
    ops.page.locator("#act-text").fill("电话核实")
    ops.page.reload()
    ops.tab("act")
    expect(ops.page.locator("#act-text")).to_have_value("电话核实")
    ops.page.context.set_offline(True)
    ops.sees(ops.t("link.lost"))
    ops.press("send")
    ops.sees(ops.t("link.lost_waiting", count=1))
    ops.page.context.set_offline(False)
    expect(ops.page.get_by_text(ops.t("link.lost"))).to_be_hidden(timeout=20_000)
    ops.tab("more")
    expect(ops.page.get_by_text("电话核实")).to_have_count(1)
    facilitator.sees("电话核实")


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_every_desk_fits_a_phone(
    come: Come, exercise: Any, accessible: Check, lang: str, scheme: str
):
    facilitator = lead(come, exercise, lang, width=390, color_scheme=scheme)
    facilitator.start()
    facilitator.jump("2m30s")
    evaluator = Evaluator(
        come(exercise["links"]["evaluator"], lang=lang, width=390, color_scheme=scheme), lang
    )
    evaluator.come_in("Vera")
    ops = sit_down(come, exercise, lang, scheme)
    for person, desk in ((facilitator, "control"), (evaluator, "evaluate"), (ops, "seat")):
        for tab in PHONE_TABS[desk]:
            person.tab(tab)
            fits(person.page)
            accessible(person.page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_wall_and_the_questions_hold_in_the_dark(
    come: Come, exercise: Any, accessible: Check, lang: str
):
    facilitator = lead(come, exercise, lang, color_scheme="dark")
    wall = exercise["tables"][0]["links"]["observer"]
    watching = Person(come(wall, lang=lang, width=1920, height=1080, color_scheme="dark"), lang)
    watching.sees(watching.t("wall.ready"))
    facilitator.start()
    watching.sees(watching.t("wall.calm"))
    fits(watching.page)
    accessible(watching.page)
    for question in ("write", "speak", "jump", "endex"):
        facilitator.page.get_by_role("button", name=facilitator.t(question)).first.click()
        expect(facilitator.page.get_by_role("dialog")).to_be_visible()
        accessible(facilitator.page)
        facilitator.page.keyboard.press("Escape")
        expect(facilitator.page.get_by_role("dialog")).to_be_hidden()


def test_the_timeline_is_walked_and_opened_by_keyboard(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "en")
    marks = facilitator.page.locator(".timeline .mark")
    expect(marks.nth(2)).to_be_visible()
    marks.first.focus()
    facilitator.page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    facilitator.page.keyboard.press("Enter")
    expect(facilitator.page.get_by_role("dialog")).to_be_visible()
    facilitator.page.keyboard.press("Escape")
    expect(marks.nth(1)).to_be_focused()


def test_what_the_server_refuses_stands_again_where_it_was_typed(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "en")
    ops = sit_down(come, exercise, "en")
    facilitator.start()
    ops.tab("messages")
    text = ops.page.get_by_role("textbox", name=ops.t("message.text"), exact=True)
    ops.page.get_by_label(ops.t("inject.to"), exact=True).select_option(index=1)
    text.fill("x" * 60_000)
    expect(ops.button("send")).to_be_disabled()
    ops.sees(ops.t("length.over", over="40,000", most="20,000"))
    text.fill("")
    ops.tab("act")
    verify = ops.page.get_by_role("button", name=title("verify-incident", "en"), exact=True)
    verify.click()
    ops.page.locator("#act-text").fill("By telephone")
    ops.page.context.set_offline(True)
    ops.sees(ops.t("link.lost"))
    ops.press("send")
    ops.sees(ops.t("link.lost_waiting", count=1))
    facilitator.end()
    ops.page.context.set_offline(False)
    expect(ops.page.locator("#act-text")).to_have_value("By telephone", timeout=20_000)
    expect(
        ops.page.get_by_text(ops.t("act.sent", action=title("verify-incident", "en")))
    ).to_be_hidden()


def test_the_keyboard_goes_on_where_an_action_was_chosen_left_and_sent(come: Come, exercise: Any):
    facilitator = lead(come, exercise, "en")
    ops = sit_down(come, exercise, "en", width=1440)
    facilitator.start()
    verify = ops.page.get_by_role("button", name=title("verify-incident", "en"), exact=True)
    heading = ops.page.get_by_role("heading", name=title("verify-incident", "en"), exact=True)
    verify.focus()
    ops.page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    ops.page.keyboard.press("Escape")
    expect(verify).to_be_focused()
    ops.page.keyboard.press("Enter")
    ops.button("send").focus()
    ops.page.keyboard.press("Enter")
    ops.sees(ops.t("act.sent", action=title("verify-incident", "en")))
    expect(verify).to_be_focused()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_parts_of_every_desk_are_told_apart_by_ear(
    come: Come, exercise: Any, accessible: Check, lang: str
):
    facilitator = lead(come, exercise, lang)
    ops = sit_down(come, exercise, lang, width=1440)
    accessible(ops.page)
    facilitator.start()
    facilitator.jump("2m30s")
    evaluator = Evaluator(come(exercise["links"]["evaluator"], lang=lang), lang)
    evaluator.come_in("Vera")
    expect(evaluator.page.get_by_role("timer")).to_be_visible()
    for person in (facilitator, evaluator, ops):
        accessible(person.page)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_plan_is_read_on_a_desk_and_on_a_phone(
    come: Come, server: Served, exercise: Any, accessible: Check, width: int
):
    page = come(server.key, width=width)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.goto(f"/plans/{exercise['plan']['id']}")
    expect(page.get_by_role("table").first).to_be_visible()
    fits(page)
    accessible(page)


def lead(come: Come, exercise: Any, lang: str, **more: Any) -> Facilitator:
    """Let a facilitator come in by the exercise's link and open the control desk."""
    facilitator = Facilitator(come(exercise["links"]["facilitator"], lang=lang, **more), lang)
    facilitator.follow("control")
    expect(facilitator.button("startex")).to_be_enabled()
    return facilitator


def sit_down(
    come: Come, exercise: Any, lang: str, scheme: str = "dark", width: int = 390
) -> Participant:
    """Let somebody take the seat of operations duty, on a phone unless told, and see the actions."""
    seat = exercise["tables"][0]["links"]["seats"]["ops-duty"]
    ops = Participant(come(seat, lang=lang, width=width, height=844, color_scheme=scheme), lang)
    ops.come_in("Li")
    expect(ops.page.get_by_role("timer")).to_be_visible()
    return ops


def fits(page: Page) -> None:
    """Fail when words are cut off or the page is wider than its window."""
    assert page.evaluate(CUT) == []
