"""Opening the house: data folder, database, runs brought back, application — in the order in which they depend."""

from __future__ import annotations

from flask import Flask

from engine.control_room import ControlRoom
from engine.store.store import Store
from exercise.audience import FACILITATOR
from scenarios.shelf import Shelf
from web.app import create_app
from web.config import Config
from web.house import House
from web.identity import Invitation


def open_house(config: Config) -> tuple[Flask, House]:
    """Return the application and its house for *config*; every run that was live is back, paused."""
    store = Store.in_folder(config.data)
    room = ControlRoom(store)
    house = House(config, room, Shelf((config.data / "library",)))
    app, _ = create_app(config, house)
    room.recover()
    house.rehearsals.recover()
    room.start()
    return app, house


def key_path(house: House) -> str:
    """Return the path of the link that makes its bearer a facilitator of the whole server."""
    return house.path_of(Invitation(FACILITATOR))
