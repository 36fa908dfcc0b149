"""Every code of the register has its words in both languages."""

from __future__ import annotations

import pytest

from exercise.evaluation.actions import ELEMENTS
from exercise.improvement import classes, root_cause
from exercise.improvement.action_course import MOVES, STATES
from exercise.improvement.register_csv import COLUMNS, OWNER_KINDS
from web.i18n import LANGUAGES, has_words
from web.register.papers import EDITABLE
from web.webhooks.outbox import EVENTS

DEEDS = (*MOVES, "taken", "updated", "edited", "proposed", "added", "proved")
PROBLEMS = (
    *("empty", "unreadable", "column_missing", "unknown_action", "twice", "read_only"),
    *("state_by_page", "no_day", "no_element", "no_owner_kind", "too_long"),
)
HTTP_PROBLEMS = ("timeout", "no_trust", "refused", "unreachable", "no_http", "ended")
KEYS = (
    *(f"cause.why.{one}" for one in root_cause.reasons()),
    *(f"action.draft.{one}" for one in ELEMENTS),
    *(f"cause.of.{one}" for one in root_cause.CLASSES),
    *(f"register.class.{one}" for one in classes.CLASSES),
    *(f"register.column.{one}" for one in COLUMNS),
    *(f"register.did.{one}" for one in DEEDS),
    *(f"register.problem.{one}" for one in PROBLEMS),
    *(f"register.state.{one}" for one in ("open", "accepted", "rejected", "merged", "taken")),
    *(f"action.state.{one}" for one in STATES),
    *(f"action.move.{one}" for one in MOVES),
    *(f"action.owner_kind.{one}" for one in OWNER_KINDS),
    *(f"webhook.event.{one.replace('.', '_')}" for one in EVENTS),
    *(f"webhook.state.{one}" for one in ("waiting", "delivered", "given_up")),
    *(f"webhook.problem.{one}" for one in HTTP_PROBLEMS),
    *("register.field.root_cause", "register.field.words", "register.column.severity"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_register_has_words(language: str) -> None:
    assert [key for key in KEYS if not has_words(language, key)] == []


def test_what_can_be_edited_has_a_name() -> None:
    names = [(f"register.column.{one}", f"register.field.{one}") for one in EDITABLE]
    assert all(any(has_words("en", key) for key in pair) for pair in names)
