"""A plan owner imports a file and completes it with the keyboard: preview, draft, wizard, answers for many at once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served

SAMPLE = Path(__file__).parent.parent / "samples" / "exchange" / "gangtong-outage.md"


def test_a_file_becomes_a_plan_that_says_who_when_and_how_fast(
    come: Come, server: Served, accessible: Check
) -> None:
    li = Person(come(server.key, lang="zh"), "zh")
    li.sees(li.t("scenarios"))
    li.page.goto("/plans/import")
    li.page.get_by_label(li.t("importing.file")).set_input_files(SAMPLE)
    li.sees(li.t("importing.lacks.limit", lacking=7, asked=7))
    li.page.get_by_role("button", name="核实影响范围").click()
    expect(li.page.locator(".line.marked")).to_have_text(
        "322. 核实影响范围，15分钟以内上报总指挥。"
    )
    accessible(li.page)
    li.page.get_by_label(li.t("register.signer")).fill("李敏")
    li.press("importing.make")

    li.sees(li.t("importing.progress", done=0, total=7))
    accessible(li.page)
    question(li, "limit").get_by_role(
        "button", name=li.t("importing.accept.within", value="3分")
    ).click()
    expect(question(li, "limit").get_by_text("3分", exact=True)).to_be_visible()
    signal = question(li, "trigger").get_by_label(li.t("importing.trigger.signal"), exact=True)
    expect(question(li, "trigger").get_by_role("combobox").first).to_be_focused()
    signal.fill("alarm")
    signal.press("Enter")
    li.sees(li.t("importing.progress", done=1, total=7))
    expect(li.page.get_by_role("heading", name="核实影响范围")).to_be_visible()

    li.page.get_by_label(li.t("importing.choose_all", count=6)).check()
    li.sees(li.t("importing.bulk_for", count=6))
    bulk = li.page.get_by_label(li.t("importing.bulk"), exact=True).get_by_role("combobox").first
    bulk.select_option("limit")
    li.press("importing.none.limit")
    li.sees(li.t("importing.answered", count=6))
    li.page.keyboard.press("Alt+ArrowDown")
    expect(li.page.get_by_role("heading", name="决定是否切换灾备")).to_be_visible()
    li.page.reload()
    expect(question(li, "limit").get_by_text(li.t("importing.settled"))).to_be_visible()
    li.follow("importing.to_draft")
    li.sees(li.t("draft.first"))


def question(person: Person, what: str) -> Locator:
    """Return the question about *what*."""
    return person.page.get_by_role("form", name=person.t(f"importing.ask.{what}"))
