"""Who is there: by connection and by deed, told to those who lead the exercise."""

from __future__ import annotations

from engine.clock import ManualClock
from exercise.audience import FACILITATOR, PARTICIPANT
from web.identity import Pass
from web.presence import Presence

LI = Pass(PARTICIPANT, "e", "t", "ops-duty", "li", "mark")
FAY = Pass(FACILITATOR, "e", None, None, "Fay", "mark")


def seat(*people: str, simulated: bool = False) -> dict[str, object]:
    """Return the section of one seat."""
    sitting = [{"person": one, "name": one, "simulated": simulated} for one in people]
    return {"ops-duty": {"role": "ops-duty", "present": True, "people": sitting}}


def state(presence: Presence, *people: str, **more: bool) -> object:
    """Return the state of the seat as facilitators see it."""
    return presence.decorate(seat(*people, **more), sees_all=True)["ops-duty"]["state"]


def test_a_person_is_there_while_one_connection_is_open():
    presence = Presence(ManualClock())
    assert presence.arrive("one", LI)
    assert not presence.arrive("two", LI)
    assert not presence.depart("one", LI)
    assert presence.is_online("ops-duty/li")
    assert presence.depart("two", LI)
    assert presence.online() == ()


def test_who_is_away_for_a_minute_is_gone_and_who_comes_back_is_not():
    clock = ManualClock()
    presence = Presence(clock)
    presence.arrive("one", LI)
    clock.pass_by(600_000)
    assert not presence.is_gone("ops-duty/li")
    presence.depart("one", LI)
    clock.pass_by(59_999)
    assert not presence.is_gone("ops-duty/li")
    clock.pass_by(1)
    assert presence.is_gone("ops-duty/li")
    presence.arrive("two", LI)
    assert not presence.is_gone("ops-duty/li")


def test_after_a_restart_everybody_has_a_minute_to_come_back():
    clock = ManualClock()
    presence = Presence(clock)
    assert not presence.is_gone("ops-duty/li")
    clock.pass_by(60_000)
    assert presence.is_gone("ops-duty/li")


def test_facilitators_take_no_seat():
    presence = Presence(ManualClock())
    assert not presence.arrive("one", FAY)
    assert presence.online() == ()


def test_a_seat_is_empty_present_idle_and_lost():
    clock = ManualClock()
    presence = Presence(clock)
    assert state(presence) == "empty"
    assert state(presence, "li") == "lost"
    presence.arrive("one", LI)
    assert state(presence, "li") == "present"
    clock.pass_by(300_000)
    assert state(presence, "li") == "idle"
    presence.act("ops-duty/li")
    assert state(presence, "li") == "present"
    presence.depart("one", LI)
    assert state(presence, "li") == "lost"


def test_a_simulated_colleague_is_always_there():
    assert state(Presence(ManualClock()), "bot", simulated=True) == "present"


def test_a_role_without_a_seat_is_absent():
    section = {"ops-duty": {"role": "ops-duty", "present": False, "people": []}}
    decorated = Presence(ManualClock()).decorate(section, sees_all=True)
    assert decorated["ops-duty"]["state"] == "absent"


def test_seats_learn_who_is_there_but_not_who_is_idle():
    presence = Presence(ManualClock())
    presence.arrive("one", LI)
    decorated = presence.decorate(seat("li"), sees_all=False)["ops-duty"]
    assert decorated["people"][0]["online"] is True
    assert set(decorated) == {"role", "present", "people"}
