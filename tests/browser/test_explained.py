"""Why a duty was judged so: from the bar to the sentence, from its proof to the timeline and back, and other rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served
from tests.web.people import Person as Seat

SCENARIO = "ups-single-path"


@pytest.fixture(scope="module")
def played(server: Served) -> Any:
    """An exercise that ended after half an hour; an evaluator has set one verdict."""
    exercise = server.launch(scenario=SCENARIO)
    table = exercise["tables"][0]
    facilitator = Seat(server.url, server.enter(exercise["links"]["facilitator"], "Fay"))
    duty = Seat(server.url, server.enter(table["links"]["seats"]["ops-duty"], "Li"))
    evaluator = Seat(server.url, server.enter(exercise["links"]["evaluator"], "Eve"))
    people = (facilitator, duty, evaluator)
    for person in people:
        assert person.hello(table["id"])["ok"]
    assert facilitator.control("start")["ok"]
    assert facilitator.control("jump", to=150_000)["ok"]
    assert duty.act(duty.frame["actions"][0]["id"])["ok"]
    assert facilitator.control("jump", to=1_800_000)["ok"]
    assert facilitator.control("end")["ok"]
    ruling = {"obligation": "D1.response#1", "verdict": "late", "reason": "The clock was wrong"}
    assert evaluator.ask("override", ruling)["ok"]
    for person in people:
        person.leave()
    return exercise


@pytest.fixture
def reviewer(come: Come, played: Any) -> Callable[..., Person]:
    """Somebody who comes in as an evaluator and opens the review."""

    def opened(lang: str, width: int = 1440) -> Person:
        page = come(played["links"]["evaluator"], lang=lang, width=width)
        person = Person(page, lang)
        person.come_in("Rita")
        page.wait_for_url("**/evaluate", timeout=15_000)
        page.goto(f"/tables/{played['tables'][0]['id']}/review")
        expect(page.locator(".duty").first).to_be_attached(timeout=20_000)
        return person

    return opened


def test_a_bar_opens_its_explanation_whose_proof_leads_back_to_the_timeline(reviewer, accessible):
    rita = reviewer("en")
    page = rita.page
    page.locator(".duty").first.focus()
    page.keyboard.press("Enter")
    told = page.locator(".explanation")
    expect(told).to_contain_text("Operations duty manager (Li) carried out “Acknowledge the alarm”")
    expect(told).to_contain_text("in time, 2m 30s to spare.")
    expect(told).to_contain_text("The evaluator (Eve) set the verdict to “Late”")
    expect(told).to_contain_text("Rules 2026.1, Response: full credit (100%); weight 3.")
    accessible(page)
    told.get_by_role("button", name=re.compile("Mark T\\+2:30")).click()
    rita.sees("T+2:30 is marked on the timeline")
    expect(page.locator(".chosen")).to_have_count(1)
    accessible(page)
    rita.press("explain.page.back")
    opener = page.get_by_role("button", name=re.compile("^" + rita.t("explain.page.open", step="")))
    expect(opener.and_(page.locator("[aria-expanded=true]"))).to_be_focused()


def test_the_adjusted_result_stands_beside_the_automatic_one(reviewer):
    li = reviewer("zh", width=390)
    li.sees(li.t("explain.page.adjusted"))
    li.sees(li.t("explain.page.changed", count=1))
    assert li.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_other_rules_stand_beside_the_exercises_own(reviewer, accessible: Check):
    rita = reviewer("zh", width=390)
    rita.tab("rules")
    rita.sees(rita.t("sensitivity.late_counts_as_missed"))
    rita.sees(rita.t("rules.same"))
    rita.page.get_by_label(rita.t("rules.pick"), exact=True).select_option(
        "2026.1+late_counts_as_missed"
    )
    expect(
        rita.page.get_by_role("columnheader", name=rita.t("sensitivity.late_counts_as_missed"))
    ).not_to_have_count(0)
    accessible(rita.page)
    assert rita.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
