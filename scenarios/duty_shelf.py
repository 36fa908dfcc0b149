"""The duties that ship with the program, read once."""

from __future__ import annotations

from functools import cache

from scenarios.duty import Duties, Duty
from scenarios.reader import read_file
from scenarios.shelf import LIBRARY

FOLDER = LIBRARY / "duties"


@cache
def shipped_duties() -> tuple[Duties, ...]:
    """Return the shipped lists in the order of their files; raises TypeError when one of them is not sound."""
    return tuple(_read(path.name) for path in sorted(FOLDER.glob("*.yaml")))


def shipped() -> tuple[tuple[Duties, Duty], ...]:
    """Return every shipped duty with the list that it stands in."""
    return tuple((one, duty) for one in shipped_duties() for duty in one.duties)


def _read(name: str) -> Duties:
    document = read_file(FOLDER / name).document
    if not isinstance(document, Duties):
        raise TypeError(name)
    return document
