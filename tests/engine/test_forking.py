"""What-if: without a change the real run again, byte for byte; with one, the rest goes on as it really went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.bots import Bots
from engine.forking import UNCALLED, UNDELIVERED, NoSuchAct, fork
from engine.play import play
from exercise.commands import Act
from exercise.entry import Entry
from exercise.facts import Acted, Ended, InjectDelivered, ServiceChanged
from exercise.paper import canonical, entry_to_paper
from exercise.whatif.changes import (
    Added,
    Altered,
    Moved,
    RecoveryOtherwise,
    Removed,
    ServiceOtherwise,
)
from scenarios.condition import Did, Signal, Silent
from scenarios.inject import ServiceEffect
from scenarios.plan import Fixed, Option
from scenarios.procedure import Choice
from scenarios.responses import Response
from scenarios.scenario import RecoveryReality, ServiceReality
from scenarios.timing import MINUTE
from tests.engine.making import action, inject, recovery, service, setting, step
from tests.engine.test_any_exercise import REFS, drawn
from tests.web.drilled import drilled

DOWN = ServiceEffect("db", "down")
SCRIPT = setting(
    services=[service("db", rto=10 * MINUTE)],
    recoveries=[recovery("restart", ["db"], takes=Fixed(4 * MINUTE))],
    steps=[
        step("D1", "answer", ["duty"], when=Signal("alarm"), within=2 * MINUTE),
        step("D2", "restart", ["head"], when=Signal("alarm"), within=5 * MINUTE),
        step("D3", "tell", ["duty"], when=Did("restart"), within=5 * MINUTE),
    ],
    injects=[
        inject("I1", at=MINUTE, to=("duty",), raises=("alarm",), effects=(DOWN,)),
        inject("I2", when=Silent("D1", 3 * MINUTE), to=("duty",)),
    ],
    duration=30 * MINUTE,
)
# I1 at 1 min; nobody answers, so I2 comes at 4 min + 1 ms; the restart at 9 min ends at 13 min: 12 min down.
REAL = play(
    SCRIPT,
    REFS,
    7,
    [
        Response(5 * MINUTE, "duty", "answer", None, "I2"),
        Response(9 * MINUTE, "head", "restart"),
        Response(10 * MINUTE, "duty", "tell"),
    ],
)


def without_wall(entries) -> list[str]:
    return [canonical({**entry_to_paper(entry), "wall": ""}) for entry in entries]


def act(action: str) -> Entry:
    """Return the real entry of an action."""
    return next(e for e in REAL.entries if isinstance(e.fact, Acted) and e.fact.action == action)


def forked(*changes, carry_on=None):
    return fork(SCRIPT, REFS, 7, REAL.entries, changes, carry_on)


def outage(entries) -> int:
    """Return how long db was down: the time between its two changes."""
    moments = [e.at for e in entries if isinstance(e.fact, ServiceChanged)]
    return moments[1] - moments[0]


def acts(entries) -> list[tuple[int, str]]:
    return [(e.at, e.fact.action) for e in entries if isinstance(e.fact, Acted)]


@pytest.mark.parametrize("seed", range(60))
def test_without_a_change_any_run_comes_again_byte_for_byte(seed):
    setting_, played, _ = drawn(seed)
    same = fork(setting_, REFS, played.run.seed, played.entries)
    assert without_wall(same.entries) == without_wall(played.entries)
    assert canonical(same.evaluation()) == canonical(played.run.evaluation())
    assert same.dropped == ()


def test_without_a_change_the_shipped_exercise_comes_again():
    played = drilled()
    run = played.run
    same = fork(run.setting, run.documents, run.seed, played.entries)
    assert without_wall(same.entries) == without_wall(played.entries)
    assert canonical(same.evaluation()) == canonical(run.evaluation())


def test_a_restart_five_minutes_earlier_shortens_the_outage_by_as_much():
    assert outage(REAL.entries) == 12 * MINUTE
    earlier = forked(Moved(act("restart").seq, 4 * MINUTE))
    assert outage(earlier.entries) == 7 * MINUTE
    verdicts = {o["id"]: o["verdict"] for o in earlier.evaluation()["obligations"]}
    assert verdicts["db.rto#1"] == "met"
    assert verdicts["D2.response#1"] == "met"
    assert earlier.dropped == ()


def test_an_act_about_an_inject_that_no_longer_comes_is_listed():
    answered = forked(Added(2 * MINUTE, Act("duty", "answer", about="I1")))
    delivered = [e.fact.inject for e in answered.entries if isinstance(e.fact, InjectDelivered)]
    assert delivered == ["I1"]
    assert [(one.seq, one.why) for one in answered.dropped] == [(act("answer").seq, UNDELIVERED)]


def test_an_act_that_nothing_calls_for_any_more_is_listed():
    never = forked(Removed(act("restart").seq))
    assert [(one.action, one.why) for one in never.dropped] == [("tell", UNCALLED)]
    assert acts(never.entries) == [(5 * MINUTE, "answer")]
    assert {s["id"]: s["down_ms"] for s in never.evaluation()["services"]} == {"db": 29 * MINUTE}


def test_what_comes_after_the_fork_has_ended_is_listed_as_refused():
    ending = replace(SCRIPT.scenario, end_when=Did("restart"))
    script = type(SCRIPT)(SCRIPT.plan, ending)
    real = play(
        script,
        REFS,
        7,
        [Response(9 * MINUTE, "duty", "answer"), Response(11 * MINUTE, "head", "restart")],
    )
    restart = next(
        e.seq for e in real.entries if isinstance(e.fact, Acted) and e.fact.action == "restart"
    )
    sooner = fork(script, REFS, 7, real.entries, [Moved(restart, 8 * MINUTE)])
    assert [(one.action, one.why) for one in sooner.dropped] == [("answer", "ended")]
    assert sooner.entries[-1].fact == Ended("end_when")


def test_a_recovery_that_takes_less_ends_earlier():
    faster = forked(RecoveryOtherwise("restart", RecoveryReality(takes=Fixed(MINUTE))))
    assert outage(faster.entries) == 9 * MINUTE
    assert acts(faster.entries) == acts(REAL.entries)


def test_a_service_that_depends_on_nothing_stays_up():
    chained = setting(
        services=[service("db"), service("shop", depends_on=("db",))],
        steps=[step("D1", "answer", ["duty"], when=Signal("alarm"))],
        injects=[inject("I1", at=MINUTE, effects=(DOWN,))],
        duration=5 * MINUTE,
    )
    real = play(chained, REFS, 7)
    apart = fork(chained, REFS, 7, real.entries, [ServiceOtherwise("shop", ServiceReality(()))])
    down = {s["id"]: s["down_ms"] for s in apart.evaluation()["services"]}
    assert down == {"db": 4 * MINUTE, "shop": 0}


def test_another_option_is_judged_as_if_it_had_been_chosen():
    options = (Choice("switch", 1.0), Choice("stay", 0.0))
    script = setting(
        steps=[step("D1", "decide", ["duty"], choices=options)],
        actions=[action("decide", "decide", options=(Option("switch"), Option("stay")))],
        duration=5 * MINUTE,
    )
    real = play(script, REFS, 7, [Response(MINUTE, "duty", "decide", "stay")])
    chosen = next(e.seq for e in real.entries if isinstance(e.fact, Acted))
    other = fork(script, REFS, 7, real.entries, [Altered(chosen, "switch")])
    assert [choice_of(one) for one in (real.run, other.run)] == ["violated", "met"]


def choice_of(run) -> str:
    return next(o["verdict"] for o in run.evaluation()["obligations"] if o["kind"] == "choice")


def test_colleagues_carry_on_from_the_fork_and_nobody_repeats_what_people_did():
    on = forked(Removed(act("restart").seq), carry_on=lambda s, seed: Bots(s, s.seats, seed))
    before = [one for one in acts(on.entries) if one[0] < 9 * MINUTE]
    after = [one for one in acts(on.entries) if one[0] >= 9 * MINUTE]
    assert before == [(5 * MINUTE, "answer")]
    assert [name for _, name in after] == ["restart", "tell"]


def test_a_change_of_what_is_no_act_is_refused():
    with pytest.raises(NoSuchAct):
        forked(Removed(1))
    with pytest.raises(NoSuchAct):
        forked(Moved(999, 5))


def test_an_act_moved_into_the_same_moment_comes_after_those_that_were_there():
    moved = forked(Moved(act("answer").seq, 9 * MINUTE))
    assert acts(moved.entries)[:2] == [(9 * MINUTE, "restart"), (9 * MINUTE, "answer")]


def test_a_run_that_is_still_going_on_is_forked_as_far_as_it_has_come():
    so_far = [e for e in REAL.entries if e.at <= 9 * MINUTE]
    going = fork(SCRIPT, REFS, 7, so_far, [Moved(act("restart").seq, 6 * MINUTE)])
    assert going.run.proceedings.state.ended_at is None
    assert going.entries[-1].at <= 9 * MINUTE
    assert (6 * MINUTE, "restart") in acts(going.entries)


def test_an_added_act_that_is_refused_is_listed_without_a_number():
    refused = forked(Added(6 * MINUTE, Act("duty", "dance")))
    assert [(one.seq, one.at, one.why) for one in refused.dropped] == [
        (None, 6 * MINUTE, "no_such_action")
    ]
    assert without_wall(refused.entries) == without_wall(REAL.entries)
