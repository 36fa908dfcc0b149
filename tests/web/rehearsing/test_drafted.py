"""A draft rehearsed against the version in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from engine.store.records import Draft
from exercise.improvement.change import Change, change_to_paper
from scenarios.checks import check_plan
from scenarios.reader import read_text
from tests.web.past import PLAN, Past
from web.errors import Refusal
from web.house import House
from web.payloads.rehearsals import AskDraftRehearsal
from web.rehearsing.asking import Drafted
from web.rehearsing.drafted import rehearsals_of_draft
from web.rehearsing.papers import whole

SCENARIO = "micro-reportable"
NOON = "2026-01-01T12:00:00.000Z"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    past = Past(tmp_path / "data")
    yield past.house
    past.close()


def drafted(house: House, step: str, key: str, old: object, new: object) -> Drafted:
    """Keep a draft with one accepted change and return it as a side of a comparison."""
    base = house.library.versions(PLAN)[0].version
    change = Change("c1", step, key, old, new, "by_hand", decision="accepted")
    house.store.plans.add_draft(
        Draft("d-1", PLAN, base, "li", NOON, changes=(change_to_paper(change),))
    )
    return Drafted("d-1", house.drafts.sheets("d-1")[1])


def wanted(**wishes: Any) -> dict[str, Any]:
    sent = AskDraftRehearsal().load({"scenario": SCENARIO, "runs": 20} | wishes)
    return {**sent, "plan_version": None, "compare": None}


def done(house: House, rehearsal: str) -> dict[str, Any]:
    """Return a rehearsal once it is over."""
    for _ in range(1200):
        record = house.rehearsals.find(rehearsal)
        if record.state not in ("waiting", "running"):
            return whole(house.rehearsals, house.library, record)
        Event().wait(0.1)
    raise AssertionError(record)


def chance(figures: Any, duty: str) -> float:
    verdicts = next(one["verdicts"] for one in figures["obligations"] if one["id"] == duty)
    return float(verdicts.get("met", {"chance": 0.0})["chance"])


def test_a_limit_that_nobody_can_keep_shows_in_the_draft_and_not_in_the_version_in_force(
    house: House,
) -> None:
    other = drafted(house, "D1", "within", "3m", "1s")
    made = house.rehearsals.ask(SCENARIO, wanted(), "Li", other)
    told = done(house, made.id)
    assert told["state"] == "done"
    assert told["compared"]["draft"] == "d-1"
    assert told["compared"]["plan_version"] == told["plan"]["version"] + 1
    assert chance(told["result"], "D1.response") > 0.5
    assert chance(told["result"]["compared"]["other"], "D1.response") == 0.0


def test_rehearsals_of_a_draft_are_stale_once_it_changed(house: House) -> None:
    other = drafted(house, "D1", "within", "3m", "2m")
    made = house.rehearsals.ask(SCENARIO, wanted(runs=20), None, other)
    done(house, made.id)
    paper = rehearsals_of_draft(house.rehearsals, house.library, PLAN, "d-1", other.sheet)
    assert [(one["id"], one["stale"]) for one in paper["rehearsals"]] == [(made.id, False)]
    assert SCENARIO in {one["id"] for one in paper["scenarios"]}
    base = house.drafts.sheets("d-1")[0]
    changed = rehearsals_of_draft(house.rehearsals, house.library, PLAN, "d-1", base)
    assert [one["stale"] for one in changed["rehearsals"]] == [True]
    assert (
        rehearsals_of_draft(house.rehearsals, house.library, PLAN, "d-2", base)["rehearsals"] == []
    )


def test_a_scenario_that_no_longer_fits_the_draft_is_not_rehearsed(house: House) -> None:
    sheet = house.library.plan_sheet(PLAN)
    text = sheet.text.replace("id: ops-duty\n", "id: ops-watch\n").replace(
        "id: ops-duty,", "id: ops-watch,"
    )
    text = text.replace("[ops-duty", "[ops-watch").replace(", ops-duty", ", ops-watch")
    renamed = check_plan(read_text(text, sheet.name))
    assert renamed.is_sound, [str(one) for one in renamed.problems][:3]
    with pytest.raises(Refusal) as refused:
        house.rehearsals.ask(SCENARIO, wanted(), None, Drafted("d-1", renamed))
    assert refused.value.code == "draft_misfits"
