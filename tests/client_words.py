"""Reads the client's sources: which words they ask for, and which texts they hold themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path("web") / "client" / "src"
CHINESE = re.compile(r"[\u3400-\u9fff\uff01-\uff5e\u3002\u300a-\u3011]")
ASKED = re.compile(r"""(?<![\w.])(?:t|tOr)\(\s*(['"`])((?:(?!\1).)*)\1""")
COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/|(?<![:\w'\"`])//[^\n]*", re.DOTALL)
TEMPLATE = re.compile(r"<template>(.*)</template>", re.DOTALL)
MUSTACHE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"""<[A-Za-z/](?:"[^"]*"|'[^']*'|[^"'>])*>""", re.DOTALL)
SPOKEN = re.compile(
    r"""(?<=\s)(title|alt|placeholder|label|aria-(?:label|description|roledescription|valuetext|placeholder))="([^"]*)\""""
)
WORD = re.compile(r"[^\W\d_]{2,}")
EXAMPLE = re.compile(r"\S*\d\S*")
"""An example of a code or a number, as a placeholder shows it."""
SAME = {"kbd", "ms", "StartEx", "English"}
"""Words that are the same in every language: units, our name, a language's own name."""
IN_ITS_LANGUAGE = re.compile(r"""<(\w+) lang="[^"]+">[^<]*</\1>|(['"])(?:中文|演练 EXERCISE)\2""")
"""What is marked with its language is meant to stand there in it: the mark, the brand."""


def words_asked_by_the_client(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the keys that the client names, and the beginnings of those that it puts together, with a place."""
    exact: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for path, text in client_sources(root):
        for found in ASKED.finditer(text):
            start, dollar, _ = found[2].partition("${")
            if not dollar:
                exact[start] = path
            elif start:
                beginnings[start] = path
    return exact, beginnings


def literal_texts(root: Path) -> list[str]:
    """Return texts for people that stand in the client's sources themselves."""
    found: list[str] = []
    for path, text in client_sources(root):
        found += [f"{path}: {line.strip()}" for line in text.splitlines() if CHINESE.search(line)]
        found += [f"{path}: {words}" for words in template_words(text) if path.endswith(".vue")]
    return found


def client_sources(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of the client's sources, without comments."""
    for file in sorted((root / SOURCES).rglob("*")):
        if file.suffix in (".vue", ".ts"):
            yield (
                file.relative_to(root).as_posix(),
                own_words(file),
            )


def own_words(file: Path) -> str:
    """Return a source without its comments and without what is marked with its language."""
    return IN_ITS_LANGUAGE.sub("", COMMENT.sub("", file.read_text(encoding="utf-8")))


def template_words(text: str) -> Iterator[str]:
    """Yield words between a template's tags, and in attributes that are shown or read out."""
    template = TEMPLATE.search(text)
    if template is None:
        return
    inside = MUSTACHE.sub(" ", template[1])
    for attribute in SPOKEN.finditer(inside):
        if WORD.search(EXAMPLE.sub("", attribute[2])):
            yield attribute[0]
    for piece in TAG.split(inside):
        if any(word not in SAME for word in WORD.findall(piece.replace("&nbsp;", ""))):
            yield piece.strip()
