"""Exercise time: whole milliseconds, and the durations that authors write."""

from __future__ import annotations

import re

Ms = int
"""A whole number of milliseconds, either since StartEx or as a length of time."""

SECOND: Ms = 1_000
MINUTE: Ms = 60 * SECOND
HOUR: Ms = 60 * MINUTE

_PARTS = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
_BARE = re.compile(r"\d+(?:\.\d+)?")


def parse_duration(written: str | int | float) -> Ms:
    """Return the milliseconds of ``90s``, ``5m``, ``2m30s``, ``1h30m`` or a bare number of seconds.

    Raises ValueError for anything else, negative numbers included.
    """
    text = str(written).strip()
    if isinstance(written, bool) or not text:
        raise ValueError(text)
    if _BARE.fullmatch(text):
        return round(float(text) * SECOND)
    found = _PARTS.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError(text)
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(hours * HOUR + minutes * MINUTE + seconds * SECOND)


def write_duration(length: Ms) -> str:
    """Return *length* as an author would write it: ``1h30m``, ``2m30s``, ``0.5s``, ``0s``."""
    hours, rest = divmod(length, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    written = (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "")
    if rest or not written:
        written += f"{rest / SECOND:.3f}".rstrip("0").rstrip(".") + "s"
    return written
