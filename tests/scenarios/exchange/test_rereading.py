"""A changed file read again: steps are found again, what people decided stays, nothing goes by itself."""

from __future__ import annotations

from typing import Any

from exercise.improvement.difference import plan_changes
from scenarios.checks import check_plan
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.rereading import reread
from scenarios.reader import Sheet, read_text
from tests.scenarios.exchange.reading import UNASSIGNED, markdown

FILE = """\
# Outage plan

## Response steps

1. Call the vendor
2. Isolate the hosts of the first site
3. Record the time

## Recovery steps

1. Restore the data
"""


def paper(text: str) -> dict[str, Any]:
    return plan_paper_of(markdown(text), UNASSIGNED, "outage")


def sheet(plan: dict[str, Any]) -> Sheet:
    found = check_plan(read_text(plan_text(plan), "plan.yaml"))
    assert not [problem for problem in found.problems if problem.is_error]
    return found


def changes(old: dict[str, Any], text: str) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    """Return op, step and key of the changes that matter to people, and the steps that the file lost."""
    new, gone = reread(old, paper(text))
    found = plan_changes(sheet(old), sheet(new))
    return [
        (one.op, one.step, one.field)
        for one in found
        if not one.field.startswith(("origin.", "imported"))
    ], gone


def test_the_same_file_changes_nothing() -> None:
    assert changes(paper(FILE), FILE) == ([], ())


def test_a_line_more_moves_lines_but_no_step() -> None:
    found, gone = changes(paper(FILE), FILE.replace("## Response", "Some words.\n\n## Response"))
    assert gone == ()
    assert [one for one in found if one[1] != "sections"] == []


def test_a_new_step_comes_with_an_action_of_its_own_between_its_neighbours() -> None:
    text = FILE.replace("2. Isolate", "2. Warn the users\n3. Isolate")
    found, gone = changes(paper(FILE), text)
    assert found == [("add", "action:warn-users", ""), ("add", "warn-users", "")]
    assert gone == ()
    new, _ = reread(paper(FILE), paper(text))
    order = [step["id"] for step in new["procedures"][0]["steps"]]
    assert order == ["call-vendor", "warn-users", "isolate-hosts-first-site", "record-time"]


def test_what_people_decided_stays_and_their_words_too() -> None:
    old = paper(FILE)
    first, second = old["procedures"][0]["steps"][:2]
    first.update(within="10m", by=["unassigned"], title="Call our vendor")
    second["origin"]["settled"] = ["limit"]
    text = FILE.replace("Call the vendor", "Call the vendor now").replace("first site", "main site")
    found, gone = changes(old, text)
    assert gone == ()
    assert found == [("set", "isolate-hosts-first-site", "title")]
    new, _ = reread(old, paper(text))
    kept = new["procedures"][0]["steps"]
    assert (kept[0]["within"], kept[0]["title"]) == ("10m", "Call our vendor")
    assert kept[1]["origin"]["settled"] == ["limit"]


def test_a_step_that_the_file_lost_stays_until_somebody_takes_it_away() -> None:
    found, gone = changes(paper(FILE), FILE.replace("3. Record the time\n", ""))
    assert (found, gone) == ([], ("record-time",))


def test_a_step_that_people_wrote_stays_where_it_was() -> None:
    old = paper(FILE)
    own = {"id": "X1", "title": "Ours", "does": "restore-data", "by": ["unassigned"]}
    old["procedures"][0]["steps"].insert(1, own)
    new, gone = reread(old, paper(FILE.replace("1. Call", "1. Breathe\n1. Call")))
    order = [step["id"] for step in new["procedures"][0]["steps"]]
    assert order[:3] == ["breathe", "call-vendor", "X1"]
    assert gone == ()


def test_a_new_step_never_takes_the_action_of_another() -> None:
    old = paper(FILE)
    steps = old["procedures"][0]["steps"]
    steps[0]["origin"]["words"] = "Something that was renamed beyond recognition"
    new, gone = reread(old, paper(FILE))
    actions = [step["does"] for one in new["procedures"] for step in one["steps"]]
    assert len(actions) == len(set(actions)) == 5
    assert gone == ("call-vendor",)
