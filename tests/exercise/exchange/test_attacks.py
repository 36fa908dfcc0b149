"""Texts that would break other programs come out as text in every format."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest
from lxml import etree

from exercise.exchange.journal_csv import journal_csv
from exercise.exchange.oscal_poam import plan_of_action
from exercise.exchange.oscal_results import assessment_results
from exercise.exchange.safe_text import REPLACEMENT, cell, markdown, one_line, plain
from exercise.exchange.xapi import statements
from exercise.exchange.xes import xes
from tests.exercise.exchange.cases import ATTACKS, attacked
from tests.exercise.exchange.xapi_rules import faults_of

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAMES = [f"attack{i}" for i in range(len(ATTACKS))]
EACH = pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)


@EACH
def test_xml_stays_well_formed_and_tells_the_text_as_it_was(attack):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xes([attacked(attack)]).encode(), parser)
    assert root.getroottree().docinfo.doctype == ""
    names = [one.get("value") for one in root.iter() if one.get("key") == "concept:name"]
    assert plain(attack) in names


@EACH
def test_no_cell_of_the_table_is_a_formula(attack):
    found = csv.reader(StringIO(journal_csv([attacked(attack)])[1:], newline=""))
    for row in list(found)[1:]:
        assert not [one for one in row if one[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]
        assert not FORBIDDEN.search("".join(row))


@EACH
def test_the_json_formats_are_utf8_without_control_characters(attack):
    case = attacked(attack)
    for document in (assessment_results([case]), plan_of_action([case]), statements([case])):
        written = json.dumps(document, ensure_ascii=False)
        written.encode("utf-8")
        for text in re.findall(r'"(?:[^"\\]|\\.)*"', written):
            assert not FORBIDDEN.search(json.loads(text))


@EACH
def test_statements_keep_the_rules(attack):
    assert [fault for one in statements([attacked(attack)]) for fault in faults_of(one)] == []


@EACH
def test_titles_in_oscal_are_one_line_and_not_blank(attack):
    titles = [assessment_results([attacked(attack)])["assessment-results"]["metadata"]["title"]]
    titles += [
        one["title"]
        for one in assessment_results([attacked(attack)])["assessment-results"]["results"]
    ]
    assert all(title.strip() == title and "\n" not in title and title for title in titles)


def test_markup_is_shown_and_not_obeyed():
    assert markdown("**a** [b](c) <i>") == r"\*\*a\*\* \[b\](c) \<i\>"
    assert markdown("# Heading") == r"\# Heading"
    assert markdown("1. first") == r"1\. first"
    assert markdown("2026.1 and 3 - 4") == "2026.1 and 3 - 4"
    assert markdown("plain words, 中文。") == "plain words, 中文。"


@pytest.mark.parametrize("formula", ["=1", "+1", "-1", "@A", " =1", "\t=1", "\r=1", "\n=1"])
def test_a_formula_gets_an_apostrophe_and_keeps_its_text(formula):
    assert cell(formula) == "'" + formula


@pytest.mark.parametrize("harmless", ["", "a=1", "5", "T+0:01:00", "12:00", "名称", "'quoted'"])
def test_what_is_no_formula_is_left_alone(harmless):
    assert cell(harmless) == harmless


def test_what_had_to_go_leaves_a_mark():
    assert plain("a\x00b\ud800c") == f"a{REPLACEMENT}b{REPLACEMENT}c"
    assert plain("tab\tline\nemoji🚨") == "tab\tline\nemoji🚨"
    assert one_line("  a\n\tb ") == "a b"
