"""Everything that the shipped documents say is said in both languages, and nothing is left open."""

from __future__ import annotations

import re

import pytest

from scenarios.text import EVERY
from tests.scenarios.library import LANGUAGES, every_text

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEFT_OPEN = re.compile(
    r"TODO|TBD|FIXME|XXX|lorem|placeholder|待定|待补充|占位|示例文本", re.IGNORECASE
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_written_in(language: str) -> None:
    missing = [
        at
        for at, text in every_text()
        if EVERY in text.words or not text.words.get(language, "").strip()
    ]
    assert missing == []


def test_each_language_is_written_in_its_own_script() -> None:
    texts_ = every_text()
    assert [at for at, text in texts_ if not CHINESE.search(text.words["zh"])] == []
    assert [at for at, text in texts_ if CHINESE.search(text.words["en"])] == []


def test_nothing_is_left_open() -> None:
    found = [
        at
        for at, text in every_text()
        if any(LEFT_OPEN.search(words) for words in text.words.values())
    ]
    assert found == []
