"""How an assessment stands: independent until all have signed, then side by side, settled, signed and verified."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.serving import Served
from tests.web.assessing.test_attachments import PNG, ask, multipart
from tests.web.people import Person

SCENARIO = "micro-reportable"


class Panel:
    """A table whose exercise is over, a facilitator and two evaluators, Vera (who leads) and Wang."""

    def __init__(self, server: Served, enter: Callable[..., Person]) -> None:
        self.server = server
        made = server.launch(scenario=SCENARIO)
        self.table = str(made["tables"][0]["id"])
        self.passes = {"facilitator": server.facilitator()}
        for name in ("Vera", "Wang"):
            self.passes[name] = server.enter(made["links"]["evaluator"], name)
        self.facilitator = enter(made["links"]["facilitator"], self.table)
        self.vera = enter(made["links"]["evaluator"], self.table, "Vera")
        self.wang = enter(made["links"]["evaluator"], self.table, "Wang")
        self.plan = self.guide()

    def guide(self) -> Any:
        """Return the guide as Vera gets it."""
        return self.server.ask("GET", f"/tables/{self.table}/guide", None, self.passes["Vera"])

    def standing(self, name: str) -> Any:
        """Return how the assessment stands for *name*."""
        return self.server.ask("GET", f"/tables/{self.table}/assessment", None, self.passes[name])

    def subject(self, name: str, subject: str) -> Any:
        """Return one subject as *name* sees it."""
        return next(one for one in self.standing(name)["subjects"] if one["subject"] == subject)

    def play(self) -> None:
        """StartEx and, at once, EndEx."""
        assert self.facilitator.control("start")["ok"]
        assert self.facilitator.control("end")["ok"]

    def rate(self, person: Person, **ratings: str) -> None:
        """Let *person* rate subjects, their colons written as ``__``."""
        for subject, rating in ratings.items():
            sent = {"subject": subject.replace("__", ":"), "rating": rating, "reason": "seen"}
            assert person.ask("rate", sent)["ok"]

    def needs(self, name: str = "facilitator") -> dict[str, list[str]]:
        """Return what a signature still needs, by code."""
        return {
            one["code"]: one["missing"]
            for one in self.standing(name)["preconditions"]
            if not one["met"] and one["must"]
        }


@pytest.fixture
def panel(server: Served, enter: Callable[..., Person]) -> Panel:
    """A named panel, the exercise over, nothing rated."""
    made = Panel(server, enter)
    made.play()
    assert made.facilitator.ask("panel", {"evaluators": ["Vera", "Wang"], "lead": "Vera"})["ok"]
    return made


def test_until_all_have_signed_nobody_sees_the_others_ratings_nor_any_agreement(panel):
    panel.rate(panel.vera, whole="P")
    panel.rate(panel.wang, whole="M")
    assert set(panel.subject("Vera", "whole")["given"]) == {"Vera"}
    assert set(panel.subject("Wang", "whole")["given"]) == {"Wang"}
    assert panel.standing("Vera")["agreement"] is None
    assert "settled" not in {one["code"] for one in panel.standing("Vera")["preconditions"]}
    assert set(panel.subject("facilitator", "whole")["given"]) == {"Vera", "Wang"}


def test_what_is_missing_before_the_signature_is_told_by_name(panel):
    panel.rate(panel.vera, whole="P")
    panel.rate(panel.wang, whole="M")
    assert panel.needs() == {"guides": ["Vera", "Wang"], "settled": ["whole"]}
    panel.vera.ask("sign_guide", {})
    assert panel.needs()["guides"] == ["Wang"]
    panel.wang.ask("sign_guide", {})
    assert panel.needs() == {"settled": ["whole"]}
    panel.vera.ask("final_rating", {"subject": "whole", "rating": "S", "reason": "in between"})
    assert panel.needs() == {}


def test_an_exercise_that_runs_cannot_be_signed(server, enter):
    made = Panel(server, enter)
    assert made.facilitator.control("start")["ok"]
    assert made.needs() == {"ended": ["ended"]}


def test_agreement_after_the_reveal_is_kappa_over_all_and_over_each_target(panel):
    # Vera P P M, Wang P S M over three subjects: distances 0, 1, 0, observed mean 1/3. Vera gives P 2 M 1,
    # Wang P 1 S 1 M 1; expected: (2·1·0 + 2·1·1 + 2·1·2 + 1·1·2 + 1·1·1 + 1·1·0) / 9 = 9/9 = 1; kappa 1 - 1/3 = 2/3.
    first, second = (f"step:{task}" for task in list(panel.plan["tasks"])[:2])
    for person, ratings in ((panel.vera, "PPM"), (panel.wang, "PSM")):
        for subject, rating in zip(("whole", first, second), ratings, strict=True):
            assert person.ask("rate", {"subject": subject, "rating": rating})["ok"]
        assert person.ask("sign_guide", {})["ok"]
    found = panel.standing("Wang")["agreement"]
    assert found["evaluators"] == ["Vera", "Wang"]
    assert found["overall"]["items"] == 3
    assert found["overall"]["kappa"] == pytest.approx(2 / 3)
    assert found["overall"]["exact"] == pytest.approx(2 / 3)
    assert found["targets"]["whole"] == {"items": 1, "exact": 1.0, "kappa": None}
    assert [(one["one"], one["other"]) for one in found["pairs"]] == [("Vera", "Wang")]


def test_a_signed_evaluation_is_verified_and_reopening_it_leaves_a_trace(panel):
    panel.rate(panel.vera, whole="P")
    panel.vera.ask("sign_guide", {})
    panel.wang.ask("sign_guide", {})
    assert panel.vera.ask("sign_off", {"comment": "done"})["ok"]
    signature = panel.standing("Wang")["signature"]
    assert signature["holds"] is True
    assert (signature["by"], signature["comment"]) == ("evaluator/Vera", "done")
    assert panel.wang.ask("rate", {"subject": "whole", "rating": "U"})["refused"] == "signed_off"
    assert panel.vera.ask("reopen", {"reason": "a photo came in"})["ok"]
    assert panel.standing("Wang")["signature"] is None
    panel.wang.wait_for(lambda me: me.view["assessment"]["history"][-1]["reason"])
    assert [one["what"] for one in panel.wang.view["assessment"]["history"]] == [
        "guide_signed",
        "guide_signed",
        "evaluation_signed",
        "evaluation_reopened",
    ]


def test_verdicts_that_people_set_come_to_a_rating_of_their_own_beside_the_automatic_one(panel):
    path = f"/tables/{panel.table}/evaluation"
    judged = panel.server.ask("GET", path, None, panel.passes["Vera"])["obligations"]
    duty = next(one["id"] for one in judged if one["verdict"] == "met" and one["weight"] == 3)
    assert panel.subject("Vera", "whole")["adjusted"] is None
    before = panel.subject("Vera", "whole")["rating"]
    said = {"obligation": duty, "verdict": "violated", "reason": "seen with my own eyes"}
    assert panel.vera.ask("override", said)["ok"]
    after = panel.subject("Vera", "whole")
    assert (after["rating"], after["adjusted"]) == (before, "U")


def test_a_note_names_only_files_that_were_sent_to_the_table(panel):
    status, _, answer = ask(
        panel.server,
        "POST",
        f"{panel.table}/attachments",
        panel.passes["Vera"],
        multipart("x.png", PNG),
    )
    assert status == 201
    file = json.loads(answer)
    kept = {"id": "n-1", "text": "see the photo", "attachments": [file]}
    assert panel.vera.ask("note", kept)["ok"]
    for wrong in ({"digest": "sha256:0"}, {"type": "text/html"}, {"size": 1}):
        forged = {"id": "n-2", "text": "x", "attachments": [file | wrong]}
        assert panel.vera.ask("note", forged)["refused"] == "no_such_attachment"


def test_the_name_of_a_download_is_the_observations(panel):
    path = f"{panel.table}/attachments"
    _, _, answer = ask(panel.server, "POST", path, panel.passes["Vera"], multipart("板书.png", PNG))
    file = json.loads(answer)
    assert panel.vera.ask("note", {"id": "n-1", "text": "x", "attachments": [file]})["ok"]
    _, headers, _ = ask(panel.server, "GET", f"{path}/{file['digest']}", panel.passes["Wang"])
    assert headers["content-disposition"] == ("attachment; filename*=UTF-8''%E6%9D%BF%E4%B9%A6.png")


def test_participants_learn_nothing_of_the_guide_or_how_the_assessment_stands(server):
    made = server.launch(scenario=SCENARIO)
    table = made["tables"][0]
    seat = server.enter(next(iter(table["links"]["seats"].values())), "Li")
    for path in ("guide", "assessment"):
        status, _, _ = ask(server, "GET", f"{table['id']}/{path}", seat)
        assert status == 403
