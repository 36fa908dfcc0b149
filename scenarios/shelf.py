"""Finds plans and scenarios by their id: those that ship with the program and those in folders handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scenarios.reader import MOST_BYTES, Sheet, read_file

LIBRARY = Path(__file__).parent / "library"
BEHAVIOURS = LIBRARY / "behaviours"
CLAUSES = LIBRARY / "clauses"
SUFFIXES = (".yaml", ".yml")

_FORMAT = re.compile(r"^format:[ \t]*[\"']?startex/(\w+)@1[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_ID = re.compile(r"^id:[ \t]*[\"']?([\w-]+)", re.MULTILINE)
_VERSION = re.compile(r"^version:[ \t]*(\d{1,9})", re.MULTILINE)
_SCENARIO = re.compile(r"^scenario:[ \t]*[\"']?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Listing:
    """A file on the shelf as its first keys describe it; *version* is 0 for what has none."""

    kind: str
    id: str
    version: int
    path: Path


class Shelf:
    """Folders of documents, looked through in order, the shipped ones last."""

    def __init__(self, folders: Iterable[Path] = (), library: Path | None = LIBRARY) -> None:
        """Look through *folders*, then *library* (None: without the shipped ones)."""
        within = (BEHAVIOURS.name, CLAUSES.name)
        shipped = () if library is None else (library, *(library / name for name in within))
        everywhere = [*folders, *shipped]
        self.folders = tuple(dict.fromkeys(Path(folder).resolve() for folder in everywhere))

    def listings(self, kind: str | None = None) -> tuple[Listing, ...]:
        """Return what is on the shelf, of one *kind* if asked; of equals the first found."""
        found: dict[tuple[str, str, int], Listing] = {}
        for folder in self.folders:
            for listing in _listings(folder):
                if kind in (None, listing.kind):
                    found.setdefault((listing.kind, listing.id, listing.version), listing)
        return tuple(found.values())

    def find(self, kind: str, id: str, version: int | None = None) -> Sheet | None:
        """Return the sheet of the document *id*, in *version* or else the newest; None if there is none."""
        fitting = [
            listing
            for listing in self.listings(kind)
            if listing.id == id and version in (None, listing.version)
        ]
        if not fitting:
            return None
        return read_file(max(fitting, key=lambda listing: listing.version).path)

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of all documents of *kind*."""
        return tuple(dict.fromkeys(listing.id for listing in self.listings(kind)))


def _listings(folder: Path) -> Iterator[Listing]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix in SUFFIXES and path.is_file():
            yield from _listing(path)


def _listing(path: Path) -> Iterator[Listing]:
    try:
        if path.stat().st_size > MOST_BYTES:
            return
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    kind = _FORMAT.search(text)
    if kind is None:
        return
    name = (_SCENARIO if kind[1] == "responses" else _ID).search(text)
    version = _VERSION.search(text)
    if name is not None:
        yield Listing(kind[1], name[1], int(version[1]) if version else 0, path)
