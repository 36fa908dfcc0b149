"""The socket: an exercise is played over it, acts count once, and a new connection knows all that happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.serving import Served
from tests.web.people import Person

VIEW = ("clock", "mail", "acts", "messages", "services", "notes", "seats")


class Running(NamedTuple):
    """A running exercise with its facilitator and the duty manager."""

    exercise: Any
    table: Any
    facilitator: Person
    duty: Person


@pytest.fixture
def running(launch: Callable[..., Any], enter: Callable[..., Person]) -> Running:
    """An exercise after StartEx."""
    exercise = launch(title="Socket")
    table = exercise["tables"][0]
    facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    duty = enter(table["links"]["seats"]["ops-duty"], table["id"], "li")
    assert facilitator.control("start")["ok"]
    return Running(exercise, table, facilitator, duty)


def first_action(person: Person) -> str:
    """Return an action that the person may carry out."""
    action: str = person.frame["actions"][0]["id"]
    return action


def test_an_act_is_acknowledged_with_its_number_and_told_to_the_facilitator(running):
    ack = running.duty.act(first_action(running.duty))
    assert ack["ok"]
    assert not ack.get("again")
    running.facilitator.wait_for_seq(ack["seq"])
    assert running.facilitator.view["acts"][f"a{ack['seq']}"]["by"] == "ops-duty"


def test_an_act_sent_twice_counts_once(running):
    sent = {"id": "the-same", "action": first_action(running.duty)}
    first, second = running.duty.ask("act", sent), running.duty.ask("act", sent)
    assert (second["seq"], second["again"]) == (first["seq"], True)
    running.facilitator.wait_for_seq(first["seq"])
    acts = running.facilitator.view["acts"].values()
    assert len([act for act in acts if act["client_id"] == "the-same"]) == 1


def test_who_was_away_is_shown_all_that_happened_meanwhile(server: Served, running, enter):
    li = enter(running.table["links"]["seats"]["it-head"], running.table["id"], "wang")
    stayed = enter(running.table["links"]["seats"]["it-head"], running.table["id"], "wang")
    li.leave()
    assert running.facilitator.control("jump", to=420_000)["ok"]
    assert running.facilitator.control("pause", reason="to compare")["ok"]
    sent = {"id": "m1", "to": ["it-head"], "text": "Come to the bridge"}
    ack = running.duty.ask("message", sent)
    stayed.wait_for_seq(ack["seq"])
    back = enter(running.table["links"]["seats"]["it-head"], running.table["id"], "wang")
    assert {name: back.view[name] for name in VIEW} == {name: stayed.view[name] for name in VIEW}
    assert back.lines == stayed.lines
    assert back.view["mail"]


def test_a_message_comes_to_those_it_is_for_and_nobody_else(running, enter):
    head = enter(running.table["links"]["seats"]["it-head"], running.table["id"], "wang")
    scribe = enter(running.table["links"]["seats"]["scribe"], running.table["id"], "zhou")
    ack = running.duty.ask("message", {"id": "m2", "to": ["it-head"], "text": "For your eyes"})
    head.wait_for_seq(ack["seq"])
    assert head.view["messages"][f"m{ack['seq']}"]["text"] == "For your eyes"
    assert running.facilitator.ask("ping_clock", {})["ok"]
    assert "For your eyes" not in str(scribe.heard)


def test_a_facilitator_speaks_as_somebody_outside(running):
    sent = {"id": "m3", "to": ["ops-duty"], "text": "This is the press", "as": "press"}
    ack = running.facilitator.ask("message", sent)
    running.duty.wait_for_seq(ack["seq"])
    message = running.duty.view["messages"][f"m{ack['seq']}"]
    assert (message["as_actor"], message["by"]) == ("press", "press")
    assert "Fay" not in str(running.duty.view["messages"])


def test_an_inject_written_on_the_spot_comes_at_once_when_it_is_wanted_now(running):
    content = {"to": ["ops-duty"], "channel": "phone", "from": "press", "subject": "Is it true?"}
    ack = running.facilitator.control("write", now=True, content=content, reason="to stir")
    assert ack["ok"], ack
    mail = running.duty.wait_for(lambda me: me.view["mail"].get(ack["inject"]))
    assert (mail["channel"], mail["subject"]) == ("phone", {"": "Is it true?"})
    written = running.facilitator.wait_for(lambda me: me.view["injects"][ack["inject"]]["played"])
    assert written


def test_injects_are_held_released_postponed_and_skipped(running):
    injects = running.facilitator.view["injects"].values()
    waiting = [one["id"] for one in injects if one["at"] and one["state"] == "waiting"]
    held, later, gone = waiting[-3:]
    assert running.facilitator.control("hold", inject=held, reason="not yet")["ok"]
    assert running.facilitator.control("postpone", inject=later, to=5_000_000)["ok"]
    last = running.facilitator.control("skip", inject=gone)
    running.facilitator.wait_for_seq(last["seq"])
    view = running.facilitator.view["injects"]
    assert [view[one]["state"] for one in (held, later, gone)] == ["held", "postponed", "skipped"]
    assert view[later]["due"] == 5_000_000
    assert running.facilitator.control("release", inject=held)["ok"]
    running.facilitator.wait_for(lambda me: me.view["injects"][held]["state"] == "played")


def test_the_clock_is_paused_hastened_and_ended_for_everybody(running):
    assert running.facilitator.control("speed", factor=2)["ok"]
    assert running.facilitator.control("pause", reason="lunch")["ok"]
    running.duty.wait_for(lambda me: me.view["clock"]["phase"] == "paused")
    clock = running.duty.view["clock"]
    assert (clock["speed"], clock["reason"]) == (2, "lunch")
    assert running.facilitator.control("resume")["ok"]
    assert running.facilitator.control("end")["ok"]
    running.duty.wait_for(lambda me: me.view["clock"]["phase"] == "ended")
    assert running.duty.view["clock"]["end_reason"] == "facilitator"
    assert running.duty.act(first_action(running.duty))["refused"] == "ended"


def test_an_evaluator_notes_rates_and_overrides_but_does_not_control(running, enter):
    judge = enter(running.exercise["links"]["evaluator"], running.table["id"], "Zhang")
    note = {"id": "n1", "text": "Quick to the phone", "kind": "strength", "evidence": [1]}
    assert judge.ask("note", note)["ok"]
    assert judge.ask("rate", {"subject": "whole", "rating": "S", "reason": "well done"})["ok"]
    ack = judge.ask(
        "override", {"obligation": "D1.response#1", "verdict": "waived", "reason": "net"}
    )
    assert ack["ok"]
    judge.wait_for_seq(ack["seq"])
    assert judge.view["overrides"]["D1.response#1"]["verdict"] == "waived"
    assert judge.view["ratings"]["whole@Zhang"]["rating"] == "S"
    assert judge.control("pause")["refused"] == "not_yours"
    assert "Quick to the phone" not in str(running.duty.heard)


def test_the_judgement_follows_while_the_exercise_runs(running):
    assert running.facilitator.control("jump", to=300_000)["ok"]
    evaluation = running.facilitator.wait_for(lambda me: me.evaluation)
    assert evaluation["format"] == "startex/evaluation@1"
    assert "evaluation" not in {event for event, _ in running.duty.heard}


def test_a_limit_that_passes_in_silence_is_judged_all_the_same(running):
    assert running.facilitator.control("jump", to=240_000)["ok"]
    assert running.facilitator.control("speed", factor=60)["ok"]

    def unanswered(me: Person) -> list[str]:
        judged = (me.evaluation or {}).get("obligations", [])
        return [one["id"] for one in judged if one["verdict"] == "missed"]

    assert "D1.response#1" in running.facilitator.wait_for(unanswered)


def test_who_comes_and_goes_is_seen(running, enter):
    zhou = enter(running.table["links"]["seats"]["scribe"], running.table["id"], "zhou")
    running.facilitator.wait_for(lambda me: is_online(me, "scribe", "zhou", True))
    zhou.leave()
    running.facilitator.wait_for(lambda me: is_online(me, "scribe", "zhou", False))


def is_online(person: Person, role: str, name: str, online: bool) -> bool:
    """Whether *person* was last told that *name* at *role*'s seat is there, or not."""
    told = [what for event, what in person.heard if event == "presence"]
    mine = [one for one in told if (one["role"], one["person"]) == (role, name)]
    return bool(mine) and mine[-1]["online"] is online


def test_two_connections_of_one_person_are_one_person(running, enter):
    again = enter(running.table["links"]["seats"]["ops-duty"], running.table["id"], "li")
    people = again.view["seats"]["ops-duty"]["people"]
    assert [one["person"] for one in people] == ["li"]


def test_a_facilitator_may_look_as_the_wall_does(server: Served, running, enter):
    wall = Person(server.url, server.enter(running.exercise["links"]["facilitator"]))
    shot = wall.hello(running.table["id"], **{"as": "observer"})
    assert (shot["audience"], sorted(shot["view"])) == ("observer", ["clock", "counts", "services"])
    assert wall.control("pause")["refused"] == "not_yours"
    wall.leave()
