"""What lists show of a plan is kept in mind when its text no longer is."""

from __future__ import annotations

from pathlib import Path

from engine.store.store import Store
from scenarios.shelf import Shelf
from web.library import Library, gist_of


def test_what_is_read_ahead_is_told_in_lists(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    library = Library(Shelf(), store, lambda: "2026-11-22T08:00:00Z")
    library.read_ahead()
    gist = library.gist(library.versions("broker-trading-continuity")[0].digest)
    assert (gist["steps"], gist["services"], gist["owner"]) == (57, 15, "it-head")
    store.close()


def test_what_is_no_plan_has_no_gist() -> None:
    assert gist_of(None) == {}
