"""Why a command is not taken: codes and their numbers; `web/` has the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercise.facts import Fact

REFUSALS = (
    "already_played",
    "already_started",
    "ended",
    "form_field_wrong",
    "held",
    "in_a_jump",
    "jump_backwards",
    "no_form",
    "no_person",
    "no_seat",
    "no_such_action",
    "no_such_form_field",
    "no_such_inject",
    "no_such_obligation",
    "no_such_option",
    "no_such_rating",
    "no_such_role",
    "no_such_verdict",
    "not_paused",
    "not_started",
    "not_your_action",
    "paused",
    "seat_full",
    "skipped",
    "speed_out_of_range",
    "too_early",
    "unwritable_inject",
)
"""Every code of a refusal; `web/` has words for each."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A command was not taken; *code* is one of REFUSALS, *numbers* are what its words need."""

    code: str
    numbers: Mapping[str, object] = field(default_factory=dict)


Decided = tuple[Fact, ...] | Refused
"""What `decide` answers: the facts that follow, or why there are none."""
