"""What-if on the shipped scenario: the same luck without a change, and by how much an earlier switch to DR helps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.recording import read_recording, setting_of
from engine.whatif import BOTS, WhatIf, what_if
from exercise.facts import Acted
from exercise.paper import canonical, entry_to_paper
from exercise.whatif.comparison import same
from scenarios.timing import MINUTE
from tests.cli.playing import startex
from tests.drills.test_shipped_scenario import REFS, SAMPLES, drilled

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT.parent / "scenarios" / "library"
RECORDINGS = sorted((ROOT / "recordings").glob("*.jsonl"))


def lines(entries: Any) -> list[str]:
    """Return entries as they are written, without the wall."""
    return [canonical({**entry_to_paper(entry), "wall": ""}) for entry in entries]


def asked(team: str, *changes: str, continue_with: str = "people") -> WhatIf:
    """Return a what-if of a sample team's run."""
    played, _ = drilled(team)
    return what_if(played.run.setting, REFS, 1, played.entries, changes, continue_with)


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_a_recording_comes_again_byte_for_byte_without_a_change(recording: Path) -> None:
    kept = read_recording(recording)
    setting, refs = setting_of(kept)
    for continue_with in ("people", BOTS):
        found = what_if(setting, refs, kept.seed, kept.entries, (), continue_with)
        assert lines(found.fork.entries) == lines(kept.entries)
        assert canonical(found.forked) == canonical(found.real)
        assert found.fork.dropped == ()


@pytest.mark.parametrize("team", ["ups-model", "ups-sleepy", "ups-deviating", "micro-model"])
def test_every_sample_team_comes_again_without_a_change(team: str) -> None:
    found = asked(team)
    assert lines(found.fork.entries) == lines(drilled(team)[0].entries)
    assert canonical(found.forked) == canonical(found.real)
    assert same(found.paper()["differences"])


def test_switching_to_dr_fifteen_minutes_earlier_keeps_the_rto() -> None:
    """Worked out from the documents.

    The team decided at 38 min and switched at 39 min; trading was down from the relapse (I23, 27 min) until the switch
    was over. With the same luck a switch begun at 24 min is over exactly 15 min earlier: 39 min 12.317 s of outage
    become 24 min 12.317 s, inside the RTO of 30 min. Until EndEx trading stays degraded by its order book, so each
    of those 15 minutes costs half of what a minute down costs: trading 300 clients, 420 orders, 36,000 yuan a minute,
    online trading 900 clients, 12,000 yuan.
    """
    found = asked("ups-deviating", "decide-strategy@38m->-15m", "H3@39m->-15m")
    told = found.paper()["differences"]
    verdicts = {
        one["id"]: (one["real"]["verdict"], one["whatif"]["verdict"])
        for one in told["obligations"]
        if one["kind"] == "rto"
    }
    assert verdicts == {
        "trading.rto#2": ("late", "met"),
        "online-trading.rto#2": ("late", "met"),
    }
    late = next(one for one in told["obligations"] if one["id"] == "trading.rto#2")
    assert late["real"]["anchor_ms"] == late["whatif"]["anchor_ms"] == 27 * MINUTE
    assert late["real"]["done_ms"] - late["whatif"]["done_ms"] == 15 * MINUTE
    less = {one["id"]: one["less_down_ms"] for one in told["services"]}
    assert less["trading"] == less["online-trading"] == 15 * MINUTE
    assert {one["kind"]: one["less"] for one in told["losses"]} == {
        "clients": 15 * (300 + 900) / 2,
        "orders": 15 * 420 / 2,
        "cny": 15 * (36_000 + 12_000) / 2,
    }
    assert found.fork.dropped == ()
    assert found.forked["score"] > found.real["score"]


def test_had_the_switch_taken_what_the_plan_believes_the_same_team_would_have_kept_the_rto() -> (
    None
):
    """Begun at 39 min and done in 15, the switch ends at 54 min: 27 min after the relapse at 27 min."""
    found = asked("ups-deviating", "recovery.dr-switch.takes=15m")
    told = found.paper()["differences"]
    late = next(one for one in told["obligations"] if one["id"] == "trading.rto#2")
    assert (late["real"]["verdict"], late["whatif"]["verdict"]) == ("late", "met")
    assert late["whatif"]["done_ms"] == 54 * MINUTE


def test_never_switching_leaves_trading_down_until_endex() -> None:
    """Nothing else restores the Shenzhen gateways: down from 2 to 21 min, and from 27 min until EndEx at 90 min."""
    found = asked("ups-sleepy", "decide-strategy@34m->never", "H3->never")
    trading = next(one for one in found.forked["services"] if one["id"] == "trading")
    assert trading["down_ms"] == (19 + 63) * MINUTE
    rto = next(one for one in found.forked["obligations"] if one["id"] == "trading.rto#2")
    assert (rto["verdict"], rto["done_ms"]) == ("missed", None)


def test_trained_colleagues_carrying_on_do_better_than_the_team_did() -> None:
    people = asked("ups-sleepy", "H3@36m->-15m", "H2->-15m")
    bots = asked("ups-sleepy", "H3@36m->-15m", "H2->-15m", continue_with=BOTS)
    assert bots.forked["score"] > people.forked["score"]
    assert bots.fork.forked_at == people.fork.forked_at == 19 * MINUTE


def test_the_program_tells_both_evaluations_and_their_differences(tmp_path: Path) -> None:
    journal = tmp_path / "out.jsonl"
    plays = (
        "play",
        LIBRARY / "ups-single-path.yaml",
        "--responses",
        SAMPLES / "ups-deviating.yaml",
    )
    evaluation = json.loads(startex(*plays, "--journal", journal, "--json").stdout)
    moves = ("--change", "decide-strategy@38m->23m", "--change", "H3@39m->24m")
    outcome = startex("whatif", journal, *moves, "--json")
    assert outcome.exit_code == 0
    paper = json.loads(outcome.stdout)
    assert paper["real"] == {key: value for key, value in evaluation.items() if key != "refused"}
    assert paper["dropped"] == []
    assert paper["differences"]["score"]["gain"] > 0
    assert paper["whatif"]["score"] == paper["differences"]["score"]["whatif"]


def test_the_program_speaks_in_tables_too(tmp_path: Path) -> None:
    journal = tmp_path / "out.jsonl"
    startex(
        *("play", LIBRARY / "ups-single-path.yaml"),
        *("--responses", SAMPLES / "ups-model.yaml", "--journal", journal),
    )
    outcome = startex("whatif", journal, "--change", "H3->-15m", "--lang", "en")
    assert outcome.exit_code == 0
    assert "no longer makes sense" in outcome.stdout
    same_again = startex("whatif", journal, "--lang", "en")
    assert "Nothing comes out differently." in same_again.stdout


def test_the_acts_that_can_be_changed_are_listed() -> None:
    listed = json.loads(startex("whatif", RECORDINGS[0], "--acts", "--json").stdout)
    kept = read_recording(RECORDINGS[0])
    assert [one["seq"] for one in listed] == [
        entry.seq for entry in kept.entries if isinstance(entry.fact, Acted)
    ]
    first = next(one for one in listed if one["steps"])
    outcome = startex("whatif", RECORDINGS[0], "--change", f"#{first['seq']}->+1m", "--json")
    assert outcome.exit_code == 0
    assert f"#{first['seq']}" in startex("whatif", RECORDINGS[0], "--acts", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--change", "H3@42m->15m"), 'nobody did "H3" at 42m'),
        (("--change", "H33->15m"), 'did you mean "H3"?'),
        (("--continue", "dogs"), "dogs"),
    ],
)
def test_what_cannot_be_changed_ends_with_status_2_and_one_line(arguments, said) -> None:
    outcome = startex("whatif", RECORDINGS[0], *arguments, "--lang", "en")
    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_a_file_that_is_no_journal_ends_with_status_2(tmp_path: Path) -> None:
    for journal in (tmp_path / "none.jsonl", SAMPLES / "ups-model.yaml"):
        outcome = startex("whatif", journal, "--change", "H3->never")
        assert (outcome.exit_code, outcome.stdout) == (2, "")
