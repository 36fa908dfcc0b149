"""What cannot be kept, replayed or played stops one run, tells nobody what is not so, and harms no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.conductor import Health
from engine.mailbox import NotDone
from engine.store.errors import JournalConflict
from exercise.commands import Act, Pause, Resume, Start, TakeNote
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Resumed
from scenarios.timing import MINUTE, SECOND
from tests.engine.hall import OTHER, TABLE, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "data")
    yield opened
    opened.stop()


def test_when_nothing_can_be_kept_nobody_is_told_and_the_run_goes_on_from_what_is(
    hall: Hall,
) -> None:
    hall.launch(TABLE, OTHER)
    hall.ask(Start())
    hall.ask(Start(), OTHER)
    hall.pass_by(10 * SECOND)
    hall.is_full = True
    lost = hall.ask(Act("duty", "answer", client_id="c-1"))
    assert isinstance(lost, NotDone)
    assert (lost.code, lost.numbers) == ("not_kept", {"table": TABLE})
    assert hall.kept() == [(0, "started")]
    hall.is_full = False
    hall.act(client_id="c-1")
    assert [what for _, what in hall.kept()] == ["started", "paused fault", "acted answer"]
    assert tuple(hall.heard[TABLE]) == hall.store.journals.read(TABLE)


def test_when_not_even_the_pause_can_be_kept_the_run_waits_for_better_times(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.is_full = True
    for _ in range(3):
        lost = hall.ask(Act("duty", "answer", client_id="c-1"))
        assert isinstance(lost, NotDone)
        hall.pass_by(MINUTE)
    assert hall.kept() == [(0, "started")]
    hall.is_full = False
    hall.act(client_id="c-1")
    assert [what for _, what in hall.kept()] == ["started", "paused fault", "acted answer"]
    hall.ask(Resume())
    hall.pass_by(MINUTE)
    assert hall.kept()[-2][1] == "inject_delivered I1"


def test_a_stale_conductor_is_fenced_and_catches_up(hall: Hall) -> None:
    hall.launch()
    hall.ask(Start())
    hall.ask(Pause())
    other = Entry(3, 0, OUTSIDE, "", None, Resumed())
    hall.store.journals.append([(TABLE, [other])])
    lost = hall.ask(TakeNote("head", "x"))
    assert isinstance(lost, NotDone)
    assert lost.code == "not_kept"
    assert [what for _, what in hall.kept()] == [
        "started",
        "paused",
        "resumed",
        "paused fault",
    ]
    assert tuple(hall.heard[TABLE]) == hall.store.journals.read(TABLE)
    with pytest.raises(JournalConflict):
        hall.store.journals.append([(TABLE, [other])])


def explode(*_: object) -> None:
    raise ZeroDivisionError


def test_a_fault_pauses_its_own_run_alone(hall: Hall) -> None:
    hall.launch(TABLE, OTHER)
    hall.ask(Start())
    hall.ask(Start(), OTHER)
    hall.pass_by(30 * SECOND)
    hall.room.conductor.post(TABLE, explode, hall.answers.append)
    hall.settle()
    fault = hall.answers[-1]
    assert isinstance(fault, NotDone)
    assert fault.code == "broken"
    hall.pass_by(MINUTE)
    assert [what for _, what in hall.kept(TABLE)] == ["started", "paused fault"]
    assert [what for _, what in hall.kept(OTHER)][1] == "inject_delivered I1"
    hall.ask(Resume())
    hall.pass_by(MINUTE)
    assert "inject_delivered I1" in [what for _, what in hall.kept(TABLE)]


def test_a_run_that_breaks_while_it_is_live_answers_so_and_harms_nobody(hall: Hall) -> None:
    hall.launch(TABLE, OTHER)
    hall.ask(Start())
    hall.ask(Start(), OTHER)
    wrong = Entry(2, 5, "script", "", None, Resumed())
    hall.store.journals.append([(TABLE, [wrong])])
    hall.ask(TakeNote("head", "x"))
    assert hall.room.conductor.health(TABLE) is Health.BROKEN
    answer = hall.ask(TakeNote("head", "x"))
    assert isinstance(answer, NotDone)
    assert answer.code == "broken"
    hall.pass_by(MINUTE)
    assert hall.kept(OTHER)[1] == (60_000, "inject_delivered I1")
