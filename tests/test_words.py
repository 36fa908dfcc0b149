"""Both languages say everything: equal catalogues, words for every code, no sentence outside the catalogues."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.client_words import literal_texts, words_asked_by_the_client
from tests.codes import spoken_codes, words_asked_by_python

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "web" / "client" / "locales"
PLURALS = {"zh-CN": {"other"}, "en": {"one", "other"}}
PLURAL = re.compile(r"^(.+)_(zero|one|two|few|many|other)$")
PLACEHOLDER = re.compile(r"\{\{-?\s*(\w+)[^}]*\}\}")


def no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the pairs as a mapping; a key that stands twice is an error."""
    names = [name for name, _ in pairs]
    doubled = {name for name in names if names.count(name) > 1}
    assert not doubled, f"keys that stand twice: {doubled}"
    return dict(pairs)


def flat(section: object, prefix: str = "") -> dict[str, str]:
    """Return a catalogue's words by dotted key."""
    if not isinstance(section, dict):
        return {prefix: str(section)}
    found: dict[str, str] = {}
    for key, value in section.items():
        found |= flat(value, f"{prefix}.{key}" if prefix else key)
    return found


def catalogue(language: str) -> dict[str, str]:
    """Return one language's words."""
    text = (LOCALES / f"{language}.json").read_text(encoding="utf-8")
    return flat(json.loads(text, object_pairs_hook=no_doubles))


def plurals(words: dict[str, str]) -> dict[str, set[str]]:
    """Return the keys that have plural forms, with the forms that they have."""
    forms: dict[str, set[str]] = {}
    for key in words:
        if (found := PLURAL.match(key)) and f"{found[1]}_other" in words:
            forms.setdefault(found[1], set()).add(found[2])
    return forms


def keys(words: dict[str, str]) -> set[str]:
    """Return the keys of a catalogue, a plural's forms taken as one."""
    forms = plurals(words)
    return {
        found[1] if (found := PLURAL.match(key)) and found[1] in forms else key for key in words
    }


def placeholders(words: dict[str, str]) -> dict[str, set[str]]:
    """Return what each key lets in; a form of a plural may leave the count out."""
    places: dict[str, set[str]] = {}
    forms = plurals(words)
    for key, text in words.items():
        found = PLURAL.match(key)
        name = found[1] if found and found[1] in forms else key
        inside = set(PLACEHOLDER.findall(text)) - ({"count"} if name in forms else set())
        places[name] = places.get(name, set()) | inside
    return places


ZH, EN = catalogue("zh-CN"), catalogue("en")


def test_both_catalogues_have_the_same_keys():
    assert keys(ZH) ^ keys(EN) == set()


def test_both_catalogues_let_the_same_values_in():
    one, other = placeholders(ZH), placeholders(EN)
    assert {key: (one[key], other[key]) for key in one if one[key] != other.get(key)} == {}


@pytest.mark.parametrize("language", PLURALS)
def test_a_plural_has_the_forms_of_its_language(language: str):
    forms = plurals(catalogue(language))
    assert {key: have for key, have in forms.items() if have != PLURALS[language]} == {}


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh-CN", "en"])
def test_no_words_are_empty_or_carry_loose_blanks(words: dict[str, str]):
    assert [key for key, text in words.items() if not text.strip() or text != text.strip()] == []


def test_english_words_are_english_and_chinese_words_are_chinese():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    own_names = {key for key in EN if key.startswith(("language.", "brand."))}
    assert [
        key for key in EN if chinese.search(EN[key]) and key not in own_names and not bilingual(key)
    ] == []
    long_english = re.compile(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+")
    assert [key for key, text in ZH.items() if long_english.search(text)] == []


def bilingual(key: str) -> bool:
    """Whether a key is one of the few that stand in both languages at once: the mark, the name."""
    return any(part in key for part in ("mark", "brand", "language", "title"))


def test_every_code_that_people_are_told_has_words():
    known = keys(ZH) & keys(EN)
    wanted = spoken_codes(ROOT)
    assert wanted
    assert {key: where for key, where in wanted.items() if key not in known} == {}


def test_all_words_that_python_asks_for_are_there():
    known = keys(ZH) & keys(EN)
    assert {
        key: where for key, where in words_asked_by_python(ROOT).items() if key not in known
    } == {}


def test_all_words_that_the_client_asks_for_are_there():
    known = keys(ZH) & keys(EN)
    exact, beginnings = words_asked_by_the_client(ROOT)
    assert {key: where for key, where in exact.items() if key not in known} == {}
    empty = {
        start: where
        for start, where in beginnings.items()
        if not any(k.startswith(start) for k in known)
    }
    assert empty == {}


def test_no_sentence_stands_in_the_client_outside_the_catalogues():
    assert literal_texts(ROOT) == []
