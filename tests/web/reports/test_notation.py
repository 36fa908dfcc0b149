"""How reports write times: the same way as the sentences that explain."""

import pytest

from web.reports import notation


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (0, "T+0:00"),
        (59_999, "T+0:59"),
        (3_599_000, "T+59:59"),
        (3_600_000, "T+1:00:00"),
        (4_350_000, "T+1:12:30"),
        (36_000_000, "T+10:00:00"),
        (None, "–"),
    ],
)
def test_exercise_time_has_hours_from_an_hour_on(at: int | None, written: str) -> None:
    assert notation.clock(at) == written
