"""A behaviour on paper: profiles by role and by step, and how actions are carried out."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import validates_schema

from scenarios.behaviour import Attention, Behaviour, Manner, Pace, Profile, Slips
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import ById, Many, One
from scenarios.schemas.values import Count, Duration, Id, Number, Title, Value, Word, Words, YesNo
from scenarios.timing import HOUR, MINUTE, Ms

MOST_SHARE = 100
MOST_SPREAD = 5
MOST_WEIGHT = 1_000_000

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)


class TimeOfDay(Value):
    """``"08:30"``, kept as milliseconds since midnight."""

    blank = 0

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Ms:
        if not isinstance(value, str) or _CLOCK.fullmatch(value) is None:
            raise refuse("bad_time_of_day", value=str(value)[:80])
        hours, minutes = value.split(":")
        return int(hours) * HOUR + int(minutes) * MINUTE

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        if value is None:
            return None
        hours, rest = divmod(value, HOUR)
        return f"{hours:02}:{rest // MINUTE:02}"


class PacePart(Part):
    """``{median: 90s, of_limit: 0.35, sigma: 0.45, longest: 4m}``."""

    builds = Pace
    median = Duration()
    of_limit = Number(least=0, most=MOST_SHARE)
    sigma = Number(least=0, most=MOST_SPREAD)
    least = Duration()
    longest = Duration()
    longest_of_limit = Number(least=0, most=MOST_SHARE)
    hurry = YesNo()

    @validates_schema
    def say_how_long(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a pace that says neither a time nor a share of the limit."""
        if values.get("median") is None and values.get("of_limit") is None:
            raise refuse("key_needs", key="sigma", needed="median")


class AttentionPart(Part):
    """``{from: "08:30", to: "18:00"}``."""

    builds = Attention
    since = TimeOfDay(key="from", required=True)
    until = TimeOfDay(key="to", required=True)


class StepProfilePart(Part):
    """How somebody behaves at one step."""

    builds = Profile
    notice = One(PacePart)
    act = One(PacePart)
    hearsay = One(PacePart)
    skip = Number(least=0, most=1)
    best_option = Number(least=0, most=1)
    omit = Number(least=0, most=1)
    misstate = Number(least=0, most=1)


class ProfilePart(StepProfilePart):
    """How somebody behaves; reading and attention are not about any one step."""

    reading = One(PacePart)
    attention = One(AttentionPart)


class SlipsPart(Part):
    """``{omit: 0.1, misstate: 0.05}``."""

    builds = Slips
    omit = Number(least=0, most=1)
    misstate = Number(least=0, most=1)


class MannerPart(Part):
    """``{options: {switch: 3, wait: 1}, fields: {grade: {misstate: 0.2}}}``."""

    builds = Manner
    options = ById(Number(least=0, most=MOST_WEIGHT))
    slips = ById(One(SlipsPart), key="fields", attribute="fields")

    @validates_schema
    def choose_something(self, values: dict[str, Any], **_: object) -> None:
        """Refuse weights of which none leads to a choice."""
        options = values.get("options")
        if options and not any(options.values()):
            raise refuse("no_weight", key="options")


class BehaviourPart(Part):
    """A whole behaviour."""

    builds = Behaviour
    id = Id(required=True)
    title = Title()
    version = Count(least=1, most=1_000_000)
    plan = Id()
    notes = Words()
    measured_from = Many(Word())
    default = One(ProfilePart)
    roles = ById(One(ProfilePart))
    steps = ById(One(StepProfilePart))
    actions = ById(One(MannerPart))
