"""The whole loop: a failed step becomes a change, a version approved by another, and is proven or reopened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Facilitator, Participant, Person
from tests.browser.test_journey import PLAN, SCENARIO, subject, title
from tests.serving import Served, serve

PROVEN, AGAIN = "D4", "D5"
"""Two steps of the operations duty manager: the second exercise does the first in time and fails the other again."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of this loop's own: nobody else revises its plan."""
    served = serve(tmp_path_factory.mktemp("loop") / "data")
    yield served
    served.stop()


def test_what_an_exercise_fails_is_revised_and_the_next_one_proves_or_reopens_it(
    come: Come, server: Served, accessible: Check
):
    owner = Facilitator(come(server.key, lang="zh"), "zh")
    owner.sees(owner.t("scenarios"))
    fail(owner, server)
    draft = take_into_draft(owner, accessible)
    submit(owner, draft, accessible)
    approve(Person(come(server.key, lang="en"), "en"), draft, accessible)
    standings(owner, published=(PROVEN, AGAIN))
    prove_one(owner, server, come)
    standings(owner, verified=(PROVEN,), reopened=(AGAIN,))
    accessible(owner.page)


def fail(owner: Facilitator, server: Served) -> None:
    """Play the drill with nobody at the desks until both steps are missed."""
    table = launch(server, speed=60)["tables"][0]["id"]
    owner.page.goto(f"/tables/{table}/control")
    owner.start()
    await_missed(server, table, PROVEN, AGAIN)
    owner.end()


def take_into_draft(owner: Facilitator, accessible: Check) -> str:
    """Accept in the inbox what is proposed for both steps; returns the draft's address."""
    owner.page.goto(f"/plans/{PLAN}/inbox")
    owner.page.get_by_label(owner.t("register.signer")).fill("王芳")
    for step in (PROVEN, AGAIN):
        expect(card(owner, step)).to_contain_text(owner.t("standing.open"))
        card(owner, step).get_by_role("checkbox").check()
    accessible(owner.page)
    owner.page.get_by_role("button", name=owner.t("inbox.do.draft_many", count=2)).click()
    owner.follow("inbox.to_draft")
    owner.page.wait_for_url("**/drafts/*")
    return owner.page.url


def submit(owner: Facilitator, draft: str, accessible: Check) -> None:
    """Look at the redline and ask somebody else for approval."""
    owner.tab("redline")
    expect(owner.page.locator(".redline ins")).to_have_count(2, timeout=20_000)
    accessible(owner.page)
    owner.press("approval.submit")
    owner.sees(owner.t("approval.wait"))
    expect(owner.button("approval.approve")).to_have_count(0)


def approve(other: Person, draft: str, accessible: Check) -> None:
    """Approve and publish as another person in another browser."""
    other.sees(other.t("scenarios"))
    other.page.goto(draft)
    other.page.get_by_label(other.t("approval.name"), exact=True).fill("Li Wei")
    other.press("approval.approve")
    other.page.get_by_role("button", name=re.compile(f"^{other.t('publish')}")).click()
    other.sees(other.t("published_by", name="Li Wei"))
    accessible(other.page)


def prove_one(owner: Facilitator, server: Served, come: Come) -> None:
    """Play the drill under the new version: one step is done in time, the other is left undone again."""
    exercise = launch(server, speed=1)
    table = exercise["tables"][0]
    owner.page.goto(f"/tables/{table['id']}/control")
    owner.start()
    owner.jump("29s")
    ops = Participant(come(table["links"]["seats"]["ops-duty"], lang="en"), "en")
    ops.come_in("Zhao")
    ops.read(subject("I01", "en"))
    ops.act_on_mail(title("verify-incident", "en"))
    owner.page.get_by_label(owner.t("speed")).select_option("60")
    await_missed(server, table["id"], AGAIN)
    owner.end()


def standings(owner: Facilitator, **wanted: tuple[str, ...]) -> None:
    """Wait until the inbox tells these steps' findings to stand there."""
    owner.page.goto(f"/plans/{PLAN}/inbox")
    for standing, steps in wanted.items():
        view = {"published": "way", "verified": "settled", "reopened": "todo"}[standing]
        owner.page.get_by_role(
            "button", name=re.compile(f"^{owner.t(f'inbox.view.{view}')}")
        ).click()
        for step in steps:
            expect(card(owner, step)).to_contain_text(owner.t(f"standing.{standing}"))


def card(owner: Person, step: str) -> Locator:
    """Return the card that tells that *step* was missed."""
    named = owner.page.get_by_role("article").filter(has_text=title(step, owner.lang))
    return named.filter(has_text=owner.t("finding.step_missed"))


def launch(server: Served, speed: int) -> Any:
    """Launch the drill with every seat open to people."""
    made = server.launch(scenario=SCENARIO, speed=speed, fill=False, tables=[{"name": "A"}])
    return server.ask("GET", f"/exercises/{made['id']}", holder=server.facilitator())


def await_missed(server: Served, table: str, *steps: str) -> None:
    """Wait until the time for *steps* has run out."""
    for _ in range(600):
        told = server.ask("GET", f"/tables/{table}/evaluation", holder=server.facilitator())
        missed = {one["step"] for one in told["obligations"] if one["verdict"] == "missed"}
        if missed.issuperset(steps):
            return
        Event().wait(0.1)
    raise AssertionError(missed)
