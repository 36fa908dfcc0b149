"""An exercise is played, fenced and brought back alike on every database."""

from collections.abc import Iterator

import pytest

from engine.clock import ManualClock
from engine.control_room import ControlRoom
from engine.mailbox import NotDone
from engine.run import Result
from engine.store.store import Store
from exercise.commands import Act, Resume, Start
from exercise.facts import Acted
from scenarios.timing import MINUTE
from tests.engine.hall import TABLE, launch


@pytest.fixture
def rooms(url: str) -> Iterator[list[ControlRoom]]:
    """Two processes on one database."""
    stores = [Store.at(url), Store.at(url)]
    yield [ControlRoom(store, ManualClock()) for store in stores]
    for store in stores:
        store.close()


def ask(room: ControlRoom, command: Act | Start | Resume) -> object:
    answers: list[object] = []
    room.post(TABLE, command, answers.append)
    settle(room)
    return answers[0]


def settle(room: ControlRoom) -> None:
    for _ in range(20):
        room.conductor.turn()
        room.writer.flush()


def test_another_process_takes_over_by_replay_and_the_first_is_fenced(
    rooms: list[ControlRoom],
) -> None:
    first, second = rooms
    launch(first)
    assert ask(first, Start()) == Result((1,))
    assert isinstance(first.source, ManualClock)
    first.source.pass_by(MINUTE)
    settle(first)
    assert ask(first, Act("duty", "answer", client_id="c-1")) == Result((4,))
    assert second.recover() == (TABLE,)
    settle(second)
    assert ask(second, Act("duty", "answer", client_id="c-1")) == Result((4,))
    assert ask(second, Resume()) == Result((6,))
    fenced = ask(first, Act("duty", "answer", client_id="c-2"))
    assert isinstance(fenced, NotDone)
    assert fenced.code == "not_kept"
    entries = second.entries(TABLE)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [e.fact.client_id for e in entries if isinstance(e.fact, Acted)] == ["c-1"]
