"""What the fields of a plan's items are called: ``escalate.within``, ``purpose.zh``."""

from __future__ import annotations

from web.reports.speech import Words

_LANGUAGES = {"zh": "中文", "en": "English"}


def field_words(key: str, say: Words) -> str:
    """Return the field at the path *key* in words, part by part."""
    return " · ".join(_part(one, say) for one in key.split(".") if one)


def _part(part: str, say: Words) -> str:
    if part in _LANGUAGES:
        return _LANGUAGES[part]
    section = say.named("section", part)
    return say.named("step_key", part) if section == part else section
