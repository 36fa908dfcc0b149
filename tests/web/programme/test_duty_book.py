"""Duties of the organisation: its words over those that ship, its own, what it may not write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.programme.conftest import Desk

REGULAR = "cn-csrc-218-regular"


def duty(desk: Desk, name: str) -> Any:
    """Return a duty."""
    return next(one for one in desk.ask("GET", "/programme/duties")["duties"] if one["id"] == name)


def test_an_interval_that_the_rule_leaves_open_is_entered_by_the_organisation(desk: Desk) -> None:
    assert duty(desk, REGULAR)["standings"][0]["state"] == "no_interval"
    body = {"duty": {"every": "6m", "last_done": "2025-11-03"}, "revision": 0}
    changed = desk.ask("PUT", f"/programme/duties/{REGULAR}", body)
    assert (changed["origin"], changed["changed"]) == ("changed", ["every", "last_done"])
    (standing,) = duty(desk, REGULAR)["standings"]
    assert (standing["state"], standing["due"]) == ("due", "2026-06-30")
    assert duty(desk, REGULAR)["verification"] == "verified"


def test_a_duty_is_switched_off_and_holds_again_as_it_ships(desk: Desk) -> None:
    desk.ask("PUT", f"/programme/duties/{REGULAR}", {"duty": {"enabled": False}})
    assert (duty(desk, REGULAR)["enabled"], duty(desk, REGULAR)["standings"]) == (False, [])
    desk.ask("DELETE", f"/programme/duties/{REGULAR}")
    assert (duty(desk, REGULAR)["enabled"], duty(desk, REGULAR)["origin"]) == (True, "shipped")
    desk.ask("PUT", f"/programme/duties/{REGULAR}", {"duty": {"enabled": False}})
    assert duty(desk, REGULAR)["enabled"] is False


def test_what_nobody_verified_can_be_switched_on_and_keeps_its_badge(desk: Desk) -> None:
    desk.ask("PUT", "/programme/duties/cn-bank-104-plans", {"duty": {"enabled": True}})
    found = duty(desk, "cn-bank-104-plans")
    assert (found["enabled"], found["verification"]) == (True, "unverified")
    assert found["standings"][0]["due"] == "2028-12-31"


def test_a_duty_of_our_own_is_written_changed_and_ended(desk: Desk) -> None:
    body = {
        "title": {"zh": "每季度桌面推演", "en": "Tabletop every quarter"},
        "rule": "House rule 7",
        "every": "3m",
        "enabled": True,
        "kind": {"types": ["tabletop"]},
        "report": {"within": "5 working-days", "to": {"zh": "董事会", "en": "Board"}},
        "keeps": {"years": 10, "verification": "unverified"},
    }
    made = desk.ask("POST", "/programme/duties", {"duty": body})
    assert (made["origin"], made["verification"], made["every"]) == ("own", "unverified", "3m")
    assert duty(desk, made["id"])["standings"][0]["due"] == "2026-03-31"
    desk.ask("PUT", f"/programme/duties/{made['id']}", {"duty": {**body, "every": "1y"}})
    assert duty(desk, made["id"])["standings"][0]["due"] == "2026-12-31"
    desk.ask("DELETE", f"/programme/duties/{made['id']}")
    assert made["id"] not in [one["id"] for one in desk.ask("GET", "/programme/duties")["duties"]]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    path = f"/programme/duties/{REGULAR}"
    desk.ask("PUT", path, {"duty": {"every": "1y"}, "revision": 0})
    answer = desk.answer("PUT", path, {"duty": {"every": "6m"}, "revision": 0})
    assert (answer.status_code, answer.get_json()["refused"]) == (409, "changed_meanwhile")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"every": "sometimes"}, "every"),
        ({"scope": {"plans": []}}, "scope"),
        ({"kind": {"types": ["opera"]}}, "kind.types.0"),
        ({"verification": "verified"}, "verification"),
        ({"id": "other"}, "id"),
        ({"last_done": "yesterday"}, "last_done"),
    ],
)
def test_what_no_document_could_say_is_refused_with_its_place(
    desk: Desk, body: dict[str, Any], where: str
) -> None:
    answer = desk.answer("PUT", f"/programme/duties/{REGULAR}", {"duty": body})
    assert (answer.status_code, answer.get_json()["refused"]) == (422, "duty_unsound")
    assert answer.get_json()["numbers"]["where"] == where
