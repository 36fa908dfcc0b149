"""Scripted responses for play without people (formats.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.text import NOTHING, Text
from scenarios.timing import Ms

FACILITATOR_ACTS = (
    "release",
    "hold",
    "skip",
    "postpone",
    "pause",
    "resume",
    "speed",
    "jump",
    "waive",
    "end",
)


@dataclass(frozen=True, slots=True)
class Response:
    """What one person does at a moment; ``by`` is ``role`` or ``role/person``."""

    at: Ms
    by: str
    action: str
    option: str | None = None
    about: str | None = None
    form: Mapping[str, object] | None = None
    text: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacilitatorAct:
    """What the facilitator does at a moment; which of the other fields matter depends on *act*."""

    at: Ms
    act: str  # one of FACILITATOR_ACTS
    inject: str | None = None
    to: Ms | None = None
    factor: float | None = None
    obligation: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Responses:
    """All that happens in a scripted play, in the order written."""

    scenario: str
    responses: tuple[Response | FacilitatorAct, ...]
    title: Text = NOTHING
