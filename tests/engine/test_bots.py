"""Simulated colleagues act by the plan, at the pace of people, knowing what their seat could know."""

from __future__ import annotations

import pytest

from engine.bots import Bots
from engine.play import Played, play
from exercise.commands import Act, OpenInject
from exercise.entry import OUTSIDE, SCRIPT, Entry
from exercise.facts import (
    Acted,
    InjectDelivered,
    InjectOpened,
    SeatLeft,
    SeatTaken,
    SignalRaised,
    Started,
)
from exercise.setting import Setting
from scenarios.condition import At, Did, Done, ServiceIs, Signal
from scenarios.inject import RoleEffect, ServiceEffect
from scenarios.plan import Field, Form, Option
from scenarios.procedure import Choice, Escalation, Fact
from scenarios.scenario import TruthRow
from scenarios.text import Text
from tests.engine.making import MINUTE, REFS, action, facts, inject, role, service, setting, step

ALARM = inject("I1", at=MINUTE, to=("duty",), raises=("alarm",))


def acted(made: Setting, roles: tuple[str, ...] | None = None, seed: int = 1) -> Played:
    return play(made, REFS, seed, (), Bots(made, made.seats if roles is None else roles, seed))


def acts(done: Played) -> list[tuple[float, str | None, str]]:
    return [(e.at / MINUTE, e.by, e.fact.action) for e in done.entries if isinstance(e.fact, Acted)]


def test_a_step_is_done_by_whose_turn_it_is_inside_its_limit() -> None:
    made = setting(
        injects=[ALARM],
        steps=[step("D1", "ack", by=["duty", "head"], when=Signal("alarm"), within=3 * MINUTE)],
    )
    for seed in range(30):
        ((at, by, does),) = acts(acted(made, seed=seed))
        assert (by, does) == ("duty", "ack")
        assert 1 < at <= 4


def test_people_take_different_times_and_the_same_seed_the_same() -> None:
    made = setting(
        injects=[ALARM], steps=[step("D1", "ack", when=Signal("alarm"), within=3 * MINUTE)]
    )
    assert acts(acted(made, seed=1)) == acts(acted(made, seed=1))
    assert len({acts(acted(made, seed=seed))[0][0] for seed in range(10)}) > 5


def test_their_acts_are_marked_as_simulated() -> None:
    made = setting(steps=[step("D1", "ack", within=MINUTE)])
    assert all(fact.simulated for _, fact in facts(acted(made), Acted))


def test_mail_is_opened_by_those_it_is_for() -> None:
    made = setting(injects=[ALARM, inject("I2", at=2 * MINUTE, to=("all",))])
    opened = [
        (e.by, e.fact.inject) for e in acted(made).entries if isinstance(e.fact, InjectOpened)
    ]
    assert sorted(opened) == [("duty", "I1"), ("duty", "I2"), ("head", "I2")]


def test_one_person_does_one_thing_at_a_time_the_most_urgent_first() -> None:
    made = setting(
        steps=[
            step("late", "later", by=["duty"], within=20 * MINUTE),
            step("soon", "sooner", by=["duty"], within=2 * MINUTE),
            step("idle", "idle", by=["duty"]),
        ],
    )
    done = acts(acted(made))
    assert [does for _, _, does in done] == ["sooner", "later", "idle"]
    assert done[0][0] < done[1][0] < done[2][0]


def test_a_step_waits_for_the_steps_before_it() -> None:
    made = setting(
        steps=[
            step("second", "two", by=["duty"], within=5 * MINUTE, after=("first",)),
            step("first", "one", by=["head"], within=5 * MINUTE),
        ],
    )
    for seed in range(10):
        assert [does for _, _, does in acts(acted(made, seed=seed))] == ["one", "two"]


def test_what_is_forbidden_waits_until_it_is_allowed() -> None:
    made = setting(
        steps=[step("D1", "publish", within=MINUTE, not_before=At(10 * MINUTE))],
    )
    ((at, _, _),) = acts(acted(made))
    assert at >= 10


def test_a_quorum_is_filled_by_as_many_roles_as_it_needs() -> None:
    made = setting(
        roles=["a", "b", "c", "d"],
        steps=[step("Q", "check-in", by=["a", "b", "c", "d"], within=5 * MINUTE, quorum=3)],
    )
    assert sorted(by or "" for _, by, _ in acts(acted(made))) == ["a", "b", "c"]


def test_reports_go_on_until_they_are_closed() -> None:
    made = setting(
        steps=[
            step(
                "R",
                "report",
                by=["duty"],
                within=2 * MINUTE,
                every=10 * MINUTE,
                until=At(45 * MINUTE),
            )
        ],
    )
    done = acted(made)
    cadence = next(o for o in done.run.evaluation()["obligations"] if o["kind"] == "cadence")
    assert cadence["verdict"] == "met"
    assert 5 <= len(acts(done)) <= 9


def test_the_best_option_by_what_holds_is_chosen() -> None:
    down = ServiceIs("db", ("down",))
    made = setting(
        services=[service("db")],
        actions=[action("decide", "decide", options=(Option("stay"), Option("switch")))],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        steps=[
            step(
                "D",
                "decide",
                within=5 * MINUTE,
                choices=(
                    Choice("switch", 1.0, down),
                    Choice("switch", 0.1),
                    Choice("stay", 0.5),
                ),
            )
        ],
    )
    assert [fact.option for _, fact in facts(acted(made), Acted)] == ["switch"]


def test_forms_say_what_is_true() -> None:
    form = Form(
        "sheet",
        Text.plain("sheet"),
        (
            Field("affected", "services", Text.plain("a"), required=True),
            Field("grade", "choice", Text.plain("g"), options=(Option("low"), Option("high"))),
            Field("when", "time", Text.plain("w")),
            Field("words", "text", Text.plain("What happened")),
            Field("sure", "yes-no", Text.plain("s")),
            Field("count", "number", Text.plain("c")),
        ),
    )
    made = setting(
        services=[service("db"), service("web", depends_on=("db",))],
        forms=[form],
        actions=[action("report", "report", form="sheet")],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        steps=[
            step(
                "R",
                "report",
                within=5 * MINUTE,
                facts=(
                    Fact("affected", "truth.affected"),
                    Fact("grade", "truth.grade"),
                    Fact("when", "truth.down_since", tolerance=0),
                ),
            )
        ],
        truth={"grade": (TruthRow("low"), TruthRow("high", ServiceIs("web", ("down",))))},
    )
    done = acted(made)
    assert done.refused == ()
    ((_, fact),) = facts(done, Acted)
    assert fact.form["affected"] == ["db", "web"]
    assert fact.form["grade"] == "high"
    assert not {"words", "count"} & set(fact.form)
    judged = next(o for o in done.run.evaluation()["obligations"] if o["kind"] == "facts")
    assert judged["verdict"] == "met"


def test_what_stays_out_is_escalated() -> None:
    made = setting(
        steps=[
            step(
                "D1",
                "ack",
                by=["duty"],
                within=2 * MINUTE,
                escalate=Escalation(("head",), 3 * MINUTE, "call"),
            )
        ],
        actions=[action("call")],
    )
    ((at, by, does),) = acts(acted(made, roles=("head",)))
    assert (by, does) == ("head", "call")
    assert 2 < at <= 5


def test_a_log_is_kept_of_what_is_to_be_logged() -> None:
    made = setting(
        roles=["duty", "scribe"],
        actions=[action("log", "record")],
        steps=[
            step("D1", "ack", by=["duty"], within=2 * MINUTE),
            step("L", "log", by=["scribe"], within=5 * MINUTE, records=("ack",)),
        ],
    )
    done = acted(made)
    assert [(by, does) for _, by, does in acts(done)] == [("duty", "ack"), ("scribe", "log")]
    assert [o["verdict"] for o in done.run.evaluation()["obligations"]] == ["met", "met"]


def test_a_deputy_stands_in_for_whoever_is_away() -> None:
    made = setting(
        roles=["head", role("duty", deputies=("head",))],
        injects=[inject("I0", at=0, effects=(RoleEffect("duty", "absent"),)), ALARM],
        steps=[step("D1", "ack", by=["duty"], when=Signal("alarm"), within=3 * MINUTE)],
    )
    assert [by for _, by, _ in acts(acted(made))] == ["head"]


def test_nobody_sees_what_is_shown_otherwise() -> None:
    def made(shows: str | None) -> Setting:
        return setting(
            services=[service("db")],
            injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down", shows),))],
            steps=[step("D1", "ack", when=ServiceIs("db", ("down",)), within=3 * MINUTE)],
        )

    assert acts(acted(made(None)))
    assert acts(acted(made("up"))) == []


def test_what_others_were_told_is_known_later() -> None:
    made = setting(
        injects=[ALARM],
        steps=[
            step("D1", "ack", by=["duty"], when=Signal("alarm"), within=30 * MINUTE),
            step("D2", "come", by=["head"], when=Signal("alarm"), within=30 * MINUTE),
        ],
    )
    earliest = [
        min(at for at, by, _ in acts(acted(made, seed=s)) if by == "head") for s in range(9)
    ]
    assert min(earliest) > 1.1


class Hands:
    """Bots fed by hand."""

    def __init__(self, made: Setting) -> None:
        self.bots = Bots(made, made.seats, 1)
        self.seq = 0

    def hear(self, at: float, fact: object, source: str = SCRIPT, by: str | None = None) -> None:
        self.seq += 1
        self.bots.hear(Entry(self.seq, round(at * MINUTE), source, "", by, fact))  # type: ignore[arg-type]


ONE = setting(
    injects=[ALARM],
    steps=[step("D1", "ack", by=["duty"], when=Signal("alarm"), within=3 * MINUTE)],
)


def alarmed() -> Hands:
    hands = Hands(ONE)
    hands.hear(0, Started(), OUTSIDE)
    hands.hear(1, InjectDelivered("I1"))
    hands.hear(1, SignalRaised("alarm", "I1"))
    return hands


def drained(hands: Hands) -> list[object]:
    done: list[object] = []
    for _ in range(20):
        due = hands.bots.next_due()
        if due is None:
            break
        done += hands.bots.acts_due(due)
    return done


def test_nobody_acts_before_startex() -> None:
    assert Hands(ONE).bots.next_due() is None


def test_acts_are_due_once_and_about_the_mail_that_called_for_them() -> None:
    done = drained(alarmed())
    assert sorted(type(one).__name__ for one in done) == ["Act", "OpenInject"]
    assert OpenInject("duty", "I1") in done
    assert Act("duty", "ack", about="I1", simulated=True) in done


def test_a_person_who_takes_the_seat_silences_the_colleague() -> None:
    hands = alarmed()
    hands.hear(1, SeatTaken("duty", "li"), OUTSIDE, "duty/li")
    assert drained(hands) == []


def test_a_colleague_acts_under_the_name_by_which_it_sat_down() -> None:
    hands = Hands(ONE)
    hands.hear(0, SeatTaken("duty", "bot-duty", simulated=True), OUTSIDE, "duty/bot-duty")
    hands.hear(0, Started(), OUTSIDE)
    hands.hear(1, InjectDelivered("I1"))
    assert drained(hands) == [OpenInject("duty/bot-duty", "I1")]


def test_a_person_who_sat_down_before_startex_plays_alone() -> None:
    hands = Hands(ONE)
    hands.hear(0, SeatTaken("duty", "li"), OUTSIDE, "duty/li")
    hands.hear(0, Started(), OUTSIDE)
    hands.hear(1, InjectDelivered("I1"))
    assert drained(hands) == []


def test_the_colleague_comes_back_when_the_person_leaves() -> None:
    hands = alarmed()
    hands.hear(1, SeatTaken("duty", "li"), OUTSIDE, "duty/li")
    hands.hear(1.5, SeatLeft("duty", "li"), OUTSIDE, "duty/li")
    assert any(isinstance(one, Act) for one in drained(hands))


def test_an_answer_by_somebody_else_makes_theirs_unnecessary() -> None:
    hands = alarmed()
    hands.hear(1, Acted("ack"), OUTSIDE, "duty/li")
    assert not any(isinstance(one, Act) for one in drained(hands))


@pytest.mark.parametrize("trigger", [Done("D1"), Did("ack")])
def test_one_act_leads_to_the_next_step(trigger: Done | Did) -> None:
    made = setting(
        injects=[ALARM],
        steps=[
            step("D1", "ack", by=["duty"], when=Signal("alarm"), within=3 * MINUTE),
            step("D2", "tell", by=["head"], when=trigger, within=3 * MINUTE),
        ],
    )
    assert [does for _, _, does in acts(acted(made))] == ["ack", "tell"]
