"""What a report says of facts: by the titles of the plan's fields, beside what was so, each report by itself."""

from __future__ import annotations

from typing import Any

from tests.web.test_reports import model, table


def facts() -> list[dict[str, Any]]:
    """Return every fact that was judged in the drilled exercise."""
    return [one for said in model()["facts"].values() for one in said]


def test_every_fact_has_its_fields_title_and_the_moment_of_its_report():
    moments = {entry.seq: entry.at for entry in table().entries}
    assert facts()
    for one in facts():
        assert one["title"] != {"": one["field"]}
        assert one["at"] == moments[one["seq"]]


def test_a_service_is_told_by_its_title_and_a_time_by_the_storys_clock():
    told = {text for one in facts() for said in one["said"] for text in said.values()}
    assert not told & set(table().setting.services)
    assert not [text for text in told if "T" in text and "+08:00" in text]


def test_what_was_true_is_told_by_the_field_that_asks_for_it():
    causes = {one["truth"]: one for one in model()["parts"]["c"]["causes"]}
    assert causes["occurred-at"]["said"] == [{"": "10:07:00"}]
    assert all(one["title"] for one in causes.values())


def test_findings_on_facts_name_what_was_said_and_what_was_so():
    findings = model()["parts"]["d"]["findings"]
    about = [one for one in findings if one["code"] in ("fact_false", "fact_omitted")]
    for finding in about:
        assert finding["facts"]
        assert all(one["code"] != "right" for one in finding["facts"])
    assert all(not one["facts"] for one in findings if one not in about)


def test_what_was_not_exercised_is_told_with_its_kind():
    assert {one["kind"] for one in model()["not_exercised"]} <= {
        "response",
        "quorum",
        "cadence",
        "choice",
        "facts",
        "escalation",
        "separation",
        "record",
        "order",
        "rto",
        "rpo",
    }
