"""The whole way in real browsers: launched, taken up, answered, watched, ended, reviewed, reported, improved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import expect

from scenarios.shelf import Shelf
from tests.browser.conftest import Check, Come
from tests.browser.people import Evaluator, Facilitator, Participant
from tests.serving import Served

SCENARIO, PLAN = "micro-reportable", "broker-trading-continuity"
OTHER = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part; the facilitator and the ops desk read one language, the others the other."""

    facilitator: Facilitator
    ops: Participant
    client_service: Participant
    evaluator: Evaluator


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_exercise_from_launch_to_the_next_plan(
    come: Come, server: Served, accessible: Check, lang: str
):
    facilitator = Facilitator(come(server.key, lang=lang), lang)
    exercise = launch(facilitator, server, accessible)
    cast = gather(facilitator, exercise, come)
    for person in (cast.facilitator, cast.ops, cast.client_service, cast.evaluator):
        accessible(person.page)
    play(cast, accessible)
    judge(cast, accessible)
    improve(cast.facilitator, accessible)


def launch(facilitator: Facilitator, server: Served, accessible: Check) -> Any:
    """Choose the scenario and launch it; returns the exercise with its links."""
    page = facilitator.page
    page.locator(f'a[href="/scenarios/{SCENARIO}"]').first.click()
    facilitator.follow("launch")
    expect(facilitator.button("launch.go")).to_be_enabled()
    accessible(page)
    facilitator.press("launch.go")
    page.wait_for_url("**/exercises/*")
    facilitator.sees(facilitator.t("links.shared"))
    accessible(page)
    exercise = page.url.rpartition("/")[2]
    return server.ask("GET", f"/exercises/{exercise}", holder=server.facilitator())


def gather(facilitator: Facilitator, exercise: Any, come: Come) -> Cast:
    """Let everybody come in by the link that they were given."""
    lang, other = facilitator.lang, OTHER[facilitator.lang]
    seats = exercise["tables"][0]["links"]["seats"]
    ops = Participant(come(seats["ops-duty"], lang=lang), lang)
    ops.come_in("李岚")
    client_service = Participant(come(seats["client-service"], lang=other), other)
    client_service.come_in("Chen")
    evaluator = Evaluator(come(exercise["links"]["evaluator"], lang=other), other)
    evaluator.come_in("Vera")
    evaluator.sees(evaluator.t("obligations"))
    facilitator.follow("control")
    expect(facilitator.button("startex")).to_be_enabled()
    return Cast(facilitator, ops, client_service, evaluator)


def play(cast: Cast, accessible: Check) -> None:
    """Play the drill's first minutes: an alarm acknowledged, a caller passed on, an observation, EndEx."""
    ops, client_service, evaluator = cast.ops, cast.client_service, cast.evaluator
    cast.facilitator.start()
    cast.facilitator.jump("30s")
    ops.read(subject("I01", ops.lang))
    expect(client_service.mail(subject("I01", client_service.lang))).to_have_count(0)
    accessible(ops.page)
    ops.act_on_mail(title("acknowledge-alarm", ops.lang))
    evaluator.sees_verdict(title("D1", evaluator.lang), "met")
    cast.facilitator.jump("2m")
    client_service.read(subject("I02", client_service.lang))
    client_service.write_to(
        title("ops-duty", client_service.lang), "A client waits for three minutes"
    )
    ops.tab("messages")
    ops.sees("A client waits for three minutes")
    evaluator.observe("Quick and calm")
    for person in (cast.facilitator, ops, client_service, evaluator):
        accessible(person.page)
    cast.facilitator.jump("12m")
    cast.facilitator.end()


def judge(cast: Cast, accessible: Check) -> None:
    """Read the review and the report, the facilitator in one language, a participant in the other."""
    for person in (cast.facilitator, cast.client_service, cast.evaluator):
        person.follow("review")
        person.sees(person.t("expected_actual"))
        accessible(person.page)
        person.follow("report")
        expect(person.page.get_by_role("article")).to_be_visible()
        accessible(person.page)
        plain = person.page.get_by_role("link", name=person.t("report.plain"), exact=True)
        address = plain.get_attribute("href")
        person.page.goto(address or "")
        person.sees(person.t("report.doc.part_a"))
        person.sees(person.t("report.doc.part_d"))
        accessible(person.page)
        person.page.go_back()


def improve(facilitator: Facilitator, accessible: Check) -> None:
    """Turn every finding into a draft of the plan's next version and see the difference."""
    page = facilitator.page
    facilitator.follow("review")
    facilitator.tab("findings_actions")
    for box in page.get_by_role("checkbox").all():
        box.check()
    accessible(page)
    page.get_by_label(facilitator.t("draft.author")).fill("Wang")
    page.locator("form").get_by_role("button").first.click()
    page.wait_for_url("**/drafts/*")
    facilitator.sees(facilitator.t("redline"))
    accessible(page)


def subject(inject: str, lang: str) -> str:
    """Return what a mail of the drill is called."""
    found = next(each for each in document("scenario", SCENARIO).injects if each.id == inject)
    return str(found.subject.read(lang))


def title(name: str, lang: str) -> str:
    """Return the title of an action, a step or a role of the drill's plan."""
    plan = document("plan", PLAN)
    steps = [step for procedure in plan.procedures for step in procedure.steps]
    found = next(each for each in (*plan.actions, *steps, *plan.roles) if each.id == name)
    return str(found.title.read(lang))


@cache
def document(kind: str, name: str) -> Any:
    """Return a document that ships."""
    sheet = Shelf().find(kind, name)
    assert sheet is not None
    return sheet.document
