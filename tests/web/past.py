"""Exercises that are over, put into a data folder as if they had been played there, each in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.bots import Bots
from engine.control_room import ControlRoom
from engine.play import play
from engine.store.store import Store
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.setting import Setting
from scenarios.desk import open_files
from scenarios.reader import read_text
from scenarios.responses import Responses
from web.config import Config
from web.house import House
from web.launching import prepare

SCENARIO = "ups-single-path"
PLAN = "broker-trading-continuity"
SAMPLES = Path(__file__).parents[1] / "samples"
TEAMS = ("ups-model.yaml", "ups-deviating.yaml", "ups-sleepy.yaml")
WISHES = {
    "scenario": SCENARIO,
    "open_book": True,
    "show_scores_after": True,
    "fill": False,
    "speed": 1.0,
    "seed": 1,
}


class Past:
    """Fills a data folder; close it before a server uses the folder."""

    def __init__(self, data: Path) -> None:
        """Open *data*, a folder that no server works in."""
        data.mkdir(parents=True, exist_ok=True)
        self.room = ControlRoom(Store.in_folder(data))
        self.house = House(Config(data), self.room)

    def exercise(
        self, teams: Sequence[str | int], opened: str, title: str, version: int | None = None
    ) -> str:
        """Keep an exercise with a table for each of *teams*: a file of responses, or a seed for simulated people."""
        tables = [{"name": _name(i), "seats": {}} for i in range(len(teams))]
        wanted = {**WISHES, "plan_version": version, "title": title, "tables": tables}
        exercise, runs = prepare(self.house.library, wanted, None, opened, demo=False)
        self.house.store.exercises.open(exercise, runs)
        for run, team in zip(runs, teams, strict=True):
            entries = _played(self.house.documents(exercise).setting, team)
            self.house.store.journals.append([(run.id, entries)])
            self.house.store.exercises.end(run.id)
        return exercise.id

    def publish(self, version: int, *changes: tuple[str, str]) -> None:
        """Publish the newest plan as *version*, each of *changes* (old text, new text) made once."""
        text = self.house.library.plan_sheet(PLAN).text
        for old, new in ((f"\nversion: {version - 1}\n", f"\nversion: {version}\n"), *changes):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.house.library.publish(read_text(text, f"{PLAN}.yaml"), None)

    def close(self) -> None:
        """Let go of the folder."""
        self.house.close()


def _played(setting: Setting, team: str | int) -> list[Entry]:
    refs = DocumentRefs("sha256:0", "sha256:0")
    if isinstance(team, int):
        return list(play(setting, refs, team, (), Bots(setting, setting.seats, team)).entries)
    responses = open_files([SAMPLES / team])[0].draft
    assert isinstance(responses, Responses)
    return list(play(setting, refs, 1, responses.responses).entries)


def _name(place: int) -> str:
    letter = chr(ord("A") + place % 26)
    return letter if place < 26 else f"{letter}{place // 26 + 1}"
