"""What a seat must not hear: looks through everything that it was told for what is not its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from exercise.setting import Setting
from scenarios.inject import Inject

SECRET_KEYS = frozenset(
    (
        *("expects", "reality", "truth", "truths", "raises", "effects", "unless", "storyline"),
        *("verdict", "score", "rating", "gates", "evaluation", "obligations", "margin_ms"),
        *("effective", "down_since", "lost_ms", "injects", "recoveries", "overrides", "ratings"),
        *("links", "summary", "objectives", "choices", "facts"),
    )
)
FACTS_FOR_SEATS = frozenset(
    (
        *("started", "ended", "paused", "resumed", "speed_changed", "jumped"),
        *("inject_delivered", "inject_opened", "acted", "message_sent", "service_shown"),
        *("seat_taken", "seat_left", "role_changed", "note_taken"),
    )
)
SHORTEST = 8


def keys_in(told: Any) -> Iterator[str]:
    """Yield every key of every mapping in what was told."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from keys_in(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from keys_in(value)


def words_of(inject: Inject) -> tuple[str, ...]:
    """Return the words by which an inject would be recognised."""
    texts = (inject.title, inject.subject, inject.body, inject.notes, *inject.ask)
    return tuple(w for text in texts for w in text.words.values() if len(w) >= SHORTEST)


def strange_words(setting: Setting, role: str) -> dict[str, str]:
    """Return words of injects that never come to *role*'s seat -> the inject; words of its own mail left out."""
    own = {
        word for one in setting.injects.values() if is_for(one, role) for word in mail_words(one)
    }
    briefing = json.dumps(dict(setting.scenario.briefing.words), ensure_ascii=False)
    return {
        word: one.id
        for one in setting.injects.values()
        for word in (words_of(one) if not is_for(one, role) else unsaid_words(one))
        if word not in own and word not in briefing
    }


def is_for(inject: Inject, role: str) -> bool:
    """Whether an inject is addressed to *role*."""
    return role in inject.to or "all" in inject.to


def mail_words(inject: Inject) -> tuple[str, ...]:
    """Return the words of an inject that its readers see."""
    return tuple(w for text in (inject.subject, inject.body) for w in text.words.values())


def unsaid_words(inject: Inject) -> tuple[str, ...]:
    """Return the words of an inject that its readers do not see."""
    texts = (inject.title, inject.notes, *inject.ask)
    return tuple(w for text in texts for w in text.words.values() if len(w) >= SHORTEST)


def written(told: Any) -> str:
    """Return what was told as one text."""
    return json.dumps(told, ensure_ascii=False)
