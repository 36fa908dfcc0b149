"""Injects on paper: every key of a scenario file, for facilitators' screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.inject import Inject
from scenarios.schemas.injects import write_inject
from scenarios.text import EVERY, Text


def text_paper(text: object) -> dict[str, str]:
    """Return a text (Text, plain string or mapping) as language code -> words; nothing: an empty mapping."""
    if isinstance(text, Text):
        return dict(text.words)
    if isinstance(text, Mapping):
        return {str(language): str(words) for language, words in text.items()}
    return {EVERY: text} if isinstance(text, str) and text else {}


def inject_paper(inject: Inject) -> dict[str, Any]:
    """Return *inject* with the keys of a scenario file; ``at`` and ``delay`` in milliseconds."""
    written = write_inject(inject)
    return {
        "id": inject.id,
        "title": text_paper(inject.title),
        "class": inject.kind,
        "at": inject.at,
        "when": written.get("when"),
        "manual": inject.manual,
        "delay": inject.delay,
        "unless": written.get("unless"),
        "from": inject.sender,
        "to": list(inject.to),
        "channel": inject.channel,
        "subject": text_paper(inject.subject),
        "body": text_paper(inject.body),
        "raises": list(inject.raises),
        "effects": written.get("effects", []),
        "expects": list(inject.expects),
        "storyline": inject.storyline,
        "module": inject.module,
        "notes": text_paper(inject.notes),
        "attachments": list(inject.attachments),
        "status": inject.status,
        "ask": [text_paper(question) for question in inject.ask],
        "leap": inject.leap,
    }
