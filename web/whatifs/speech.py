"""Words of what-ifs: why a change cannot be read, and why a real act made no sense any more."""

from __future__ import annotations

from exercise.whatif.misread import Misread
from web.i18n import has_words, words


def misread_words(language: str, fault: Misread) -> str:
    """Return why a change cannot be made, with what was probably meant."""
    said = words(language, f"whatif.problem.{fault.code}", **fault.numbers)
    if fault.hint is None:
        return said
    return said + words(language, "problem.hint", hint=fault.hint)


def dropped_words(language: str, why: str) -> str:
    """Return why a real act is not in the fork."""
    key = f"whatif.dropped.{why}"
    if has_words(language, key):
        return words(language, key)
    return words(language, f"refused.{why}") if has_words(language, f"refused.{why}") else why
