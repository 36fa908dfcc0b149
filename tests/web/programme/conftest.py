"""A house without a server, on Thursday 5 February 2026 in China, for tests of the programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.clock import ManualClock
from engine.control_room import ControlRoom
from engine.store.store import Store
from exercise.audience import EVALUATOR, FACILITATOR
from tests.web.past import WISHES, _played
from web.app import create_app
from web.config import Config
from web.house import House
from web.identity import Invitation
from web.launching import prepare

BEGAN = datetime(2026, 2, 5, 2, tzinfo=UTC)
DAY_MS = 24 * 3600 * 1000


@dataclass
class Desk:
    """A house, its application, a clock moved by hand, and the pass of its facilitator."""

    house: House
    app: Flask
    clock: ManualClock
    client: FlaskClient
    key: str

    def ask(self, method: str, path: str, body: Any = None, holder: str | None = None) -> Any:
        """Return the answer's JSON."""
        return self.answer(method, path, body, holder).get_json()

    def answer(self, method: str, path: str, body: Any = None, holder: str | None = None) -> Any:
        """Ask the interface under ``/api/v1``; *holder* an empty text: nobody."""
        pass_ = self.key if holder is None else holder
        headers = {"Authorization": f"Bearer {pass_}"} if pass_ else {}
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def enter(self, kind: str, exercise: str | None = None) -> str:
        """Return the pass of somebody of *kind*."""
        token = self.house.path_of(Invitation(kind, exercise)).rpartition("/")[2]
        answer = self.client.post("/api/v1/enter", json={"token": token, "name": "Li"})
        found: str = answer.get_json()["pass"]
        return found

    def hold(self, day: str, team: str = "ups-model.yaml", title: str = "Drill") -> str:
        """Keep an exercise that was played by *team* and ended on the ISO *day* at noon in China."""
        stamp = f"{day}T04:00:00.000Z"
        wanted = {**WISHES, "plan_version": None, "title": title}
        wanted["tables"] = [{"name": "A", "seats": {}}]
        exercise, runs = prepare(self.house.library, wanted, None, stamp, demo=False)
        self.house.store.exercises.open(exercise, runs)
        entries = _played(self.house.documents(exercise).setting, team)
        dated = [replace(one, wall=stamp) for one in entries]
        self.house.store.journals.append([(runs[0].id, dated)])
        self.house.store.exercises.end(runs[0].id)
        return exercise.id

    def plan(self, day: str = "2026-06-10", **more: Any) -> Any:
        """Plan an exercise and return it."""
        body = {"day": day, "title": {"zh": "桌面推演", "en": "Tabletop"}, **more}
        return self.ask("POST", "/programme/exercises", body)

    def pass_days(self, count: int) -> None:
        """Let *count* days pass."""
        self.clock.pass_by(count * DAY_MS)


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a house was opened once, to be copied."""
    folder = tmp_path_factory.mktemp("fresh") / "data"
    folder.mkdir()
    House(Config(folder), ControlRoom(Store.in_folder(folder), ManualClock(BEGAN))).close()
    return folder


@pytest.fixture
def desk(fresh: Path, tmp_path: Path) -> Iterator[Desk]:
    """A house of its own for every test."""
    config, clock = Config(tmp_path / "data"), ManualClock(BEGAN)
    copytree(fresh, config.data)
    house = House(config, ControlRoom(Store.in_folder(config.data), clock))
    app, _ = create_app(config, house)
    made = Desk(house, app, clock, app.test_client(use_cookies=False), "")
    made.key = made.enter(FACILITATOR)
    yield made
    house.close()


@pytest.fixture
def evaluator(desk: Desk) -> str:
    """The pass of an evaluator of one exercise."""
    return desk.enter(EVALUATOR, desk.hold("2026-02-04"))
