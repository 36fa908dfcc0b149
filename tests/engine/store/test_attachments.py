"""Files of observations are kept once for each run, under the digest of their content."""

import pytest

from engine.store.attachments import AttachmentRecord
from engine.store.errors import NotFound
from engine.store.records import RunRecord
from engine.store.store import Store
from tests.engine.store.test_records import NOON, an_exercise


def a_photo(run: str = "t1", content: bytes = b"\x89PNG\x00\xff") -> AttachmentRecord:
    return AttachmentRecord(
        run, "sha256:1", "image/png", len(content), NOON, "evaluator/Vera", content
    )


@pytest.fixture(autouse=True)
def _runs(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A"), RunRecord("t2", "e", "B")])


def test_a_file_comes_out_as_it_went_in_with_every_byte(store: Store) -> None:
    photo = a_photo(content=bytes(range(256)) * 40)
    store.attachments.put(photo)
    assert store.attachments.get("t1", "sha256:1") == photo


def test_the_same_file_sent_twice_is_kept_once(store: Store) -> None:
    store.attachments.put(a_photo())
    store.attachments.put(a_photo())
    assert store.attachments.sizes("t1") == {"sha256:1": ("image/png", 6)}
    assert store.attachments.room_taken("t1") == 6


def test_a_file_belongs_to_the_table_it_was_sent_to(store: Store) -> None:
    store.attachments.put(a_photo())
    with pytest.raises(NotFound):
        store.attachments.get("t2", "sha256:1")
    assert store.attachments.sizes("t2") == {}
    assert store.attachments.room_taken("t2") == 0
