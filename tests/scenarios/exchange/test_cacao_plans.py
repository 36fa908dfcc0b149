"""CACAO playbooks: what is wrong in them, the order that is real, and the way back without loss."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from scenarios.exchange.imported import ImportedPlan, ImportRefused
from scenarios.exchange.plan_cacao import EXTENSION, plan_cacao
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.reading import read_plan
from scenarios.plan import Plan
from scenarios.reader import read_file, read_text
from tests.scenarios.exchange.playbooks import (
    END,
    STAMP,
    action,
    name,
    playbook,
    text,
)
from tests.scenarios.exchange.reading import UNASSIGNED, codes, made, refused
from tests.scenarios.samples import PLAN

A, B, C, D = (name("action", n) for n in (11, 12, 13, 14))
IF, LOOP, SWITCH, BOTH = (
    name(kind, n)
    for kind, n in (
        ("if-condition", 21),
        ("while-condition", 22),
        ("switch-condition", 23),
        ("parallel", 24),
    )
)
ENDS = [name("end", n) for n in (31, 32, 33)]


def read(value: object, strict: bool = True) -> ImportedPlan:
    return read_plan("playbook.json", text(value), strict=strict)


def after(plan: ImportedPlan) -> dict[str, tuple[str, ...]]:
    return {step.key: step.after for step in plan.steps()}


def branches(**steps: Any) -> dict[str, Any]:
    return {**steps, **{end: {"type": "end"} for end in ENDS}}


def test_actions_in_a_row_come_one_after_the_other() -> None:
    plan = read(playbook(A, {A: action(1, B), B: action(2)}))
    assert after(plan) == {A: (), B: (A,)}
    assert [step.when for step in plan.steps()] == [None, {"done": A}]
    assert plan.steps()[0].roles == ("IR team",)


def test_parallel_ways_have_no_order_and_what_follows_waits_for_all() -> None:
    steps = {
        BOTH: {"type": "parallel", "next_steps": [A, B], "on_completion": C},
        A: action(1, ENDS[0]),
        B: action(2, ENDS[1]),
        C: action(3),
    }
    plan = read(playbook(BOTH, branches(**steps)))
    assert after(plan) == {A: (), B: (), C: (A, B)}
    assert plan.steps()[2].when == {"all": [{"done": A}, {"done": B}]}


def test_ways_of_a_condition_are_alternatives_of_a_decision() -> None:
    steps = {
        IF: {
            "type": "if-condition",
            "name": "Is it real",
            "condition": "x = 1",
            "on_true": A,
            "on_false": B,
            "on_completion": C,
        },
        A: action(1, ENDS[0]),
        B: action(2, ENDS[1]),
        C: action(3),
    }
    plan = read(playbook(IF, branches(**steps)))
    assert after(plan) == {IF: (), A: (IF,), B: (IF,), C: (IF,)}
    decision = plan.steps()[0]
    assert (decision.kind, [o.id for o in decision.options]) == ("decide", ["on-true", "on-false"])
    assert decision.options[0].title == "x = 1"
    document = made(plan)
    assert [step.id for step in document.steps()] == ["is-it-real", "do-1", "do-2", "do-3"]


def test_a_loop_is_called_for_again_and_again_and_left_once() -> None:
    steps = {
        LOOP: {"type": "while-condition", "condition": "y", "on_true": A, "on_completion": B},
        A: action(1, ENDS[0]),
        B: action(2),
    }
    plan = read(playbook(LOOP, branches(**steps)))
    whens = {step.key: step.when for step in plan.steps()}
    assert whens[A] == {"did": LOOP, "option": "on-true", "each": True}
    assert whens[B] == {"did": LOOP, "option": "on-false"}
    made(plan)


def test_cases_of_a_switch_are_options() -> None:
    steps = {
        SWITCH: {"type": "switch-condition", "switch": "v", "cases": {"1": A, "default": B}},
        A: action(1, ENDS[0]),
        B: action(2, ENDS[1]),
    }
    plan = read(playbook(SWITCH, branches(**steps)))
    assert [option.id for option in plan.steps()[0].options] == ["1", "default"]


def test_a_timeout_is_a_suggestion_after_which_the_step_has_failed() -> None:
    hint = read(playbook(A, {A: action(1, timeout=100_000)})).steps()[0].hints[0]
    assert (hint.key, hint.value, hint.hard, hint.words) == (
        "within",
        "1m40s",
        True,
        "timeout: 100000",
    )


def test_a_circle_is_refused_by_its_names() -> None:
    with pytest.raises(ImportRefused) as refusal:
        read(playbook(A, {A: action(1, B), B: action(2, A)}))
    problem = refusal.value.problems[0]
    assert (problem.code, dict(problem.numbers)) == (
        "cacao_cycle",
        {"from": "Do 2", "step": "Do 1"},
    )


def test_a_way_to_a_step_that_is_not_there_is_refused_however_it_is_read() -> None:
    broken = playbook(A, {A: action(1, D)})
    for strict in (True, False):
        assert refused("p.json", text(broken), strict=strict) == ["cacao_dangling"]


def test_everything_that_is_wrong_is_said_at_once_and_leniently_only_noticed() -> None:
    broken = playbook(A, {A: {"type": "action", "name": "x", "on_completion": END}}, created="soon")
    assert sorted(refused("p.json", text(broken), strict=True)) == [
        "cacao_bad_time",
        "cacao_missing",
        "cacao_missing",
    ]
    plan = read(broken, strict=False)
    assert len(plan.steps()) == 1
    assert codes(plan).count("cacao_missing") == 2


def test_other_shapes_are_refused_with_words_of_their_own() -> None:
    old = playbook(A, {A: action(1)}) | {"workflow": [action(1)]}
    assert refused("p.json", text(old)) == ["cacao_old_workflow"]
    assert "cacao_version" in refused(
        "p.json", text(playbook(A, {A: action(1)}, spec_version="1.1"))
    )
    unsaid = playbook(A, {A: action(1)})
    del unsaid["spec_version"]
    assert refused("p.json", text(unsaid)) == ["cacao_missing"]
    assert refused("p.json", b"{") == ["import_not_json"]
    assert refused("p.json", b"{}")[0] == "cacao_not_playbook"
    assert refused("p.json", b'{"a":' * 200 + b"1" + b"}" * 200) == ["import_too_deep"]


def test_commands_are_text_and_an_attack_is_no_plan() -> None:
    steps = {A: action(1, commands=[{"type": "bash", "command": "rm -rf /"}])}
    plan = read(playbook(A, steps, playbook_types=["attack"]))
    assert plan.is_attack
    assert {"cacao_attack", "cacao_command"} <= set(codes(plan))
    assert "rm -rf /" in plan.steps()[0].notes


def test_an_unknown_key_comes_back_and_nothing_else_changes() -> None:
    original = playbook(
        A, {A: action(1, B, x_ours={"deep": [1, None]}), B: action(2)}, x_more=[True]
    )
    plan = sheet(read(original))
    assert plan_cacao(plan, "2027-01-01T00:00:00Z", original) == original


def test_what_people_decided_stands_under_an_extension_of_its_own() -> None:
    original = playbook(A, {A: action(1, B), B: action(2)})
    decided = sheet(read(original), ("within", "10m"))
    before = deepcopy(original)
    written = plan_cacao(decided, "2027-01-01T00:00:00Z", original)
    extension = written["workflow"][A]["step_extensions"][EXTENSION]
    assert (extension["step"], extension["within"]) == ("do-1", "10m")
    assert written["extension_definitions"][EXTENSION]["type"] == "extension-definition"
    assert written["modified"] == "2027-01-01T00:00:00Z"
    assert written["workflow"][B] == original["workflow"][B]
    assert original == before


def test_a_plan_of_ours_becomes_a_playbook_that_can_be_read_strictly() -> None:
    document = read_file(PLAN).document
    assert isinstance(document, Plan)
    written = plan_cacao(document, STAMP)
    again = read(written)
    assert len(again.steps()) == len(document.steps())
    assert plan_cacao(document, STAMP) == written


def sheet(plan: ImportedPlan, *first: tuple[str, Any]) -> Plan:
    """Return the plan that is made of *plan*, its first step with more keys."""
    paper = plan_paper_of(plan, UNASSIGNED)
    paper["procedures"][0]["steps"][0].update(dict(first))
    document = read_text(plan_text(paper), "p").document
    assert isinstance(document, Plan)
    return document


@pytest.mark.parametrize(
    "text", ['{"a":"' + '\\"' * 100_000, '{"' + "\\" * 100_001, '{"a":' * 50_000]
)
def test_a_file_made_to_keep_the_reader_busy_is_refused_at_once(text: str) -> None:
    assert refused("p.json", text.encode())[0] in ("import_not_json", "import_too_deep")
