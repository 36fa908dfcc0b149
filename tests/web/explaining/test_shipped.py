"""Explanations of a whole shipped exercise: no code, no id and no gap stands in what people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_words import EN
from tests.test_words import keys as merged
from web.cli.source import table_of
from web.explaining.explanations import Explanations
from web.explaining.rules import reevaluation_paper, sensitivity_paper
from web.explaining.telling import moments_paper
from web.table import Table

ROOT = Path(__file__).parents[3]
RECORDED = str(ROOT / "tests" / "recordings" / "ups-deviating.jsonl")


@pytest.fixture(scope="module")
def table() -> Table:
    """The table of the team that deviated from the plan."""
    return table_of(RECORDED, ROOT, "en")


def said(table: Table) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every sentence of explanations and moments, with where it stands."""
    evaluation = table.evaluation()
    for one in Explanations(table, evaluation).all():
        yield one["id"], one["sentence"]
        yield one["id"], one["rule"]
    moments = moments_paper(table, evaluation)
    for sentence in moments["headline"]["sentences"]:
        yield "headline", sentence
    for moment in (*moments["best"], *moments["worst"]):
        yield moment["obligations"][0], moment["sentence"]


def ids(table: Table) -> set[str]:
    """Return the ids that are no English words: those with a hyphen, but fail-back."""
    setting = table.setting
    things = (setting.roles, setting.actions, setting.services, setting.recoveries, setting.forms)
    return {name for named in things for name in named if "-" in name} - {"fail-back"}


def test_every_obligation_has_a_sentence_a_rule_and_known_lines(table: Table) -> None:
    found = Explanations(table, table.evaluation()).all()
    assert [one["id"] for one in found] == [o["id"] for o in table.evaluation()["obligations"]]
    seqs = {entry.seq for entry in table.entries}
    for one in found:
        assert set(one["sentence"]) == set(one["rule"]) == {"zh", "en"}
        assert all(line["seq"] in seqs and line["title"] for line in one["proof"])


def test_no_placeholder_code_or_id_leaks_into_a_sentence(table: Table) -> None:
    known = ids(table)
    for place, sentence in said(table):
        for language, words in sentence.items():
            assert words, (place, language)
            assert "{{" not in words, (place, words)
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", words), (place, words)
            assert not any(re.search(rf"(?<![\w-]){one}(?![\w-])", words) for one in known), (
                place,
                words,
            )
            assert not re.search(r"explain\.|moment\.", words), (place, words)


def test_each_language_is_its_own(table: Table) -> None:
    for place, sentence in said(table):
        assert not re.search(r"[\u4e00-\u9fff]", sentence["en"]), (place, sentence["en"])
        assert re.search(r"[\u4e00-\u9fff]", sentence["zh"]), (place, sentence["zh"])
        assert sentence["en"].endswith((".", "”.")), place
        assert sentence["zh"].endswith("。"), place


def test_moments_name_roles_and_never_people(table: Table) -> None:
    moments = moments_paper(table, table.evaluation())
    told = [one["sentence"]["en"] for one in (*moments["best"], *moments["worst"])]
    assert not any("wang" in words or "chen" in words for words in told)


def test_the_headline_tells_rating_outage_and_first_report(table: Table) -> None:
    sentences = [
        one["en"] for one in moments_paper(table, table.evaluation())["headline"]["sentences"]
    ]
    assert sentences[0] == "Rated U (Unable to be performed), score 43.9%."
    assert sentences[2] == (
        "Longest outage: “Central trading” was down for 39m 12s from T+27:00, 9m 12s beyond its RTO of 30m."
    )
    assert sentences[3].startswith("The first report to an authority left at T+11:30 from")


def test_words_for_explanations_are_all_used_and_all_there() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "web" / "explaining").glob("*.py")
    )
    asked = set(re.findall(r"\"((?:explain|moment)\.[a-z_.]+[a-z])\"", sources))
    shares = {f"explain.how.{kind}" for kind in ("cadence", "order", "choice", "facts", "record")}
    judges = {f"explain.judge.{kind}" for kind in ("evaluator", "facilitator", "somebody")}
    known = {key for key in merged(EN) if key.startswith(("explain.", "moment."))}
    client = {key for key in known if key.startswith(("explain.page.", "moment.page."))}
    assert (asked | shares | judges) - {"explain.judge"} == known - client


def test_sensitivity_and_other_rules_carry_titles(table: Table) -> None:
    found = reevaluation_paper(table, "2026.1+late_counts_as_missed")
    assert found["subjects"][0]["title"] == {}
    assert all(one["title"] for one in found["subjects"][1:])
    turned = {one["id"]: one for one in found["obligations"]}["trading.rto#2"]
    assert (turned["kind"], turned["title"]["en"]) == ("rto", "Central trading")
    assert (turned["from"]["verdict"], turned["to"]["verdict"]) == ("late", "missed")
    assert found["released"] == ["2026.1"]
    assert len(sensitivity_paper(table)["variants"]) == len(found["variants"]) == 4
