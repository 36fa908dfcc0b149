"""What every journal store promises: in order, once, all or nothing, and two writers cannot both win."""

import threading

import pytest

from engine.store.errors import JournalConflict
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from engine.store.store import Store
from exercise.entry import OUTSIDE, SCRIPT, Entry
from exercise.facts import Acted, Fact, InjectWritten, Jumped, ServiceChanged, Started, Unknown

NOON = "2026-01-01T12:00:00.000Z"


@pytest.fixture(autouse=True)
def _exercise(store: Store) -> None:
    store.documents.put(DocumentRecord("sha256:s", SCENARIO, "s", "…"))
    store.documents.put(DocumentRecord("sha256:p", PLAN, "p", "…"))
    exercise = ExerciseRecord("e", {"zh": "演练"}, "sha256:s", "sha256:p", 7, "2026.1", NOON)
    store.exercises.open(exercise, [RunRecord("a", "e", "A"), RunRecord("b", "e", "B", 1)])


def line(seq: int, at: int = 0, fact: Fact | None = None) -> Entry:
    return Entry(seq, at, OUTSIDE, NOON, "ops-duty/李", fact or Started())


def test_a_new_journal_is_empty(store: Store) -> None:
    assert store.journals.read("a") == ()
    assert store.journals.last_seq("a") == 0


FACTS: list[Fact] = [
    Started(("ops-duty",)),
    Acted("report", "x", "I01", {"when": "二", "n": [1, 2.5]}, "词 ' \" \n", ("bureau",), "c-1"),
    InjectWritten("X1", {"at": "5m", "to": ["all"]}),
    ServiceChanged("trading", "up", "down"),
    Jumped(2**40),
    Unknown("from_the_future", {"n": 1}),
]


def test_entries_come_back_as_they_were(store: Store) -> None:
    kept = tuple(
        Entry(seq, seq * 10**9, SCRIPT, NOON, None, fact) for seq, fact in enumerate(FACTS, 1)
    )
    store.journals.append([("a", kept)])
    assert store.journals.read("a") == kept
    assert store.journals.last_seq("a") == len(kept)


def test_a_part_of_a_journal_can_be_read(store: Store) -> None:
    store.journals.append([("a", [line(seq) for seq in range(1, 11)])])
    assert [entry.seq for entry in store.journals.read("a", after=3, until=6)] == [4, 5, 6]


def test_each_run_has_its_own_numbers(store: Store) -> None:
    store.journals.append([("a", [line(1)]), ("b", [line(1), line(2)])])
    assert (store.journals.last_seq("a"), store.journals.last_seq("b")) == (1, 2)


def test_nothing_to_keep_is_no_news(store: Store) -> None:
    store.journals.append([("a", [])])
    assert store.journals.last_seq("a") == 0


def test_a_number_is_given_once(store: Store) -> None:
    store.journals.append([("a", [line(1)])])
    with pytest.raises(JournalConflict) as refused:
        store.journals.append([("a", [line(1, at=5)])])
    assert refused.value.numbers == {"runs": ["a"]}
    assert store.journals.read("a") == (line(1),)


def test_what_stands_beside_a_conflict_is_not_kept_either(store: Store) -> None:
    store.journals.append([("a", [line(1)])])
    with pytest.raises(JournalConflict):
        store.journals.append([("b", [line(1)]), ("a", [line(2), line(1)])])
    assert (store.journals.last_seq("a"), store.journals.last_seq("b")) == (1, 0)


def test_a_run_that_nobody_opened_has_no_journal(store: Store) -> None:
    with pytest.raises(JournalConflict):
        store.journals.append([("nobody", [line(1)])])


def test_of_two_writers_of_one_number_one_loses_clearly(url: str) -> None:
    stores = [Store.at(url) for _ in range(2)]
    ready = threading.Barrier(2)
    wins: list[int] = []
    losses: list[JournalConflict] = []

    def write(which: int) -> None:
        for seq in range(1, 21):
            ready.wait()
            try:
                stores[which].journals.append([("a", [line(seq, at=which)])])
                wins.append(seq)
            except JournalConflict as lost:
                losses.append(lost)

    threads = [threading.Thread(target=write, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins) == list(range(1, 21))
    assert len(losses) == 20
    assert [entry.seq for entry in stores[0].journals.read("a")] == list(range(1, 21))
    for store in stores:
        store.close()
