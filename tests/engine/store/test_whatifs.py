"""What-ifs with a name are kept with their run, in order, until somebody has them deleted."""

import pytest

from engine.store.errors import NotFound
from engine.store.records import RunRecord
from engine.store.store import Store
from engine.store.whatifs import WhatIfRecord
from tests.engine.store.test_records import NOON, an_exercise


def a_whatif(name: str = "W-1", run: str = "t1") -> WhatIfRecord:
    return WhatIfRecord(
        name,
        run,
        "早十五分钟",
        NOON,
        "people",
        ("H3@39m->-15m", 'D2->form.words="a; b"'),
        "facilitator/Li",
        {"differences": {"score": {"real": 0.4, "whatif": 0.5}}},
    )


@pytest.fixture(autouse=True)
def _runs(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A"), RunRecord("t2", "e", "B")])


def test_a_what_if_comes_out_as_it_went_in(store: Store) -> None:
    store.whatifs.add(a_whatif())
    assert store.whatifs.get("W-1") == a_whatif()


def test_a_run_has_its_own_what_ifs_alone(store: Store) -> None:
    for one in (a_whatif("W-2"), a_whatif("W-1"), a_whatif("W-3", "t2")):
        store.whatifs.add(one)
    assert [one.id for one in store.whatifs.of_run("t1")] == ["W-1", "W-2"]


def test_what_is_forgotten_is_gone_and_cannot_be_forgotten_again(store: Store) -> None:
    store.whatifs.add(a_whatif())
    store.whatifs.forget("W-1")
    for again in (store.whatifs.get, store.whatifs.forget):
        with pytest.raises(NotFound):
            again("W-1")
