"""Words come from one catalogue for each language, with numbers, plurals and a choice of language."""

from __future__ import annotations

import pytest

from web.i18n import has_words, known, preferred, words


def test_numbers_are_filled_in():
    said = words("en", "problem.duplicate_key", key="by", first=7)
    assert said == '"by" is written twice, first on line 7'
    assert words("zh", "problem.duplicate_key", key="by", first=7) == "“by”重复，第 7 行已经写过"


@pytest.mark.parametrize(("count", "said"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_a_count_chooses_the_plural_of_its_language(count, said):
    assert words("en", "check.errors", count=count) == said
    assert words("zh-CN", "check.errors", count=count) == f"{count} 个错误"


def test_a_key_without_words_is_shown_as_it_is():
    assert words("en", "no.such.key") == "no.such.key"
    assert not has_words("en", "no.such.key")
    assert has_words("en", "check.errors")


@pytest.mark.parametrize(
    ("asked", "serves"),
    [
        ("zh", "zh-CN"),
        ("zh_CN.UTF-8", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("en-GB", "en"),
        ("C", "en"),
        ("de", "en"),
    ],
)
def test_the_nearest_language_serves(asked, serves):
    assert known(asked) == serves


def test_the_environment_chooses_the_language(monkeypatch):
    for name in ("STARTEX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert preferred() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert preferred() == "zh-CN"
    monkeypatch.setenv("STARTEX_LANG", "en")
    assert preferred() == "en"
