"""Clause maps: what ships is whole and modest, a faulty one is refused with its place, citations find their clause."""

from __future__ import annotations

import pytest

from scenarios.citing import Citations, number
from scenarios.clauses import Clauses
from scenarios.plan import Plan
from scenarios.reader import read_file, read_text
from scenarios.reporting_clock import VERIFICATIONS
from scenarios.scenario import CAUSES, ORDER_218
from scenarios.schemas.documents import dump, load
from scenarios.shelf import LIBRARY, Shelf
from tests.scenarios.library import LANGUAGES, texts

SMALL = """\
format: startex/clauses@1
id: own
version: 1
title: Own rule
level: standard
as_of: "2026-01-01"
verification: unverified
source: [{title: House rule}]
names: [Own]
clauses:
  - {id: 1 a, says: Say}
  - {id: 2, says: Do, exercised: {within: 12 months}}
"""


def shipped() -> dict[str, Clauses]:
    """Return the clause maps that ship, by id."""
    sheets = [read_file(one.path) for one in Shelf().listings("clauses")]
    assert [sheet.problems for sheet in sheets] == [()] * len(sheets)
    return {
        sheet.document.id: sheet.document for sheet in sheets if isinstance(sheet.document, Clauses)
    }


RULES = shipped()
CITATIONS = Citations(RULES.values())


def problems(text: str) -> list[tuple[str, int]]:
    """Return the codes of what is wrong in *text*, each with its line."""
    return [(one.code, one.line) for one in read_text(text, "own.yaml").problems]


def test_chapter_ten_ships_with_every_letter():
    letters = {"10.2": "abcde", "10.3": "abcde", "10.4": "abcd", "10.5": "abcd", "10.6": "abcdef"}
    wanted = [f"{part} {letter}" for part, all_of in letters.items() for letter in all_of]
    have = [clause.id for clause in RULES["jrt-0251-2022"].clauses]
    assert sorted(have) == sorted([*wanted, "10.5", "10.6"])


def test_other_rules_ship_with_what_continuity_answers_to():
    have = {name: [clause.id for clause in rule.clauses] for name, rule in RULES.items()}
    articles = [f"art. {n}" for n in range(36, 41)]
    assert set(articles) < set(have["csrc-order-218"])
    assert have["jrt-0099-2012"] == ["7.1.2", "7.1.3", "7.1.5", "7.1.8", "7.2.1"]
    assert "11(6)" in have["dora"]
    assert {"8.4.2", "8.4.3", "8.4.4", "8.4.5", "8.5"} == set(have["iso-22301-2019"])


def test_article_37_asks_for_five_causes_that_scenarios_can_have():
    clause = RULES["csrc-order-218"].find("art. 37")
    assert clause is not None
    assert clause.exercised is not None
    assert clause.exercised.causes == ORDER_218
    assert set(ORDER_218) < set(CAUSES)


def test_every_rule_speaks_both_languages_and_says_how_far_it_was_checked():
    for rule in RULES.values():
        assert [
            at for at, text in texts(rule) if set(text.words) not in (set(LANGUAGES), {""})
        ] == []
        assert all(rule.verified(clause) in VERIFICATIONS for clause in rule.clauses)
        assert all(set(clause.says.words) == set(LANGUAGES) for clause in rule.clauses)


def test_a_day_of_effect_is_only_told_where_it_was_read():
    told = {name: rule.in_force_from for name, rule in RULES.items() if rule.in_force_from}
    assert {name: day.isoformat() for name, day in told.items()} == {"csrc-order-218": "2023-05-01"}


def test_a_clause_map_survives_paper():
    for rule in RULES.values():
        paper = dump(rule)
        assert paper.pop("format") == "startex/clauses@1"
        assert load("clauses", paper) == rule


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("names: [Own]", "names: []", "empty_list", 9),
        ("level: standard", "level: advice", "unknown_word", 5),
        ("verification: unverified", "verification: sure", "unknown_word", 7),
        ('as_of: "2026-01-01"', "as_of: soon", "bad_date", 6),
        ("id: 1 a", 'id: "–"', "bad_clause_number", 11),
        ("id: 1 a", "id: 2", "not_text", 11),
        ("id: 1 a", "id: art. 2", "given_twice", 12),
        ("says: Say", "says: Say, colour: red", "unknown_key", 11),
        ("says: Say", "says: Say, sections: [annex]", "unknown_word", 11),
        ("within: 12 months", "within: promptly", "bad_span", 12),
        ("within: 12 months", "causes: [weather]", "unknown_word", 12),
        ("says: Do", "says: Do, sections: [purpose]", "not_together", 12),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, code: str, line: int):
    text = SMALL.replace("id: 2,", 'id: "2",')
    assert problems(text) == []
    assert text.count(old) == 1
    assert (code, line) in problems(text.replace(old, new))


@pytest.mark.parametrize(
    ("written", "rule", "clause"),
    [
        ("JR/T 0251-2022 10.2 a", "jrt-0251-2022", "10.2 a"),
        ("JR/T 0251—2022 10.2a)", "jrt-0251-2022", "10.2 a"),
        ("jr/t 0251 10.2 (a)", "jrt-0251-2022", "10.2 a"),
        ("10.2 a)", "jrt-0251-2022", "10.2 a"),
        ("１０.２ａ）", "jrt-0251-2022", "10.2 a"),
        ("JR/T 0251-2022 10.5", "jrt-0251-2022", "10.5"),
        ("CSRC Order 218 art. 39", "csrc-order-218", "art. 39"),
        ("CSRC Order 218, Article 39", "csrc-order-218", "art. 39"),
        ("证监会令第218号第三十九条", "csrc-order-218", "art. 39"),
        ("证监会令第218号 第四十条", "csrc-order-218", "art. 40"),
        ("JR/T 0099-2012 7.1.3", "jrt-0099-2012", "7.1.3"),
        ("DORA Art. 11(6)", "dora", "11(6)"),
        ("Regulation (EU) 2022/2554 article 11.6", "dora", "11(6)"),
        ("ISO 22301 8.4.4", "iso-22301-2019", "8.4.4"),
    ],
)
def test_a_citation_finds_its_clause(written: str, rule: str, clause: str):
    cited = CITATIONS.find(written)
    assert cited.rule is not None
    assert cited.clause is not None
    assert (cited.rule.id, cited.clause.id, cited.fault) == (rule, clause, None)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("JR/T 0251-2022 10.3", "wide"),
        ("JR/T 0251-2022", "wide"),
        ("JR/T 0251-2022 11.1", "no_clause"),
        ("GB/T 20988-2025 5.2", "no_rule"),
        ("第三十九条", "no_rule"),
        ("", "no_rule"),
    ],
)
def test_a_citation_of_no_clause_says_why(written: str, fault: str):
    assert CITATIONS.find(written).fault == fault


def test_a_bare_number_that_two_rules_have_is_ambiguous():
    other = read_text(
        SMALL.replace("id: 1 a", 'id: "8.5"').replace("id: 2,", 'id: "2",'), "own.yaml"
    )
    assert isinstance(other.document, Clauses)
    assert Citations([*RULES.values(), other.document]).find("8.5").fault == "ambiguous"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("第十条", ("10",)),
        ("第二十一条", ("21",)),
        ("第九条", ("9",)),
        ("10.2 a-d", ("10", "2", "a", "d")),
        ("——", ()),
    ],
)
def test_numbers_are_taken_apart(written: str, parts: tuple[str, ...]):
    assert number(written) == parts


def test_every_step_of_the_shipped_plan_names_a_clause_that_is_known():
    plan = read_file(LIBRARY / "broker-trading-continuity.yaml").document
    assert isinstance(plan, Plan)
    assert all(step.clause for step in plan.steps())
    named = {cite for step in plan.steps() for cite in step.clause}
    assert {cite for cite in named if CITATIONS.find(cite).fault} == set()


def test_paraphrases_of_chapter_ten_are_short_and_in_our_own_words():
    said = [clause.says.words["zh"] for clause in RULES["jrt-0251-2022"].clauses]
    assert max(len(words) for words in said) < 40
    assert not any("行业机构" in words or "宜" in words for words in said)
