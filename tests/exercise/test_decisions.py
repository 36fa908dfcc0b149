"""What is taken and what is refused, and with which code."""

from __future__ import annotations

import pytest

from exercise.commands import (
    Act,
    Command,
    End,
    Hold,
    Jump,
    LeaveSeat,
    OpenInject,
    Override,
    Pause,
    Postpone,
    Rate,
    Release,
    Resume,
    SendMessage,
    SetSpeed,
    Skip,
    Start,
    TakeNote,
    TakeSeat,
    WriteInject,
)
from exercise.decisions import decide
from exercise.entry import OUTSIDE, SCRIPT, WORLD, Entry
from exercise.facts import (
    Acted,
    Ended,
    Fact,
    InjectDelivered,
    InjectOpened,
    InjectSkipped,
    Jumped,
    Paused,
    RoleChanged,
    SeatTaken,
    SpeedChanged,
    Started,
)
from exercise.refusal import REFUSALS, Refused
from exercise.state import State
from scenarios.plan import Field, Form, Option
from scenarios.text import Text
from tests.engine.making import MINUTE, action, inject, role, service, setting

OPTIONS = (Option("switch"), Option("stay"))


def field(name: str, kind: str, **more: object) -> Field:
    return Field(name, kind, Text.plain(name), **more)  # type: ignore[arg-type]


REPORT = Form(
    "report",
    Text.plain("report"),
    (
        field("what", "text", required=True),
        field("count", "number"),
        field("when", "time", required=True),
        field("grade", "choice", options=OPTIONS),
        field("causes", "choices", options=OPTIONS),
        field("affected", "services"),
        field("contained", "yes-no"),
    ),
)

MADE = setting(
    roles=["duty", "head", role("clerk", deputies=("duty",))],
    services=[service("db"), service("web")],
    forms=[REPORT],
    actions=[
        action("speak"),
        action("alarm", by=("duty",)),
        action("decide", "decide", options=OPTIONS),
        action("report", "report", form="report"),
    ],
    injects=[inject("I1", at=0), inject("I2", manual=True)],
    seats=["duty", "head"],
    duration=60 * MINUTE,
)


def after(*facts: Fact | tuple[Fact, str], started: bool = True, at: int = MINUTE) -> State:
    """Return the state after StartEx and *facts*, each perhaps with who did it."""
    state = State(MADE)
    told: list[Fact | tuple[Fact, str]] = [*([Started()] if started else []), *facts]
    for seq, fact in enumerate(told, start=1):
        one, by = fact if isinstance(fact, tuple) else (fact, None)
        source = OUTSIDE if by or isinstance(one, Started) else SCRIPT
        source = WORLD if isinstance(one, RoleChanged) else source
        state.hear(Entry(seq, 0 if isinstance(one, Started) else at, source, "", by, one))
    return state


def refusal(state: State, command: Command, at: int = 2 * MINUTE) -> str | None:
    decided = decide(state, command, at)
    if not isinstance(decided, Refused):
        return None
    assert decided.code in REFUSALS
    return decided.code


def test_an_act_is_taken_with_all_that_it_says() -> None:
    act = Act("duty/li", "decide", option="stay", about="I1", text="t", to=("head",), client_id="c")
    assert decide(after(), act, MINUTE) == (
        Acted("decide", "stay", "I1", None, "t", ("head",), "c"),
    )


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act("duty", "dance"), "no_such_action"),
        (Act("nobody", "speak"), "no_such_role"),
        (Act("head", "alarm"), "not_your_action"),
        (Act("duty", "decide", option="hide"), "no_such_option"),
        (Act("duty", "speak", option="stay"), "no_such_option"),
        (Act("duty", "speak", about="I9"), "no_such_inject"),
        (Act("duty", "speak", form={}), "no_form"),
    ],
)
def test_an_act_that_means_nothing_is_refused(act: Act, code: str) -> None:
    assert refusal(after(), act) == code


def test_an_act_may_be_about_another_action_or_an_inject_not_played() -> None:
    assert refusal(after(), Act("duty", "speak", about="alarm")) is None
    assert refusal(after(), Act("duty", "speak", about="I2")) is None


def test_a_late_answer_is_never_refused() -> None:
    assert refusal(after(), Act("duty", "alarm"), at=60 * MINUTE) is None


def test_anybody_of_the_plan_may_act_where_no_seat_was_taken() -> None:
    assert refusal(after(), Act("clerk", "speak")) is None


def test_once_seats_are_taken_only_those_who_sit_may_act() -> None:
    state = after(SeatTaken("duty", "li"))
    assert refusal(state, Act("duty/li", "speak")) is None
    assert refusal(state, Act("duty/wang", "speak")) == "no_seat"
    assert refusal(state, Act("clerk", "speak")) == "no_seat"


FULL = {
    "what": "db is down",
    "count": 3,
    "when": "2026-03-16T10:07:00+08:00",
    "grade": "stay",
    "causes": ["switch", "stay"],
    "affected": ["db"],
    "contained": True,
}


def test_a_form_filled_as_asked_is_taken() -> None:
    assert refusal(after(), Act("duty", "report", form=FULL)) is None


def test_what_is_left_out_is_judged_and_not_refused() -> None:
    assert refusal(after(), Act("duty", "report", form={})) is None
    assert refusal(after(), Act("duty", "report")) is None
    assert refusal(after(), Act("duty", "report", form={"what": None, "when": None})) is None


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "red", "no_such_form_field"),
        ("what", 7, "form_field_wrong"),
        ("count", "3", "form_field_wrong"),
        ("count", True, "form_field_wrong"),
        ("count", float("nan"), "form_field_wrong"),
        ("count", float("inf"), "form_field_wrong"),
        ("when", "yesterday", "form_field_wrong"),
        ("when", "2026-03-16T10:07:00", "form_field_wrong"),
        ("when", 1_773_626_820, "form_field_wrong"),
        ("grade", ["stay"], "form_field_wrong"),
        ("grade", "huge", "form_field_wrong"),
        ("causes", "stay", "form_field_wrong"),
        ("causes", ["stay", "huge"], "form_field_wrong"),
        ("causes", [["stay"]], "form_field_wrong"),
        ("affected", "db", "form_field_wrong"),
        ("affected", ["mars"], "form_field_wrong"),
        ("affected", [1], "form_field_wrong"),
        ("contained", "maybe", "form_field_wrong"),
        ("contained", 1, "form_field_wrong"),
        ("contained", ["yes"], "form_field_wrong"),
    ],
)
def test_a_wrong_entry_is_refused_and_its_field_named(name: str, value: object, code: str) -> None:
    decided = decide(after(), Act("duty", "report", form={**FULL, name: value}), MINUTE)
    assert decided == Refused(code, {"field": name})


@pytest.mark.parametrize("value", ["yes", "no", True, False])
def test_yes_and_no_are_answers_in_yaml_1_2_too(value: object) -> None:
    assert refusal(after(), Act("duty", "report", form={"contained": value})) is None


ALL_DAY: list[Command] = [
    Act("duty", "speak"),
    SendMessage("duty", ("head",), "hello"),
    OpenInject("duty", "I1"),
    Pause(),
    Resume(),
    Jump(50 * MINUTE),
    Release("I2"),
    Hold("I2"),
    Skip("I2"),
    Postpone("I2", 50 * MINUTE),
    WriteInject("X", {}),
    End(),
]


@pytest.mark.parametrize("command", ALL_DAY, ids=lambda c: type(c).__name__)
def test_nothing_is_played_before_startex(command: Command) -> None:
    assert refusal(after(started=False), command, at=0) == "not_started"


@pytest.mark.parametrize(
    "command", [*ALL_DAY, Start(), SetSpeed(2)], ids=lambda c: type(c).__name__
)
def test_nothing_is_played_after_endex(command: Command) -> None:
    assert refusal(after(Ended("duration")), command) == "ended"


@pytest.mark.parametrize(
    "command",
    [
        TakeNote("evaluator", "well done"),
        Rate("evaluator", "whole", "S"),
        Override("evaluator", "D1.response#1", None),
    ],
    ids=lambda c: type(c).__name__,
)
def test_evaluators_go_on_after_endex(command: Command) -> None:
    assert refusal(after(Ended("duration")), command) in (None, "no_such_obligation")


def test_people_may_act_while_the_clock_is_paused() -> None:
    assert refusal(after(Paused()), Act("duty", "speak")) is None


@pytest.mark.parametrize(
    ("facts", "command", "code"),
    [
        ([], Start(), "already_started"),
        ([], Start(seats=("queen",)), "already_started"),
        ([Paused()], Pause(), "paused"),
        ([], Resume(), "not_paused"),
        ([], SetSpeed(0.09), "speed_out_of_range"),
        ([], SetSpeed(60.1), "speed_out_of_range"),
        ([], SetSpeed(float("nan")), "speed_out_of_range"),
        ([], Jump(MINUTE), "jump_backwards"),
        ([], Postpone("I2", MINUTE), "too_early"),
        ([], Release("I9"), "no_such_inject"),
        ([], Hold("I9"), "no_such_inject"),
        ([], Skip("I9"), "no_such_inject"),
        ([], Postpone("I9", 9 * MINUTE), "no_such_inject"),
        ([], OpenInject("duty", "I1"), "no_such_inject"),
        ([InjectDelivered("I1")], Hold("I1"), "already_played"),
        ([InjectDelivered("I1")], Skip("I1"), "already_played"),
        ([InjectDelivered("I1")], Postpone("I1", 9 * MINUTE), "already_played"),
        ([InjectDelivered("I1")], WriteInject("I1", {}), "already_played"),
        ([InjectSkipped("I2")], Skip("I2"), "skipped"),
        ([InjectSkipped("I2")], Postpone("I2", 9 * MINUTE), "skipped"),
        ([], Rate("evaluator", "whole", "A"), "no_such_rating"),
        ([], Override("evaluator", "nothing.response#1", "met"), "no_such_obligation"),
        ([], Override("evaluator", "db.rto#1", "splendid"), "no_such_verdict"),
        ([], TakeSeat("duty"), "no_person"),
        ([], TakeSeat("queen/li"), "no_such_role"),
        ([], TakeSeat("clerk/li"), "no_seat"),
        ([SeatTaken("duty", "li")], TakeSeat("duty/wang"), "seat_full"),
        ([], LeaveSeat("duty/li"), "no_seat"),
        ([], WriteInject("X", {"colour": "red"}), "unwritable_inject"),
        ([], WriteInject("X", {"effects": [{"service": "mars"}]}), "unwritable_inject"),
        (
            [],
            WriteInject("X", {"effects": [{"service": "mars", "becomes": "down"}]}),
            "unwritable_inject",
        ),
        ([], WriteInject("X", {"when": {"silent": "D9", "for": "5m"}}), "unwritable_inject"),
        ([], WriteInject("X", {"to": ["queen"]}), "unwritable_inject"),
    ],
)
def test_what_makes_no_sense_now_is_refused(facts: list[Fact], command: Command, code: str) -> None:
    assert refusal(after(*facts), command) == code


def test_speed_has_its_ends_included() -> None:
    assert decide(after(), SetSpeed(0.1), MINUTE) == (SpeedChanged(0.1),)
    assert decide(after(), SetSpeed(60), MINUTE) == (SpeedChanged(60),)


def test_a_jump_past_endex_ends_there() -> None:
    assert decide(after(), Jump(999 * MINUTE), MINUTE) == (Jumped(60 * MINUTE),)


def test_an_act_inside_a_jump_is_refused_and_told_when_it_is() -> None:
    state = after(Jumped(20 * MINUTE), at=5 * MINUTE)
    decided = decide(state, Act("duty", "speak"), 6 * MINUTE)
    assert decided == Refused("in_a_jump", {"now": 20 * MINUTE})
    assert refusal(state, Act("duty", "speak"), at=5 * MINUTE) is None
    assert refusal(state, Act("duty", "speak"), at=20 * MINUTE) is None


def test_a_released_inject_may_be_held_before_or_played_before() -> None:
    assert refusal(after(InjectDelivered("I1")), Release("I1")) is None
    assert refusal(after(InjectSkipped("I2")), Release("I2")) is None


def test_opening_the_same_mail_again_is_no_news() -> None:
    state = after(InjectDelivered("I1"), (InjectOpened("I1"), "duty"))
    assert decide(state, OpenInject("duty", "I1"), 2 * MINUTE) == ()
    assert decide(state, OpenInject("head", "I1"), 2 * MINUTE) == (InjectOpened("I1"),)


def test_taking_the_same_seat_again_is_no_news() -> None:
    assert decide(after(SeatTaken("duty", "li")), TakeSeat("duty/li"), 2 * MINUTE) == ()


def test_a_simulated_colleague_does_not_fill_a_seat() -> None:
    state = after(SeatTaken("duty", "bot", simulated=True))
    assert decide(state, TakeSeat("duty/li"), 2 * MINUTE) == (SeatTaken("duty", "li"),)


def test_seats_may_be_taken_before_startex() -> None:
    assert refusal(after(started=False), TakeSeat("duty/li"), at=0) is None


def test_an_unknown_seat_at_startex_is_refused() -> None:
    assert refusal(after(started=False), Start(seats=("queen",)), at=0) == "no_such_role"
