"""The house stands: four floors, imports only downwards, no circles, every fence kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors import FLOORS, breaches, read_tree

ROOT = Path(__file__).resolve().parent.parent


def rules(**files: str) -> list[tuple[str, str]]:
    """Return rule and name of each breach in a made-up tree; a double underscore stands for a slash."""
    tree = {f"{name.replace('__', '/')}.py": source for name, source in files.items()}
    return [(breach.rule, breach.name) for breach in breaches(tree)]


def test_every_floor_is_read():
    tree = read_tree(ROOT)
    assert all(any(path.startswith(f"{floor}/") for path in tree) for floor in FLOORS)


def test_the_house_keeps_its_rules():
    found = breaches(read_tree(ROOT))
    assert not found, "\n" + "\n".join(str(breach) for breach in found)


def test_an_import_downwards_is_fine():
    assert rules(web__a="from engine.b import run\nimport scenarios.c") == []


def test_an_import_upwards_is_found():
    assert rules(exercise__a="import engine.b") == [("floor", "engine.b")]


def test_an_import_upwards_is_found_inside_a_function():
    source = "def late():\n    from web.app import create_app\n    return create_app"
    assert rules(engine__a=source) == [("floor", "web.app.create_app")]


def test_an_import_upwards_is_found_under_type_checking():
    source = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from exercise.facts import Fact"
    )
    assert rules(scenarios__a=source) == [("floor", "exercise.facts.Fact")]


def test_an_import_upwards_is_found_when_it_is_relative():
    assert rules(exercise__sub__a="from ... import web") == [("floor", "web")]


def test_an_import_upwards_is_found_when_it_is_made_by_name():
    source = "import importlib\nimportlib.import_module('web.app')"
    assert rules(engine__a=source) == [("floor", "web.app")]


def test_a_circle_of_two_is_found_on_both_sides():
    tree = {"engine__a": "import engine.b", "engine__b": "from engine.a import x"}
    assert rules(**tree) == [("circle", "engine.b"), ("circle", "engine.a")]


def test_a_long_circle_is_found_even_when_one_import_hides_in_a_function():
    late = "def f():\n    import engine.a"
    tree = {"engine__a": "import engine.b", "engine__b": "import engine.c", "engine__c": late}
    assert len(rules(**tree)) == 3


def test_a_package_that_hands_on_a_name_of_its_file_makes_no_circle():
    assert (
        rules(
            engine__store____init__="from engine.store.journal import J", engine__store__journal=""
        )
        == []
    )


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("engine__a", "import flask"),
        ("engine__a", "from flask_socketio import SocketIO"),
        ("engine__a", "import socketio"),
        ("engine__run", "import simpy"),
        ("web__a", "from simpy.core import Environment"),
        ("engine__journal", "import sqlalchemy.orm"),
        ("web__a", "import sqlite3"),
        ("exercise__a", "from marshmallow import Schema"),
        ("web__api__a", "import marshmallow"),
        ("engine__run", "import time"),
        ("web__a", "from time import monotonic"),
        ("engine__run", "import random"),
        ("engine__run", "from uuid import uuid4"),
        ("exercise__a", "import threading"),
        ("scenarios__a", "import gevent"),
    ],
)
def test_a_package_outside_its_fence_is_found(place: str, source: str):
    assert [rule for rule, _ in rules(**{place: source})] == ["fence"]


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("web__a", "import flask, socketio, secrets"),
        ("engine__world", "import simpy"),
        ("engine__store__rows", "import sqlalchemy"),
        ("scenarios__schemas__plan", "import marshmallow"),
        ("exercise__schemas__facts", "import marshmallow"),
        ("web__payloads__acts", "import marshmallow"),
        ("engine__clock", "import time\nfrom datetime import datetime\ndatetime.now()"),
        ("engine__draws", "import random"),
        ("scenarios__a", "from datetime import datetime\ndatetime.fromisoformat('2026-03-16')"),
        ("exercise__a", "def now(clock):\n    return clock.now()"),
    ],
)
def test_a_package_inside_its_fence_is_fine(place: str, source: str):
    assert rules(**{place: source}) == []


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\ndt.datetime.utcnow()",
        "from datetime import datetime as D\nD.now()",
        "from datetime import date\nf = date.today",
    ],
)
def test_todays_date_is_found_under_any_name(source: str):
    assert [rule for rule, _ in rules(web__a=source)] == ["clock"]


@pytest.mark.parametrize(
    "source", ["import os\nos.urandom(8)", "from os import urandom\nurandom(8)"]
)
def test_the_machines_own_randomness_is_found(source: str):
    assert [rule for rule, _ in rules(engine__a=source)] == ["chance"]
