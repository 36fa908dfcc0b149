"""Webhooks hear of the plan loop: drafts on their way, exercises planned, duties overdue, findings that move."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from engine.store.records import Draft
from tests.web.interfaces.office import Office
from tests.web.interfaces.test_pulling import AT, PLAN, finding
from web.config import Config
from web.i18n import LANGUAGES, has_words
from web.opening import open_house
from web.webhooks.outbox import EVENTS, Outbox
from web.webhooks.plan_loop import PUBLISHED, SUBMITTED, tell_overdue_duties, tell_plan


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a webhook that hears of everything."""
    app, house = open_house(Config(tmp_path_factory.mktemp("told")))
    outbox = Outbox(house.store, house.room.source.stamp)
    outbox.register("https://dms.example/hook", EVENTS, "Li", None)
    yield Office(app, house)
    house.close()


def told(office: Office, event: str) -> list[Any]:
    """Return what was put in line under *event*."""
    (hook,) = office.house.store.webhooks.all()
    sent = office.house.store.webhooks.deliveries(hook.id)
    return [json.loads(one.body)["data"] for one in sent if one.event == event]


def test_every_event_has_words_in_the_settings():
    keys = [f"webhook.event.{event.replace('.', '_')}" for event in EVENTS]
    assert [key for key in keys for lang in LANGUAGES if not has_words(lang, key)] == []


def test_a_draft_is_told_of_once_at_each_stage_with_the_findings_that_it_answers(office):
    change = {"id": "c1", "step": "D2", "key": "within", "evidence": {"findings": ["F-a"]}}
    office.house.store.plans.add_draft(Draft("d-1", PLAN, 1, "m", AT.format(1), changes=(change,)))
    for _ in range(2):
        tell_plan(office.house, SUBMITTED, "d-1")
    (sent,) = told(office, SUBMITTED)
    assert sent["plan"]["id"] == PLAN
    assert sent["plan"]["findings"] == ["F-a"]
    version = office.house.store.plans.versions(PLAN)[-1]
    tell_plan(office.house, PUBLISHED, "d-1", version)
    assert told(office, PUBLISHED)[0]["plan"]["version"] == version.version


def test_an_exercise_put_into_the_programme_is_told_of(office):
    body = {"day": "2027-05-20", "title": {"zh": "切换演练", "en": "Switch-over"}, "plan": PLAN}
    made = office.told("POST", "/programme/exercises", body)
    (sent,) = told(office, "exercise.planned")
    assert (sent["exercise"]["id"], sent["exercise"]["day"]) == (made["id"], "2027-05-20")


def test_a_finding_that_a_person_closes_is_told_of(office):
    office.house.store.register.add(finding("F-told"))
    row = {"id": "F-told", "standing": "closed", "by": "Li", "reason": "risk accepted"}
    office.told("POST", "/findings/status", {"statuses": [row]})
    (sent,) = told(office, "finding.closed")
    assert sent["finding"]["id"] == "F-told"


def test_each_overdue_duty_is_told_of_once(office):
    tell_overdue_duties(office.house)
    tell_overdue_duties(office.house)
    duties = office.told("GET", "/programme/duties")["duties"]
    overdue = [
        (duty["id"], one["place"]["id"])
        for duty in duties
        for one in duty["standings"]
        if one["state"] == "overdue"
    ]
    sent = [(one["duty"]["id"], one["duty"]["place"]["id"]) for one in told(office, "duty.overdue")]
    assert sorted(sent) == sorted(overdue)
