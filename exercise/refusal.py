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
    "guide_not_signed",
    "guide_signed",
    "guides_open",
    "held",
    "in_a_jump",
    "journal_moved",
    "jump_backwards",
    "no_form",
    "no_person",
    "no_seat",
    "no_such_action",
    "no_such_form_field",
    "no_such_inject",
    "no_such_language",
    "no_such_note",
    "no_such_obligation",
    "no_such_option",
    "no_such_rating",
    "no_such_role",
    "no_such_subject",
    "no_such_verdict",
    "not_ended",
    "not_lead",
    "not_on_panel",
    "not_paused",
    "not_signed_off",
    "not_started",
    "not_your_action",
    "paused",
    "seat_full",
    "signed_off",
    "skipped",
    "speed_out_of_range",
    "survey_anonymous",
    "survey_answer_wrong",
    "survey_closed",
    "survey_not_anonymous",
    "survey_question_wrong",
    "too_early",
    "unsettled",
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
