"""The plan owner's inbox over real tables: from what an exercise found to what the next one proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exercise.entry import OUTSIDE
from exercise.judging_facts import EvaluationSigned
from tests.web.interfaces.office import Office
from tests.web.past import PLAN, Past
from web.app import create_app

BOX = f"/plans/{PLAN}/inbox"
MISSED, OTHER = ("D8", "response", "step_missed"), ("G1", "response", "step_missed")
"""Team "sleepy" misses both, the model team neither."""


@dataclass(frozen=True, slots=True)
class Desk(Office):
    """A plan owner's desk, with exercises put into its house as they are needed."""

    past: Past

    def exercise(self, team: str | int, opened: str, version: int | None = None) -> str:
        """Let one team play, on a day that is to come."""
        return self.past.exercise((team,), f"{opened}T02:00:00.000Z", opened, version)

    def cards(self) -> list[dict[str, Any]]:
        """Return everything in the inbox."""
        return list(self.told("GET", BOX)["cards"])

    def card(self, key: tuple[str, str, str] = MISSED) -> dict[str, Any]:
        """Return one card."""
        return next(c for c in self.cards() if (c["subject"], c["kind"], c["code"]) == key)

    def do(self, what: str, *findings: str, **more: object) -> Any:
        """Do something with findings."""
        return self.told("POST", BOX, {"do": what, "findings": list(findings), **more})

    def publish(self, draft: str) -> int:
        """Submit a draft, and let somebody else approve and publish it."""
        other = self.boss("Chen", "desk-2")
        self.told("POST", f"/drafts/{draft}/submit", {})
        self.told("POST", f"/drafts/{draft}/answer", {"answer": "approved", "reason": ""}, other)
        return int(self.told("POST", f"/drafts/{draft}/publish", {}, other)["version"])

    def standing(self) -> str:
        """Return where the missed step stands."""
        return str(self.card()["standing"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for tests that leave things as they were, with one exercise that is over."""
    yield from _desk(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own, with one exercise that is over."""
    yield from _desk(tmp_path)


def _desk(folder: Path) -> Iterator[Desk]:
    past = Past(folder / "data")
    app, _ = create_app(past.house.config, past.house)
    made = Desk(app, past.house, past)
    made.exercise("ups-sleepy.yaml", "2026-03-16")
    yield made
    past.close()


def test_a_finding_goes_the_whole_way_to_verified_and_a_regression_reopens_it(desk: Desk) -> None:
    card = desk.card()
    assert (card["standing"], card["fresh"]) == ("open", card["findings"])
    assert card["proposal"]["key"] == "escalate"
    hook = {"url": "http://127.0.0.1:9/", "events": ["finding.verified", "finding.reopened"]}
    desk.told("POST", "/webhooks", {**hook, "secret": "a secret of ours"})
    made = desk.do("draft", card["id"])
    assert desk.standing() == "in_revision"
    draft = desk.told("GET", f"/drafts/{made['draft']}")
    assert draft["changes"][0]["evidence"]["findings"] == card["findings"]
    assert draft["changes"][0]["decision"] == "accepted"
    assert desk.publish(made["draft"]) == 2
    assert desk.house.store.register.finding(card["id"]).standing == "published"
    desk.exercise("ups-model.yaml", "2027-03-16", version=2)
    shown = desk.card()
    course = [(one["what"], one["standing"]) for one in shown["course"]]
    way = [("found", "open"), ("cited", "in_revision"), ("published", "published")]
    assert course == [*way, ("met", "verified")]
    assert shown["course"][2]["numbers"]["approved_by"] == "Chen"
    duty = shown["course"][3]["numbers"]["tables"][0]["obligations"][0]
    assert duty == {"id": "D8.response#1", "verdict": "met"}
    desk.exercise("ups-sleepy.yaml", "2027-04-16", version=2)
    again = desk.card()
    assert (again["standing"], len(again["findings"])) == ("reopened", 2)
    told = [one.event for one in desk.house.store.webhooks.deliveries(_hook(desk))]
    assert sorted(told) == ["finding.reopened", "finding.verified"]


def _hook(desk: Desk) -> str:
    return str(desk.told("GET", "/webhooks")["webhooks"][0]["id"])


def test_what_fails_again_under_the_new_version_is_reopened_with_proof(desk: Desk) -> None:
    card = desk.card()
    desk.publish(desk.do("draft", card["id"])["draft"])
    desk.exercise("ups-sleepy.yaml", "2027-03-16")
    assert desk.standing() == "reopened"
    history = desk.house.store.register.history(card["id"])
    changes = [one.changes["standing"] for one in history if one.did == "standing"]
    assert changes[-1] == ["published", "reopened"]
    shown = desk.told("GET", f"/findings/{card['id']}/standing")
    assert shown["course"][-1]["what"] == "failed"
    drafted = desk.do("draft", card["id"], edits={card["id"]: {"key": "within", "new": "10m"}})
    changes = desk.told("GET", f"/drafts/{drafted['draft']}")["changes"]
    assert sorted(changes[0]["evidence"]["findings"]) == sorted(desk.card()["findings"])


def test_simulated_colleagues_are_no_proof(desk: Desk) -> None:
    desk.publish(desk.do("draft", desk.card()["id"])["draft"])
    desk.exercise(7, "2027-03-16")
    card = desk.card()
    assert card["standing"] == "published"
    assert card["course"][-1]["what"] == "simulated"


def test_a_withdrawn_draft_leads_back(desk: Desk) -> None:
    made = desk.do("draft", desk.card()["id"])
    desk.told("DELETE", f"/drafts/{made['draft']}")
    assert desk.standing() == "open"
    course = [one["what"] for one in desk.card()["course"]]
    assert course == ["found", "cited", "withdrawn"]


def test_findings_go_into_an_open_draft_and_a_change_answers_several(desk: Desk) -> None:
    one, other = desk.card(), desk.card(OTHER)
    made = desk.do("draft", one["id"])
    again = desk.do("draft", other["id"], draft=made["draft"])
    assert (again["draft"], again["new"]) == (made["draft"], False)
    same = {other["id"]: {"step": "D8", "key": "escalate", "new": one["proposal"]["new"]}}
    assert desk.do("draft", other["id"], draft=made["draft"], edits=same)["changes"] == []
    changes = desk.told("GET", f"/drafts/{made['draft']}")["changes"]
    assert [(c["step"], len(c["evidence"]["findings"])) for c in changes] == [("D8", 2), ("G1", 1)]


def test_a_finding_without_a_proposal_has_to_be_told_what_to_change(desk: Desk) -> None:
    card = next(one for one in desk.cards() if one["proposal"] is None)
    body = {"do": "draft", "findings": [card["id"]]}
    assert desk.refused("POST", BOX, body) == (409, "no_proposal")
    assert desk.house.store.plans.drafts(PLAN) == ()
    edit = {"step": "D8", "key": "within", "new": "9m", "note": "see the minutes"}
    made = desk.do("draft", card["id"], edits={card["id"]: edit})
    (change,) = desk.told("GET", f"/drafts/{made['draft']}")["changes"]
    assert (change["step"], change["new"], change["note"]) == ("D8", "9m", "see the minutes")


def test_what_does_not_fit_the_plan_makes_no_draft_and_takes_nothing(shared: Desk) -> None:
    card = shared.card(OTHER)
    body = {"do": "draft", "findings": [card["id"]], "edits": {card["id"]: {"step": "nowhere"}}}
    shared.refused("POST", BOX, body)
    assert shared.house.store.plans.drafts(PLAN) == ()
    assert shared.card(OTHER)["fresh"] == card["findings"]


def test_what_the_plan_says_already_is_no_change_and_moves_no_finding(shared: Desk) -> None:
    card = shared.card(OTHER)
    same = {"step": "G1", "key": "within", "new": card["item"]["within"]}
    body = {"do": "draft", "findings": [card["id"]], "edits": {card["id"]: same}}
    assert shared.refused("POST", BOX, body) == (409, "says_so_already")
    assert shared.card(OTHER)["standing"] == "open"


def test_two_findings_that_want_the_same_field_differently_are_not_taken_together(
    shared: Desk,
) -> None:
    one, other = shared.card(), shared.card(OTHER)
    edits = {
        one["id"]: {"step": "D8", "key": "criticality", "new": "major"},
        other["id"]: {"step": "D8", "key": "criticality", "new": "minor"},
    }
    body = {"do": "draft", "findings": [one["id"], other["id"]], "edits": edits}
    assert shared.refused("POST", BOX, body) == (409, "changes_collide")


def test_a_person_rejects_with_a_reason_and_takes_it_back(shared: Desk) -> None:
    name = shared.card()["id"]
    assert shared.refused("POST", BOX, {"do": "reject", "findings": [name]})[1] == "reason_missing"
    shared.do("reject", name, reason="误报")
    assert shared.card()["standing"] == "closed"
    shared.do("undo", name)
    assert shared.card()["standing"] == "open"
    assert shared.refused("POST", BOX, {"do": "undo", "findings": [name]})[1] == "nothing_to_undo"


def test_cards_can_be_put_together_by_the_procedure_that_their_step_stands_in(shared: Desk) -> None:
    told = shared.told("GET", BOX)["procedures"]
    assert told[0]["id"] == "detect"
    assert told[0]["title"]["zh"] == "发现、核实与启动"
    assert told[0]["steps"] == [f"D{place}" for place in range(1, 10)]
    assert sum(len(one["steps"]) for one in told) == 57


def test_only_a_named_person_closes_and_opens_again(shared: Desk) -> None:
    name = shared.card(OTHER)["id"]
    body = {"do": "close", "findings": [name], "reason": "该系统已下线"}
    nameless = shared.boss(None, "desk-3")
    answer = shared.ask("POST", BOX, body, nameless)
    assert answer.get_json()["refused"] == "name_missing"
    shared.do("close", name, reason="该系统已下线")
    closing = shared.card(OTHER)["course"][-1]
    assert (closing["what"], closing["who"]) == ("closed", "facilitator/Wang")
    assert closing["numbers"]["reason"] == "该系统已下线"
    shared.do("reopen", name, reason="又上线了")
    assert shared.card(OTHER)["standing"] == "reopened"


def test_several_are_merged_into_one_and_its_change_answers_all(desk: Desk) -> None:
    one, other = desk.card(), desk.card(OTHER)
    body = {"do": "merge", "findings": [one["id"]], "into": one["id"]}
    assert desk.refused("POST", BOX, body)[1] == "merge_target"
    desk.do("merge", one["id"], other["id"], into=one["id"])
    assert desk.card()["merged"] == [other["id"]]
    made = desk.do("draft", one["id"])
    (change,) = desk.told("GET", f"/drafts/{made['draft']}")["changes"]
    assert change["evidence"]["findings"] == [one["id"], other["id"]]
    desk.do("undo", other["id"])
    assert desk.card()["merged"] == []


def test_a_finding_is_planned_for_later_and_done_without_a_change_of_the_plan(desk: Desk) -> None:
    card = desk.card()
    desk.do("plan", card["id"], owner="compliance", due="2026-12-31")
    shown = desk.card()
    assert shown["standing"] == "planned"
    action = next(one for one in shown["actions"] if one["state"] == "accepted")
    assert (action["owner"], action["due"]) == ("compliance", "2026-12-31")
    path = f"/register/actions/{action['id']}"
    desk.told("POST", f"{path}/evidence", {"text": "培训签到表"})
    desk.told("POST", f"{path}/move", {"do": "finish"})
    desk.exercise("ups-model.yaml", "2027-03-16")
    assert desk.standing() == "verified"


def test_what_an_exercise_found_is_apart_until_somebody_signed_it(shared: Desk) -> None:
    assert not any(card["signed"] for card in shared.cards())
    (exercise,) = shared.house.exercises()
    (run,) = shared.house.store.exercises.runs(exercise.id)
    last = shared.house.store.journals.read(run.id)[-1]
    fact = EvaluationSigned(last.seq, "sha256:0", exercise.rules)
    signing = replace(last, seq=last.seq + 1, source=OUTSIDE, by="evaluator/Zhao", fact=fact)
    shared.house.store.journals.append([(run.id, [signing])])
    assert all(card["signed"] for card in shared.cards())


def test_the_inbox_is_for_facilitators_of_the_whole_server(shared: Desk) -> None:
    assert shared.refused("GET", BOX, bearer=shared.participant())[0] == 403
    assert shared.refused("GET", f"/plans/{PLAN}/conflicts", bearer=shared.participant())[0] == 403
    assert shared.refused("GET", "/plans/unknown/inbox") == (404, "no_such_plan")
    body = {"do": "reject", "findings": ["F-unknown"], "reason": "x"}
    assert shared.refused("POST", BOX, body) == (404, "no_such_finding")


def test_a_table_that_ends_is_looked_at_by_the_round_one_at_a_time(desk: Desk) -> None:
    card = desk.card()
    desk.publish(desk.do("draft", card["id"])["draft"])
    exercise = desk.exercise("ups-model.yaml", "2027-03-16")
    proving = desk.app.extensions["startex.proving"]
    (run,) = desk.house.store.exercises.runs(exercise)
    proving.hear(run.id, desk.house.store.journals.read(run.id))
    assert proving.go_on()
    assert desk.house.store.register.finding(card["id"]).standing == "published"
    assert not proving.go_on()
    assert desk.house.store.register.finding(card["id"]).standing == "verified"
