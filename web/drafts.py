"""The plan owner's drafts: from findings to a redline to the next version, published by another person."""

from __future__ import annotations

from collections.abc import Callable

from engine.store.store import Store
from web.library import Library


class Drafts:
    """Keeps drafts and turns them into the next version of a plan."""

    def __init__(self, store: Store, library: Library, stamp: Callable[[], str]) -> None:
        self._store = store
        self._library = library
        self._stamp = stamp
