"""What is unread at a seat: what a simulated colleague opened, the person who comes after it has not read."""

from __future__ import annotations

from typing import Any

from exercise.audience import PARTICIPANT, Audience
from exercise.entry import Entry
from exercise.facts import Fact, InjectDelivered, InjectOpened, SeatTaken
from exercise.snapshot import Screens
from tests.web.drilled import drilled

RUN = drilled()


def opened_by(person: str, simulated: bool) -> tuple[int, Any]:
    """Return when *person* opened a seat's first mail, and when the seat's screen says it was opened."""
    screens = Screens(RUN.run.setting)
    role, mail = "", ""
    for entry in RUN.entries:
        if isinstance(entry.fact, InjectOpened):
            continue
        screens.hear([entry])
        if isinstance(entry.fact, InjectDelivered):
            told = screens.scene.mail(entry.fact.inject).to
            roles = RUN.run.setting.roles
            role, mail = next(((one, entry.fact.inject) for one in told if one in roles), ("", ""))
            if role:
                break
    screens.hear([after(entry, 1, SeatTaken(role, person, simulated), None)])
    screens.hear([after(entry, 2, InjectOpened(mail), f"{role}/{person}")])
    view = screens.snapshot(Audience(PARTICIPANT, role))["view"]
    return entry.at, view["mail"][mail]["opened_at"]


def after(entry: Entry, count: int, fact: Fact, by: str | None) -> Entry:
    """Return an entry *count* places after another, at the same time."""
    return Entry(entry.seq + count, entry.at, entry.source, entry.wall, by, fact)


def test_what_a_person_opened_is_read():
    at, opened = opened_by("li", simulated=False)
    assert opened == at


def test_what_only_a_simulated_colleague_opened_is_unread_for_who_comes_after():
    assert opened_by("bot", simulated=True)[1] is None
