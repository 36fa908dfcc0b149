"""After a crash an exercise is there again: standing, complete, nothing doubled, nothing flooded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.mailbox import NotDone
from engine.run import Result
from exercise.commands import Act, End, Hold, Pause, Resume, SetSpeed, Start, TakeNote
from exercise.entry import Entry
from exercise.facts import Resumed
from scenarios.timing import HOUR, MINUTE, SECOND
from tests.engine.hall import OTHER, TABLE, Hall

Crash = Callable[[Hall], Hall]


@pytest.fixture
def halls() -> Iterator[list[Hall]]:
    opened: list[Hall] = []
    yield opened
    for hall in opened:
        hall.stop()


@pytest.fixture
def hall(tmp_path: Path, halls: list[Hall]) -> Hall:
    halls.append(Hall(tmp_path / "data"))
    return halls[-1]


@pytest.fixture
def crash(tmp_path: Path, halls: list[Hall]) -> Crash:
    """Take the files as they are and begin again with them in another process."""

    def begin_again(hall: Hall) -> Hall:
        halls.append(hall.crash(tmp_path / f"after-{len(halls)}"))
        halls[-1].room.recover()
        halls[-1].settle()
        return halls[-1]

    return begin_again


def test_a_running_exercise_comes_back_standing_with_a_line_that_says_so(
    hall: Hall, crash: Crash
) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(90 * SECOND)
    before = hall.kept()
    again = crash(hall)
    assert again.kept()[:-1] == before
    at, what = again.kept()[-1]
    assert what == "paused restarted"
    again.pass_by(HOUR, HOUR)
    assert again.room.time(TABLE) == at
    assert len(again.kept()) == len(before) + 1


def test_a_quiet_exercise_loses_no_more_than_a_few_seconds(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(15 * MINUTE - 5 * SECOND)
    hall.pass_by(5 * SECOND, 100)
    again = crash(hall)
    assert again.store.journals.read(TABLE)[-2].at == 360_001  # I3, minutes before
    assert 15 * MINUTE - 3 * SECOND <= again.room.time(TABLE) <= 15 * MINUTE


def test_after_the_restart_it_goes_on_as_if_nothing_had_been(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(119 * SECOND)
    again = crash(hall)
    again.ask(Resume())
    again.pass_by(5 * MINUTE)
    again.act("restart")
    again.pass_by(15 * MINUTE)
    whole = [what for _, what in again.kept() if what.split()[0] not in ("paused", "resumed")]
    assert whole.count("inject_delivered I1") == 1
    assert whole.count("inject_delivered I2") == 1
    assert whole.count("inject_delivered I3") == 1
    assert whole[-1] == "inject_delivered I4"


def test_a_rebuilt_run_equals_the_live_one(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(3 * MINUTE)
    hall.act("restart")
    hall.ask(Hold("I4"))
    hall.pass_by(30 * SECOND)
    hall.ask(Pause())
    again = crash(hall)
    for one in (hall, again):
        one.ask(Resume())
        one.pass_by(10 * MINUTE)
    assert again.kept() == hall.kept()
    states = [
        one.room.conductor.peek(TABLE, lambda live: vars_of(live.run.proceedings.state))
        for one in (hall, again)
    ]
    assert states[0] == states[1]


def vars_of(state: object) -> dict[str, object]:
    names = ("services", "recoveries", "deliveries", "held", "lost_ms", "roles", "paused", "seq")
    return {name: getattr(state, name) for name in names}


def test_a_paused_exercise_comes_back_as_it_was(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(10 * SECOND)
    hall.ask(Pause(reason="lunch"))
    again = crash(hall)
    assert again.kept() == hall.kept()
    again.ask(Resume())
    assert again.kept()[-1] == (10_000, "resumed")


def test_before_startex_a_restart_is_no_news(hall: Hall, crash: Crash) -> None:
    hall.launch()
    again = crash(hall)
    assert again.kept() == []
    again.ask(Start())
    again.pass_by(60 * SECOND)
    assert again.kept()[1] == (60_000, "inject_delivered I1")


def test_an_act_that_was_answered_is_there_and_sent_again_counts_once(
    hall: Hall, crash: Crash
) -> None:
    hall.launch()
    hall.ask(Start())
    first = hall.act(client_id="c-1")
    again = crash(hall)
    assert again.act(client_id="c-1") == first
    assert [what for _, what in again.kept()] == ["started", "acted answer", "paused restarted"]


def test_what_was_not_answered_may_be_lost_and_then_is_lost_for_everybody(
    hall: Hall, crash: Crash
) -> None:
    hall.launch()
    hall.ask(Start())
    hall.room.post(TABLE, Act("duty", "answer", client_id="c-1"), hall.answers.append)
    hall.room.conductor.turn()
    again = crash(hall)
    assert (len(hall.answers), len(hall.heard[TABLE])) == (1, 1)
    again.act(client_id="c-1")
    assert [what for _, what in again.kept()].count("acted answer") == 1


def test_the_speed_is_kept(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(SetSpeed(30))
    again = crash(hall)
    again.ask(Resume())
    again.pass_by(2 * SECOND)
    assert again.kept()[-2:] == [(60_000, "inject_delivered I1"), (60_000, "signal_raised alarm")]


def test_an_ended_exercise_still_takes_notes_after_a_restart(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    hall.pass_by(10 * SECOND)
    hall.ask(End())
    again = crash(hall)
    assert TABLE not in again.room.conductor
    assert again.ask(TakeNote("evaluator/li", "good")) == Result((3,))
    assert again.kept()[1:] == [(10_000, "ended facilitator"), (10_000, "note_taken good")]


def test_a_restart_after_a_restart_adds_nothing(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    again = crash(hall)
    assert crash(again).kept() == again.kept()


def test_many_restarts_while_running_lose_nothing(hall: Hall, crash: Crash) -> None:
    hall.launch()
    hall.ask(Start())
    for _ in range(5):
        hall.pass_by(20 * SECOND)
        hall.act()
        hall = crash(hall)
        hall.ask(Resume())
    told = [what for _, what in hall.kept()]
    assert told.count("acted answer") == 5
    assert told.count("inject_delivered I1") == 1
    assert told.count("paused restarted") == 5


def test_a_run_whose_journal_cannot_be_replayed_is_broken_alone(hall: Hall, crash: Crash) -> None:
    hall.launch(TABLE, OTHER)
    hall.ask(Start())
    hall.ask(Start(), OTHER)
    wrong = Entry(2, 5, "script", "", None, Resumed())
    hall.store.journals.append([(TABLE, [wrong])])
    again = crash(hall)
    with pytest.raises(NotDone) as refused:
        again.room.post(TABLE, Resume(), again.answers.append)
    assert refused.value.code == "broken"
    assert [what for _, what in again.kept(OTHER)] == ["started", "paused restarted"]
