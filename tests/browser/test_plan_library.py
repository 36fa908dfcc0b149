"""The library of plans in a browser: found, owned, read on a phone, compared word by word, restored, taken home."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served
from tests.web.planning.two_versions import PLAN_ID, TITLE, first, publish, second


def test_a_plan_owner_finds_compares_and_restores_a_version(
    come: Come, server: Served, accessible: Check
):
    publish(server.data, first(), 1, effective="2026-01-01")
    publish(server.data, second(), 2, effective="2099-01-01", approved_by="Zhao")
    owner = Person(come(server.key, lang="zh"), "zh")
    owner.follow("plans")
    owner.page.get_by_label(owner.t("plans.search")).fill("数据中心")
    expect(owner.page.locator("tbody tr")).to_have_count(1)
    accessible(owner.page)
    owner.page.get_by_role("link", name=TITLE["zh"]).click()
    owner.press("plan.edit_card")
    owner.page.get_by_label(owner.t("plan.owner_name")).fill("李敏")
    owner.page.get_by_label(owner.t("plans.column.review")).fill("2020-01-31")
    owner.press("register.save")
    owner.sees(owner.t("plans.overdue"))
    for tab in ("services", "plan.roles", "plan.forms", "plan.versions"):
        owner.tab(tab)
        expect(owner.page.get_by_role("tabpanel")).to_be_visible()
        accessible(owner.page)
    owner.page.get_by_role("link", name=owner.t("plan.redline_before", version=1)).click()
    expect(owner.page.locator("del", has_text="处置")).to_be_visible()
    expect(owner.page.locator("ins", has_text="抢修")).to_be_visible()
    accessible(owner.page)
    owner.page.goto(f"/plans/{PLAN_ID}?tab=versions")
    owner.press("plan.restore")
    owner.confirm("plan.restore")
    owner.page.wait_for_url("**/drafts/d-*")


def test_a_version_is_read_on_a_phone_and_taken_home(come: Come, server: Served, accessible: Check):
    reader = Person(come(server.key, lang="en", width=390), "en")
    reader.sees(reader.t("scenarios"))
    reader.page.goto("/plans/broker-trading-continuity")
    reader.page.get_by_label(reader.t("plan.find_step")).fill("switch to")
    expect(reader.page.locator("tr[id^=step-]")).not_to_have_count(57)
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(reader.page)
    reader.press("export")
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("button", name=reader.t("export.get", format="Markdown")).click()
    assert taken.value.suggested_filename.endswith(".md")
