"""Which version of a plan holds on a day, and which takes effect next: days told, days of publishing, gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.store.records import PlanVersion
from web.planning.rows import in_force

TODAY = date(2026, 11, 22)


def version(number: int, effective: str | None, published: str = "2026-01-05T20:00:00Z") -> Any:
    return PlanVersion("p", number, f"d{number}", published, effective=effective)


@pytest.mark.parametrize(
    ("versions", "now", "coming"),
    [
        ([], None, None),
        ([version(1, None)], (1, "2026-01-06"), None),  # 20:00 UTC is the next day in China
        ([version(1, "2026-11-22")], (1, "2026-11-22"), None),
        ([version(1, "2026-11-23")], None, (1, "2026-11-23")),
        (
            [version(1, "2026-01-01"), version(2, "2027-01-01")],
            (1, "2026-01-01"),
            (2, "2027-01-01"),
        ),
        ([version(1, "2026-09-01"), version(2, "2026-05-01")], (2, "2026-05-01"), None),
        ([version(1, "2027-09-01"), version(2, "2026-05-01")], (2, "2026-05-01"), None),
        ([version(1, "2027-09-01"), version(2, "2027-05-01")], None, (2, "2027-05-01")),
    ],
)
def test_the_newest_version_whose_day_has_come_holds(
    versions: list[PlanVersion], now: tuple[int, str] | None, coming: tuple[int, str] | None
) -> None:
    def told(dated: tuple[int, str] | None) -> dict[str, object] | None:
        return None if dated is None else {"version": dated[0], "day": dated[1]}

    assert in_force(versions, TODAY) == {"in_force": told(now), "coming": told(coming)}
