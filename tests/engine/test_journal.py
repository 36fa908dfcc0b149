"""Kept before told: one commit for all that is pending, in order, and a loser hears that it lost."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from engine.journal import Batches, JournalWriter
from engine.store.errors import JournalConflict, StoreError, StoreUnavailable
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from engine.store.store import Store
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Resumed
from scenarios.timing import Ms

NOON = "2026-01-01T12:00:00.000Z"


class Desk:
    """A writer on a real database, with all that it told anybody, in order."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[object] = []
        self.commits = 0
        self.is_full = False
        self.writer = JournalWriter(self.keep, store.journals.last_seq, self.announce)

    def keep(self, batches: Batches, reached: Mapping[str, Ms]) -> None:
        if self.is_full:
            raise StoreUnavailable
        with self.store.together():
            self.store.journals.append(batches)
            self.store.exercises.reach(reached)
        self.commits += 1

    def announce(self, run: str, entries: Sequence[Entry]) -> None:
        self.told.append((run, [entry.seq for entry in entries]))

    def submit(self, run: str, *seqs: int, reached: Ms | None = None) -> None:
        def done(failure: StoreError | None) -> None:
            self.told.append((run, *seqs, failure and type(failure)))

        self.writer.submit(run, [line(seq) for seq in seqs], done, reached)

    def kept(self, run: str) -> list[int]:
        return [entry.seq for entry in self.store.journals.read(run)]


def line(seq: int) -> Entry:
    return Entry(seq, 0, OUTSIDE, NOON, None, Resumed())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store.in_folder(tmp_path)
    store.documents.put(DocumentRecord("sha256:s", SCENARIO, "s", "…"))
    store.documents.put(DocumentRecord("sha256:p", PLAN, "p", "…"))
    exercise = ExerciseRecord("e", {"": "x"}, "sha256:s", "sha256:p", 7, "2026.1", NOON)
    store.exercises.open(exercise, [RunRecord("a", "e", "A"), RunRecord("b", "e", "B")])
    yield Desk(store)
    store.close()


def test_all_that_is_pending_is_kept_in_one_commit_and_told_once_for_each_run(desk: Desk) -> None:
    desk.submit("a", 1)
    desk.submit("b", 1)
    desk.submit("a", 2, 3)
    assert desk.told == []
    assert desk.writer.flush() == 4
    assert desk.commits == 1
    assert desk.told == [
        ("a", [1, 2, 3]),
        ("b", [1]),
        ("a", 1, None),
        ("b", 1, None),
        ("a", 2, 3, None),
    ]


def test_nobody_is_told_what_could_not_be_kept(desk: Desk) -> None:
    desk.is_full = True
    desk.submit("a", 1)
    desk.submit("b", 1)
    assert desk.writer.flush() == 0
    assert desk.told == [("a", 1, StoreUnavailable), ("b", 1, StoreUnavailable)]
    assert desk.kept("a") == []


def test_a_question_without_entries_is_answered_after_what_came_before(desk: Desk) -> None:
    desk.submit("a", 1)
    desk.submit("a")
    desk.writer.flush()
    assert desk.told == [("a", [1]), ("a", 1, None), ("a", None)]


def test_with_nothing_pending_nothing_is_done(desk: Desk) -> None:
    assert desk.writer.flush() == 0
    desk.submit("a")
    desk.writer.flush()
    assert desk.commits == 0


def test_a_stale_writer_loses_and_the_others_in_its_commit_do_not(desk: Desk) -> None:
    desk.submit("a", 1)
    desk.writer.flush()
    desk.store.journals.append([("a", [line(2)])])  # somebody else took over
    desk.submit("b", 1)
    desk.submit("a", 2)
    desk.writer.flush()
    assert desk.told[-3:] == [("b", [1]), ("b", 1, None), ("a", 2, JournalConflict)]
    assert (desk.kept("a"), desk.kept("b")) == ([1, 2], [1])


def test_what_does_not_follow_on_the_last_kept_is_refused(desk: Desk) -> None:
    desk.submit("a", 2)
    desk.writer.flush()
    assert desk.told == [("a", 2, JournalConflict)]
    desk.submit("a", 1, 3)
    desk.writer.flush()
    assert desk.kept("a") == []


def test_after_a_failure_the_later_entries_of_that_run_leave_no_gap(desk: Desk) -> None:
    desk.is_full = True
    desk.submit("a", 1)
    desk.writer.flush()
    desk.is_full = False
    desk.submit("a", 2)
    desk.writer.flush()
    assert desk.kept("a") == []
    desk.submit("a", 1)
    desk.writer.flush()
    assert desk.kept("a") == [1]


def test_how_far_time_has_come_is_kept_with_what_came_before(desk: Desk) -> None:
    desk.submit("a", 1, reached=4_000)
    desk.submit("a", reached=5_000)
    desk.writer.flush()
    assert desk.commits == 1
    assert desk.store.exercises.run("a").reached == 5_000


def test_a_deaf_listener_does_not_stop_the_others(desk: Desk) -> None:
    def announce(run: str, entries: Sequence[Entry]) -> None:
        if run == "a":
            raise ZeroDivisionError
        desk.announce(run, entries)

    desk.writer = JournalWriter(desk.keep, desk.store.journals.last_seq, announce)
    desk.submit("a", 1)
    desk.submit("b", 1)
    desk.writer.flush()
    assert desk.told == [("b", [1]), ("a", 1, None), ("b", 1, None)]


def test_in_the_background_everything_is_kept_before_it_ends(desk: Desk) -> None:
    desk.writer.start()
    answered = threading.Event()
    for seq in range(1, 101):
        desk.submit("a", seq)
    desk.writer.submit("a", (), lambda _: answered.set())
    assert answered.wait(10)
    desk.submit("a", 101)
    desk.writer.stop()
    desk.writer.stop()
    assert desk.kept("a") == list(range(1, 102))
