"""Simulated colleagues act in empty seats of a live exercise, and make way for people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.casting import BEHAVIOUR
from engine.run import Result
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from exercise.commands import Jump, LeaveSeat, Resume, Start, TakeSeat
from exercise.entry import Entry
from exercise.facts import Acted, InjectOpened, SeatTaken
from scenarios.reader import digest_of
from scenarios.shelf import BEHAVIOURS
from scenarios.timing import MINUTE, SECOND
from tests.engine.hall import TABLE, THE_PLAN, THE_SCENARIO, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "data")
    yield opened
    opened.stop()


def doings(hall: Hall) -> list[Entry]:
    """Return what was done at the table, by whomever."""
    return [e for e in hall.store.journals.read(TABLE) if isinstance(e.fact, Acted | InjectOpened)]


def test_a_simulated_colleague_is_seen_to_sit_and_acts_by_the_plan_in_time(hall: Hall) -> None:
    hall.launch(duty="simulated")
    seated = hall.store.journals.read(TABLE)[0].fact
    assert seated == SeatTaken("duty", "bot-duty", simulated=True)
    hall.ask(Start())
    hall.pass_by(5 * MINUTE)
    opened, answered = doings(hall)
    assert opened.fact == InjectOpened("I1")
    assert isinstance(answered.fact, Acted)
    assert (answered.fact.action, answered.fact.simulated) == ("answer", True)
    assert MINUTE < answered.at <= 4 * MINUTE


def test_nobody_acts_in_seats_that_are_open_or_closed(hall: Hall) -> None:
    hall.launch(duty="open", head="closed")
    hall.ask(Start())
    hall.pass_by(6 * MINUTE)
    assert doings(hall) == []


def test_who_takes_the_seat_before_startex_finds_it_silent(hall: Hall) -> None:
    hall.launch(duty="simulated")
    assert hall.ask(TakeSeat("duty/li")) == Result((2,))
    hall.ask(Start())
    hall.pass_by(6 * MINUTE)
    assert doings(hall) == []


def test_who_takes_the_seat_later_silences_the_colleague_until_leaving(hall: Hall) -> None:
    hall.launch(duty="simulated")
    hall.ask(Start())
    hall.pass_by(30 * SECOND)
    hall.ask(TakeSeat("duty/li"))
    hall.pass_by(90 * SECOND)
    assert doings(hall) == []
    hall.ask(LeaveSeat("duty/li"))
    hall.pass_by(5 * MINUTE)
    assert [e.fact.action for e in doings(hall) if isinstance(e.fact, Acted)] == ["answer"]


def test_colleagues_go_on_after_a_restart_and_do_nothing_twice(hall: Hall, tmp_path: Path) -> None:
    hall.launch(duty="simulated")
    hall.ask(Start())
    hall.pass_by(90 * SECOND)
    again = hall.crash(tmp_path / "after")
    again.room.recover()
    again.settle()
    again.ask(Resume())
    again.pass_by(5 * MINUTE)
    assert [type(entry.fact) for entry in doings(again)] == [InjectOpened, Acted]
    assert len([e for e in again.store.journals.read(TABLE) if isinstance(e.fact, SeatTaken)]) == 1
    again.stop()


def test_a_long_jump_does_not_keep_the_others_waiting_for_colleagues(hall: Hall) -> None:
    hall.launch(duty="simulated", head="simulated")
    hall.ask(Start())
    hall.ask(Jump(25 * MINUTE))
    hall.pass_by(2 * MINUTE)
    assert 27 * MINUTE <= hall.room.time(TABLE) <= 27 * MINUTE + SECOND


def test_a_colleague_behaves_as_the_exercise_says_also_after_a_restart(
    hall: Hall, tmp_path: Path
) -> None:
    text = (BEHAVIOURS / "ideal.yaml").read_text(encoding="utf-8")
    documents = tuple(
        DocumentRecord(digest_of(written), kind, kind, written)
        for kind, written in ((PLAN, THE_PLAN), (SCENARIO, THE_SCENARIO), ("behaviour", text))
    )
    plan, scenario, behaviour = (document.digest for document in documents)
    now = hall.room.source.stamp()
    exercise = ExerciseRecord(
        "e-1", {"": "x"}, scenario, plan, 7, "2026.1", now, options={BEHAVIOUR: behaviour}
    )
    run = RunRecord(TABLE, "e-1", TABLE, seats={"duty": "simulated"})
    hall.room.open(exercise, [run], documents)
    hall.settle()
    again = hall.crash(tmp_path / "after")
    again.room.recover()
    again.ask(Start())
    again.pass_by(2 * MINUTE, step=SECOND)
    opened, answered = doings(again)
    # Whoever is ideal takes two seconds to read and three to act.
    assert (opened.at, answered.at) == (MINUTE + 2 * SECOND, MINUTE + 5 * SECOND)
    again.stop()
