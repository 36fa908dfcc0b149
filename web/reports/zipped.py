"""Zipped files made again with one date in them, so that the same report gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_YEAR = 1980


def with_date(archive: bytes, made: str) -> bytes:
    """Return *archive* (a zip) with *made* (ISO 8601) as the date of all that is in it."""
    moment = datetime.fromisoformat(made).astimezone(UTC)
    date = max(moment.timetuple()[:6], (_FIRST_YEAR, 1, 1, 0, 0, 0))
    buffer = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name, date)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
