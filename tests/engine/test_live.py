"""Live exercises with time moved by hand: what is due is played, what is done is kept and then told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.mailbox import NotDone
from engine.run import Result
from engine.store.errors import AlreadyKept
from exercise.commands import (
    End,
    Jump,
    Pause,
    Rate,
    Resume,
    SetSpeed,
    Skip,
    Start,
    TakeNote,
)
from scenarios.timing import HOUR, MINUTE, SECOND
from tests.engine.hall import OTHER, TABLE, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "data")
    yield opened
    opened.stop()


def test_before_startex_time_stands(hall: Hall) -> None:
    hall.launch()
    hall.pass_by(HOUR, HOUR)
    assert hall.kept() == []
    assert hall.room.time(TABLE) == 0


def test_injects_are_played_at_their_time_and_told_after_they_are_kept(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(2 * MINUTE)
    assert hall.kept() == [
        (0, "started"),
        (60_000, "inject_delivered I1"),
        (60_000, "signal_raised alarm"),
        (120_000, "inject_delivered I2"),
        (120_000, "service_changed db"),
    ]
    assert tuple(hall.heard[TABLE]) == hall.store.journals.read(TABLE)


def test_a_late_turn_plays_each_inject_at_its_own_time(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(3 * MINUTE, 3 * MINUTE)
    assert [at for at, _ in hall.kept()] == [0, 60_000, 60_000, 120_000, 120_000]


def test_an_act_counts_at_the_moment_it_arrives(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(61 * SECOND)
    hall.time.pass_by(234)
    assert hall.act() == Result((4,))
    assert hall.kept()[-1] == (61_234, "acted answer")


def test_what_follows_from_an_act_comes_by_itself(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(3 * MINUTE)
    hall.act("restart")
    hall.pass_by(2 * MINUTE)
    assert hall.kept()[-2:] == [
        (300_000, "recovery_changed restart"),
        (300_000, "service_changed db"),
    ]


def test_a_pause_of_an_hour_changes_nothing(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(30 * SECOND)
    hall.ask(Pause(reason="lunch"))
    hall.pass_by(HOUR, HOUR)
    assert hall.room.time(TABLE) == 30_000
    hall.ask(Resume())
    hall.pass_by(30 * SECOND)
    assert hall.kept()[1:4] == [
        (30_000, "paused lunch"),
        (30_000, "resumed"),
        (60_000, "inject_delivered I1"),
    ]


def test_at_speed_sixty_a_second_is_a_minute(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(SetSpeed(60))
    hall.pass_by(1 * SECOND)
    assert hall.kept()[-2:] == [(60_000, "inject_delivered I1"), (60_000, "signal_raised alarm")]


def test_a_jump_plays_what_falls_due_on_the_way(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(Jump(10 * MINUTE))
    assert [what for _, what in hall.kept()][:3] == [
        "started",
        "jumped 600000",
        "inject_delivered I1",
    ]
    assert (360_001, "inject_delivered I3") in hall.kept()
    hall.pass_by(10 * MINUTE)
    assert hall.kept()[-1] == (20 * MINUTE, "inject_delivered I4")


def test_a_scripted_leap_moves_the_clock(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(Jump(30 * MINUTE))
    hall.pass_by(1 * SECOND, 500)
    assert (30 * MINUTE, "jumped 2400000") in hall.kept()
    assert 40 * MINUTE <= hall.room.time(TABLE) <= 40 * MINUTE + 1_000


def test_a_refusal_is_an_answer_and_keeps_nothing(hall: Hall) -> None:
    hall.launch()
    answer = hall.ask(Pause())
    assert isinstance(answer, Result)
    assert answer.refused is not None
    assert answer.refused.code == "not_started"
    assert hall.kept() == []


def test_an_act_sent_twice_counts_once(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    first = hall.act(client_id="c-1")
    hall.pass_by(5 * SECOND)
    assert hall.act(client_id="c-1") == first
    assert [what for _, what in hall.kept()] == ["started", "acted answer"]


def test_no_answer_comes_before_the_commit(hall: Hall) -> None:
    hall.launch()
    hall.room.post(TABLE, Start(), hall.answers.append)
    hall.room.conductor.turn()
    assert (hall.answers, hall.heard) == ([], {})
    hall.room.writer.flush()
    assert hall.answers == [Result((1,))]
    assert [entry.seq for entry in hall.heard[TABLE]] == [1]


def test_a_question_sees_only_what_is_kept(hall: Hall) -> None:
    hall.launch()
    hall.room.post(TABLE, Start(), hall.answers.append)
    seen: list[object] = []
    hall.room.conductor.post(TABLE, lambda live, _: live.run.seq, seen.append)
    hall.room.conductor.turn()
    assert seen == []
    hall.room.writer.flush()
    assert seen == [1]


def test_a_question_finds_the_run_at_the_time_of_its_clock(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(30 * SECOND)
    hall.time.pass_by(250)
    seen: list[object] = []
    hall.room.post_question(TABLE, lambda run: run.now, seen.append)
    hall.settle()
    assert seen == [30_250]


def test_exercise_ends_by_itself_and_evaluation_goes_on(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(Jump(HOUR))
    hall.pass_by(2 * SECOND)
    assert hall.kept()[-1] == (HOUR, "ended duration")
    hall.pass_by(HOUR, HOUR)
    assert hall.room.time(TABLE) == HOUR
    assert hall.ask(TakeNote("evaluator/li", "good")) == Result((len(hall.kept()),))
    assert hall.ask(Rate("evaluator/li", "whole", "S"))
    assert [at for at, _ in hall.kept()[-2:]] == [HOUR, HOUR]
    assert hall.store.exercises.run(TABLE).ended


def test_startex_names_the_seats_that_the_launch_left_open(hall: Hall) -> None:
    hall.launch(head="closed")
    hall.ask(Start())
    assert hall.kept() == [(0, "started ['duty']")]


def test_each_table_has_its_own_time_and_journal(hall: Hall) -> None:
    hall.launch(TABLE, OTHER)
    hall.ask(Start())
    hall.pass_by(30 * SECOND)
    hall.ask(Start(), OTHER)
    hall.pass_by(30 * SECOND)
    assert [what for _, what in hall.kept(TABLE)] == [
        "started",
        "inject_delivered I1",
        "signal_raised alarm",
    ]
    assert hall.kept(OTHER) == [(0, "started")]


def test_nobody_plays_at_a_table_that_is_not_there(hall: Hall) -> None:
    hall.launch()
    with pytest.raises(NotDone) as refused:
        hall.room.post("t-9", Start(), hall.answers.append)
    assert (refused.value.code, refused.value.numbers) == ("no_such_table", {"table": "t-9"})


def test_a_closed_exercise_takes_nothing_any_more(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(End())
    hall.room.close("e-1")
    with pytest.raises(NotDone) as refused:
        hall.room.post(TABLE, TakeNote("evaluator/li", "late"), hall.answers.append)
    assert refused.value.code == "closed"
    assert [e.id for e in hall.room.exercises()] == ["e-1"]
    assert hall.room.exercises(with_closed=False) == ()
    assert len(hall.room.entries(TABLE)) == 2


def test_the_same_exercise_is_opened_once(hall: Hall) -> None:
    hall.launch()
    with pytest.raises(AlreadyKept):
        hall.launch()


def test_many_letters_at_once_are_taken_in_order(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    for number in range(300):
        hall.room.post(TABLE, TakeNote("head", str(number)), hall.answers.append)
    hall.settle()
    assert [what for _, what in hall.kept()[1:]] == [f"note_taken {n}" for n in range(300)]
    assert hall.answers[1:] == [Result((seq,)) for seq in range(2, 302)]


def test_a_skipped_inject_stays_out(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(Skip("I1"))
    hall.pass_by(2 * MINUTE)
    assert "inject_delivered I1" not in [what for _, what in hall.kept()]


def test_in_the_background_answers_come_to_those_who_wait(hall: Hall) -> None:
    hall.launch()
    hall.room.start()
    assert hall.room.ask(TABLE, Start()) == Result((1,))
    assert hall.room.look(TABLE, lambda run: run.seq) == 1
    hall.room.stop()
    with pytest.raises(NotDone) as refused:
        hall.room.ask(TABLE, Pause(), patience=0)
    assert refused.value.code == "busy"
