"""The table of reporting clocks that ships with the program, read once."""

from __future__ import annotations

from functools import cache

from scenarios.reader import read_file
from scenarios.reporting_clock import ReportingClocks
from scenarios.shelf import LIBRARY

FILE = LIBRARY / "reporting-clocks.yaml"


@cache
def shipped_clocks() -> ReportingClocks:
    """Return the shipped table; raises TypeError when the file beside the program is no sound table."""
    document = read_file(FILE).document
    if not isinstance(document, ReportingClocks):
        raise TypeError(FILE)
    return document
