"""Data of a newer version, judged by rules that nobody here knows: listed, and refused with clear words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.control_room import ControlRoom
from engine.store.store import Store
from web.config import Config
from web.errors import Refusal
from web.exercise_paper import exercise_row
from web.house import House
from web.launching import prepare

WANTED: dict[str, Any] = {
    "scenario": "ups-single-path",
    "plan_version": None,
    "title": "Of tomorrow",
    "seed": 1,
    "open_book": True,
    "show_scores_after": True,
    "fill": False,
    "tables": [{"name": "A", "seats": {}}],
}


def test_an_exercise_of_unknown_rules_is_listed_but_never_judged_by_others(tmp_path: Path) -> None:
    house = House(Config(tmp_path), ControlRoom(Store.in_folder(tmp_path)))
    try:
        exercise, runs = prepare(house.library, WANTED, None, "2026-11-22T10:00:00.000Z", False)
        tomorrow = replace(exercise, rules="2031.9")
        house.store.exercises.open(tomorrow, runs)
        row = exercise_row(house, tomorrow)
        assert (row["title"], row["tables"][0]["phase"]) == ({"": "Of tomorrow"}, "paused")
        with pytest.raises(Refusal) as refused:
            house.table(runs[0].id)
        assert (refused.value.code, refused.value.numbers, refused.value.status) == (
            "unknown_rules",
            {"version": "2031.9"},
            404,
        )
        assert refused.value.paper()["words"] == (
            "This installation does not know the rules 2031.9 and cannot judge by them"
        )
    finally:
        house.close()
