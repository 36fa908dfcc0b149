"""Behaviours on paper: what ships, what survives writing, and what is wrong in one and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scenarios.behaviour import (
    PRESETS,
    TRAINED,
    USUAL,
    Attention,
    Behaviour,
    Manner,
    Pace,
    Profile,
    Slips,
)
from scenarios.desk import open_behaviour, open_files
from scenarios.reader import Sheet, read_text
from scenarios.shelf import BEHAVIOURS, Shelf
from scenarios.text import Text
from scenarios.timing import HOUR, MINUTE, SECOND
from tests.scenarios.library import the_plan
from tests.scenarios.test_round_trip import RELAXED, agrees

HEAD = "format: startex/behaviour@1\nid: b\ntitle: {zh: 甲, en: B}\n"
PLAN = "broker-trading-continuity"

shares = some.none() | some.floats(0, 1)
lengths = some.integers(0, 10_000).map(lambda seconds: seconds * SECOND)
paces = some.builds(
    Pace,
    median=lengths,
    of_limit=some.none() | some.floats(0, 100),
    sigma=some.floats(0, 5),
    least=lengths,
    longest=some.none() | lengths,
    longest_of_limit=shares,
    hurry=some.booleans(),
)
minutes = some.integers(0, 24 * 60).map(lambda minute: minute * MINUTE)
at_steps = some.builds(
    Profile,
    notice=some.none() | paces,
    act=some.none() | paces,
    hearsay=some.none() | paces,
    skip=shares,
    best_option=shares,
    omit=shares,
    misstate=shares,
    reading=some.none(),
    attention=some.none(),
)
profiles = some.builds(
    Profile,
    act=some.none() | paces,
    reading=some.none() | paces,
    skip=shares,
    attention=some.none() | some.builds(Attention, since=minutes, until=minutes),
)
weights = some.dictionaries(some.sampled_from(["stay", "switch"]), some.floats(0.5, 9), max_size=2)
slips = some.dictionaries(
    some.sampled_from(["grade"]), some.builds(Slips, omit=shares, misstate=shares)
)
behaviours = some.builds(
    Behaviour,
    id=some.just("b"),
    title=some.just(Text({"zh": "甲", "en": "B"})),
    version=some.integers(1, 9),
    plan=some.none(),
    notes=some.just(Text({"zh": "注", "en": "note"})),
    measured_from=some.lists(some.just("spring"), max_size=2).map(tuple),
    default=profiles,
    roles=some.dictionaries(some.sampled_from(["duty", "chief"]), profiles),
    steps=some.dictionaries(some.sampled_from(["D1", "R2"]), at_steps),
    actions=some.dictionaries(
        some.sampled_from(["decide", "report"]),
        some.builds(Manner, options=weights, fields=slips),
    ),
)


def read(body: str) -> Sheet:
    return read_text(HEAD + body, "b.yaml")


@RELAXED
@given(behaviours)
def test_a_behaviour_survives_writing_and_reading(behaviour: Behaviour) -> None:
    agrees(behaviour)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_ships_without_a_fault_in_both_languages(name: str) -> None:
    (sheet,) = open_files([BEHAVIOURS / f"{name}.yaml"])
    assert sheet.problems == ()
    assert isinstance(sheet.document, Behaviour)
    assert sheet.document.id == name
    assert set(sheet.document.title.words) == set(sheet.document.notes.words) == {"zh", "en"}


def test_presets_are_found_by_their_id() -> None:
    assert set(Shelf().ids("behaviour")) == set(PRESETS)
    assert open_behaviour("poor").document == open_behaviour(BEHAVIOURS / "poor.yaml").document


def test_who_is_trained_behaves_as_whoever_nothing_is_said_about() -> None:
    document = open_behaviour("trained").document
    assert isinstance(document, Behaviour)
    assert document.of("anybody") == TRAINED.of("anybody") == USUAL


def test_presets_go_from_better_to_worse() -> None:
    found = [open_behaviour(name).document for name in PRESETS]
    profiles = [each.of("x") for each in found if isinstance(each, Behaviour)]
    assert [p.skip for p in profiles] == [0, 0, 0.05, 0.15]
    assert [p.best_option for p in profiles] == [1, 1, 0.85, 0.6]
    assert [p.act.median for p in profiles if p.act] == [
        3 * SECOND,
        90 * SECOND,
        2 * MINUTE,
        4 * MINUTE,
    ]


def test_a_step_goes_before_a_role_and_a_role_before_all() -> None:
    behaviour = Behaviour(
        "b",
        Text.plain("b"),
        default=Profile(skip=0.1, omit=0.2, misstate=0.3),
        roles={"duty": Profile(skip=0.4, omit=0.5)},
        steps={"D1": Profile(skip=0.6)},
    )
    found = behaviour.of("duty", "D1")
    assert (found.skip, found.omit, found.misstate) == (0.6, 0.5, 0.3)
    assert found.act == USUAL.act
    assert behaviour.of("chief", "D1").omit == 0.2


def test_a_field_goes_before_the_profile() -> None:
    manner = Manner(fields={"grade": Slips(misstate=0.9)})
    behaviour = Behaviour("b", Text.plain("b"), actions={"report": manner})
    profile = Profile(omit=0.1, misstate=0.2)
    assert behaviour.slips("report", "grade", profile) == Slips(0.1, 0.9)
    assert behaviour.slips("report", "cause", profile) == Slips(0.1, 0.2)
    assert behaviour.slips("other", "grade", profile) == Slips(0.1, 0.2)


def test_hours_of_attention_end_when_they_say_and_may_pass_midnight() -> None:
    day = Attention(8 * HOUR + 30 * MINUTE, 18 * HOUR)
    assert [day.attends(h * HOUR) for h in (8, 9, 18)] == [False, True, False]
    night = Attention(20 * HOUR, 6 * HOUR)
    assert [night.attends(h * HOUR) for h in (19, 20, 0, 5, 6)] == [False, True, True, True, False]
    assert all(Attention(8 * HOUR, 8 * HOUR).attends(h * HOUR) for h in range(24))


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("default: {skip: 1.5}", "out_of_range", 4, 11),
        ("default: {skip: often}", "not_number", 4, 11),
        ("default: {skipp: 0.5}", "unknown_key", 4, 11),
        ("default: {act: {sigma: 1}}", "key_needs", 4, 17),
        ("default: {act: {median: soon}}", "bad_duration", 4, 17),
        ('default: {attention: {from: "25:00", to: "18:00"}}', "bad_time_of_day", 4, 23),
        ('default: {attention: {from: "08:30"}}', "missing_key", 4, 11),
        ("actions: {decide: {options: {a: 0, b: 0}}}", "no_weight", 4, 20),
        ('steps: {D1: {attention: {from: "08:30", to: "18:00"}}}', "unknown_key", 4, 14),
        ("roles: [duty]", "not_mapping", 4, 1),
    ],
)
def test_what_is_wrong_is_told_with_its_place(body: str, code: str, line: int, column: int) -> None:
    (problem,) = read(body).problems
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@pytest.mark.parametrize(
    ("body", "name", "hint"),
    [
        ("roles: {comander: {skip: 0.5}}", "comander", "commander"),
        ("steps: {NO9: {skip: 0.5}}", "NO9", None),
        ("actions: {nonsense: {}}", "nonsense", None),
    ],
)
def test_a_name_that_the_plan_does_not_know_is_told(
    tmp_path: Path, body: str, name: str, hint: str | None
) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(f"{HEAD}plan: {PLAN}\n{body}\n", encoding="utf-8")
    (problem,) = open_files([path])[0].problems
    assert (problem.code, problem.params["name"], problem.hint) == ("unknown_name", name, hint)
    assert problem.line == 5


def test_options_and_fields_are_those_of_the_action(tmp_path: Path) -> None:
    plan = the_plan()
    action = next(each for each in plan.actions if each.options)
    report = next(each for each in plan.actions if each.form)
    path = tmp_path / "b.yaml"
    path.write_text(
        f"{HEAD}plan: {PLAN}\nactions:\n"
        f"  {action.id}: {{options: {{{action.options[0].id}: 1, never-heard: 2}}}}\n"
        f"  {report.id}: {{fields: {{nowhere: {{omit: 1}}}}}}\n",
        encoding="utf-8",
    )
    found = open_files([path])[0].problems
    assert [(p.code, p.params["kind"], p.params["name"], p.line) for p in found] == [
        ("unknown_name", "option", "never-heard", 6),
        ("unknown_name", "field", "nowhere", 7),
    ]


def test_a_plan_that_is_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(f"{HEAD}plan: nowhere\n", encoding="utf-8")
    (problem,) = open_files([path])[0].problems
    assert problem.code == "document_not_found"
