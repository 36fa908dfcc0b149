"""Words in a person's language: the JSON catalogues that the browser uses too, read once for Python."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale

LOCALES = Path(__file__).parent / "client" / "locales"
LANGUAGES = ("zh-CN", "en")
"""The languages every code has its words in, equal in rank."""

_PLACEHOLDER = re.compile(r"\{\{-?\s*(\w+)\s*\}\}")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return every key's words in *language*, one of LANGUAGES; nested sections become dotted keys."""
    path = LOCALES / f"{language}.json"
    return dict(_flat("", json.loads(path.read_text(encoding="utf-8"))))


def known(language: str) -> str:
    """Return which of LANGUAGES serves somebody who asks for *language* (``zh``, ``zh_CN.UTF-8``, ``en-GB``)."""
    return "zh-CN" if language.lower().startswith("zh") else "en"


def preferred() -> str:
    """Return the language that the environment asks for; English when it asks for none."""
    for name in ("STARTEX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if asked := os.environ.get(name):
            return known(asked)
    return "en"


def words(lang: str, key: str, /, **numbers: object) -> str:
    """Return the words of *key* in *lang* with ``{{x}}`` filled in from *numbers*.

    A ``count`` among them chooses the plural (``key_one``, ``key_other``), as i18next does. A key
    without words is returned as it is.
    """
    found = catalogue(known(lang))
    template = found.get(_plural(lang, key, numbers.get("count")))
    if template is None:
        template = found.get(key, found.get(f"{key}_other", key))
    return _PLACEHOLDER.sub(lambda hit: str(numbers.get(hit[1], hit[0])), template)


def has_words(lang: str, key: str) -> bool:
    """Return whether *key* has words in *lang*, alone or as a plural."""
    found = catalogue(known(lang))
    return key in found or f"{key}_other" in found


def _plural(lang: str, key: str, count: object) -> str:
    if not isinstance(count, int | float):
        return key
    form = Locale.parse(known(lang).replace("-", "_")).plural_form(count)
    return f"{key}_{form}"


def _flat(prefix: str, section: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in section.items():
        if isinstance(value, Mapping):
            pairs += _flat(f"{prefix}{key}.", value)
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
