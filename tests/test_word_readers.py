"""What reads the words is itself tried, on small made-up sources."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.client_words import literal_texts, words_asked_by_the_client
from tests.codes import keys_of, reasons, words_asked_by_python


def write(root: Path, path: str, text: str) -> Path:
    """Write one file of a made-up tree; returns the tree."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "template",
    [
        "<p>Nobody is here</p>",
        '<button aria-label="Close">{{ x }}</button>',
        '<img alt="The wall">',
        "<p>没有人</p>",
    ],
)
def test_a_text_in_a_template_is_found(tmp_path: Path, template: str):
    write(tmp_path, "web/client/src/A.vue", f"<template><div>{template}</div></template>")
    assert literal_texts(tmp_path)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ t('nobody') }}</p>",
        """<button :aria-label="t('close')" @click="a > b && close()">×</button>""",
        '<span lang="en">EXERCISE</span>',
        "<!-- why this stands here --><br>",
        '<input type="text" name="person">',
    ],
)
def test_a_template_whose_words_come_from_the_catalogue_is_fine(tmp_path: Path, template: str):
    write(tmp_path, "web/client/src/A.vue", f"<template><div>{template}</div></template>")
    assert literal_texts(tmp_path) == []


def test_chinese_in_a_script_is_found_and_in_a_comment_is_fine(tmp_path: Path):
    write(tmp_path, "web/client/src/a.ts", "const a = '确认'\n// 确认\n")
    assert literal_texts(tmp_path) == ["web/client/src/a.ts: const a = '确认'"]


def test_keys_are_read_whole_or_by_their_beginning(tmp_path: Path):
    write(
        tmp_path, "web/client/src/a.ts", "t('seat.free'); tOr(`verdict.${v}`, v); cut('not.this')"
    )
    exact, beginnings = words_asked_by_the_client(tmp_path)
    assert (set(exact), set(beginnings)) == ({"seat.free"}, {"verdict."})


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("Refused('not_started', at=3)", ["refused.not_started"]),
        ("Flaw('too_long' if long else 'too_short')", ["problem.too_long", "problem.too_short"]),
        ("letter.refuse('busy', run)", ["refused.busy"]),
        ("sheet.problem(path, 'no_format')", ["problem.no_format"]),
        ("Problem(name, 1, 1, code='doubled')", ["problem.doubled"]),
        ("print('not_started')", []),
    ],
)
def test_the_codes_in_a_call_are_found(source: str, keys: list[str]):
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert keys_of(call) == keys


def test_a_monitors_reasons_are_found_and_not_its_verdicts_keys_and_questions(tmp_path: Path):
    source = "why = 'gap_too_long' if 'a_key' in numbers else {'key': 'no_report'}['key']\nverdict = 'met'"
    write(tmp_path, "exercise/conformance/a.py", source)
    assert set(reasons(tmp_path)) == {"why.gap_too_long", "why.no_report"}


def test_words_asked_by_name_in_python_are_found(tmp_path: Path):
    write(tmp_path, "web/a.py", "words(lang, 'check.fine', count=3)")
    assert words_asked_by_python(tmp_path) == {"check.fine": "web/a.py:1"}
