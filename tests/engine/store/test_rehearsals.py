"""Rehearsals are kept with their result until somebody has them deleted; those unfinished can be found."""

import pytest

from engine.store.errors import AlreadyKept, NotFound
from engine.store.records import DocumentRecord
from engine.store.rehearsals import DONE, FAILED, RUNNING, RehearsalRecord
from engine.store.store import Store
from tests.engine.store.test_records import NOON


@pytest.fixture(autouse=True)
def _documents(store: Store) -> None:
    for digest in ("sha256:s", "sha256:p"):
        store.documents.put(DocumentRecord(digest, "plan", digest, digest))


def a_rehearsal(name: str = "r-1", scenario: str = "fire", made: str = NOON) -> RehearsalRecord:
    return RehearsalRecord(
        name,
        scenario,
        "sha256:s",
        "plan",
        3,
        "sha256:p",
        200,
        7,
        made,
        made_by="Li",
        people={"behaviour": "poor", "roles": {"ops": {"pace": 2}}},
    )


def test_a_rehearsal_comes_out_as_it_went_in(store: Store) -> None:
    store.rehearsals.add(a_rehearsal())
    assert store.rehearsals.get("r-1") == a_rehearsal()
    with pytest.raises(AlreadyKept):
        store.rehearsals.add(a_rehearsal())


def test_a_scenario_has_its_own_rehearsals_alone_oldest_first(store: Store) -> None:
    store.rehearsals.add(a_rehearsal("r-2", made="2026-01-02T00:00:00.000Z"))
    store.rehearsals.add(a_rehearsal("r-9", made="2026-01-01T00:00:00.000Z"))
    store.rehearsals.add(a_rehearsal("r-3", "flood"))
    assert [one.id for one in store.rehearsals.of_scenario("fire")] == ["r-9", "r-2"]


def test_what_waits_or_runs_is_unfinished_and_nothing_else(store: Store) -> None:
    for name in ("r-1", "r-2", "r-3", "r-4"):
        store.rehearsals.add(a_rehearsal(name))
    store.rehearsals.change("r-2", state=RUNNING)
    store.rehearsals.change("r-3", state=FAILED, problem="worker_died", ended=NOON)
    store.rehearsals.finish("r-4", NOON, {}, {"runs": 1})
    assert [one.id for one in store.rehearsals.unfinished()] == ["r-1", "r-2"]


def test_a_result_is_kept_apart_and_goes_with_its_rehearsal(store: Store) -> None:
    store.rehearsals.add(a_rehearsal())
    with pytest.raises(NotFound):
        store.rehearsals.result("r-1")
    store.rehearsals.finish("r-1", NOON, {"rating": "P"}, {"score": {"mean": 0.5}, "名": "预演"})
    kept = store.rehearsals.get("r-1")
    assert (kept.state, kept.ended, kept.headline) == (DONE, NOON, {"rating": "P"})
    assert store.rehearsals.result("r-1") == {"score": {"mean": 0.5}, "名": "预演"}
    store.rehearsals.forget("r-1")
    for ask in (store.rehearsals.get, store.rehearsals.result, store.rehearsals.forget):
        with pytest.raises(NotFound):
            ask("r-1")
