"""The shipped plan and scenarios are complete: clauses, counts, both languages, nothing left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scenarios.condition import AllOf, AnyOf, Condition, Silent
from scenarios.desk import open_files
from scenarios.inject import CHANNELS, CLASSES, Inject, ServiceEffect
from scenarios.plan import SECTIONS, AnyOfServices, Fixed, Lognormal, Triangular
from scenarios.procedure import Step
from scenarios.timing import MINUTE
from tests.scenarios.library import LANGUAGES, shipped, the_plan, the_scenario

CHAPTER = "JR/T 0251-2022 "
PHASES = {"10.2": "detect", "10.3": "respond", "10.4": "restore", "10.5": "summarise"}
LETTERS = {"10.2": "abcde", "10.3": "abcde", "10.4": "abcd", "10.5": "abcd"}
ITEMS = tuple(f"{part} {letter}" for part, letters in LETTERS.items() for letter in letters)

# The order of the fields in the measures of 2012, which the plan keeps as its own pattern.
SIXTEEN = """
occurred-at place course affected grade people loss consequences cause nature measures
help-needed reporting-unit signed contact remarks
""".split()  # noqa: SIM905


def parts_of(condition: Condition | None) -> Iterator[Condition]:
    """Yield *condition* and all that it is made of."""
    if condition is None:
        return
    yield condition
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from parts_of(part)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_document_has_no_error(path: Path) -> None:
    errors = [p for p in open_files([path])[0].problems if p.severity == "error"]
    assert errors == []


def test_chapter_ten_has_eighteen_procedural_items() -> None:
    assert len(ITEMS) == 18


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_of_chapter_ten_is_the_clause_of_a_step_of_its_phase(item: str) -> None:
    phase = PHASES[item.split()[0]]
    steps = [
        step.id
        for procedure in the_plan().procedures
        if procedure.phase == phase
        for step in procedure.steps
        if CHAPTER + item in step.clause
    ]
    assert steps


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_of_10_6_is_written_in_both_languages(section: str, language: str) -> None:
    assert len(SECTIONS) == 6
    assert len(the_plan().sections[section].words[language]) > 100


def test_at_least_twelve_roles_each_have_deputies_in_succession() -> None:
    roles = {role.id: role.deputies for role in the_plan().roles}
    assert len(roles) >= 12
    for role, deputies in roles.items():
        assert deputies
        assert role not in deputies
        assert set(deputies) <= set(roles)


def test_at_least_eight_services_have_recovery_time_and_point() -> None:
    services = the_plan().services
    assert len([s for s in services if s.rto is not None and s.rpo is not None]) >= 8
    assert any(isinstance(d, AnyOfServices) for s in services for d in s.depends_on)
    assert any(s.degrades_on for s in services)
    assert any(s.impact for s in services)


def test_at_least_six_recoveries_take_time_people_and_data() -> None:
    recoveries = the_plan().recoveries
    assert len(recoveries) >= 6
    assert {type(r.takes) for r in recoveries} == {Fixed, Triangular, Lognormal}
    assert any(r.needs for r in recoveries)
    assert any(r.loses for r in recoveries)
    assert any(r.makes_up for r in recoveries)


def test_the_incident_report_has_the_sixteen_fields_in_their_order() -> None:
    report = next(form for form in the_plan().forms if form.id == "incident-report")
    assert [field.id for field in report.fields] == SIXTEEN
    assert len(SIXTEEN) == 16
    assert "2012" in report.title.read("zh")
    assert "2012" in report.title.read("en")


def test_at_least_thirty_five_steps_make_every_kind_of_obligation() -> None:
    steps = the_plan().steps()
    assert len(steps) >= 35
    for key in ("within", "after", "every", "not_before", "not_while", "quorum", "choices"):
        assert any(getattr(step, key) for step in steps), key
    for key in ("facts", "escalate", "distinct_from", "records", "hard"):
        assert any(getattr(step, key) for step in steps), key
    assert max(step.quorum or 0 for step in steps) >= 5


def test_the_regulator_hears_every_thirty_minutes_until_normal_and_by_telephone_first() -> None:
    steps = {step.id: step for step in the_plan().steps()}
    assert steps["G3"].every == 30 * MINUTE
    assert steps["G3"].until is not None
    assert steps["G3"].after == ("G2",)
    assert steps["G2"].does == "phone-bureau"


def test_a_number_of_our_own_is_never_passed_off_as_a_rule() -> None:
    def numbered(step: Step) -> bool:
        return any((step.within, step.every, step.quorum, step.choices))

    claimed = [s.id for s in the_plan().steps() if numbered(s) and s.source != "plan"]
    assert claimed == []


def test_every_action_is_done_by_a_step() -> None:
    plan = the_plan()
    assert {a.id for a in plan.actions} == {step.does for step in plan.steps()}


def test_the_scenario_has_thirty_injects_on_all_channels_in_all_classes() -> None:
    injects = the_scenario().injects
    assert len(injects) >= 30
    assert {i.channel for i in injects if i.channel} == set(CHANNELS)
    assert len(CHANNELS) == 10
    assert {i.kind for i in injects} == set(CLASSES)
    assert any(i.manual for i in injects)


def test_a_contingency_waits_for_a_silence_and_is_spared_an_answer() -> None:
    contingencies = [i for i in the_scenario().injects if i.kind == "contingency"]
    silent = [i for i in contingencies if any(isinstance(c, Silent) for c in parts_of(i.when))]
    assert len(silent) >= 5
    assert len([i for i in silent if i.unless is not None]) >= 3


def test_ninety_minutes_begin_in_the_session_with_at_least_twelve_seats() -> None:
    scenario = the_scenario()
    assert scenario.duration == 90 * MINUTE
    assert scenario.story_start.isoformat() == "2026-03-16T10:05:00+08:00"
    assert scenario.story_start.weekday() == 0
    assert len(scenario.seats) >= 12


def test_the_trap_shows_green_what_is_not_reconciled() -> None:
    trap = next(i for i in the_scenario().injects if i.id == "I18")
    effects = {e.service: e for e in trap.effects if isinstance(e, ServiceEffect)}
    assert effects["order-book"].becomes == "degraded"
    assert effects["order-book"].shows == effects["trading"].shows == "up"


def test_the_switch_takes_longer_than_the_plan_believes() -> None:
    belief = next(r for r in the_plan().recoveries if r.id == "dr-switch").takes
    truth = the_scenario().reality.recoveries["dr-switch"].takes
    assert isinstance(belief, Triangular)
    assert isinstance(truth, Triangular)
    assert truth.least > belief.most


@pytest.mark.parametrize("name", ["ups-single-path", "micro-reportable"])
def test_every_step_that_an_inject_or_objective_names_exists(name: str) -> None:
    steps = {step.id for step in the_plan().steps()}
    scenario = the_scenario(name)
    assert {step for i in scenario.injects for step in i.expects} <= steps
    for objective in scenario.objectives:
        assert objective.steps
        assert set(objective.steps) <= steps
        assert objective.capability
        assert objective.target
        assert objective.sources


def test_every_step_of_the_plan_is_called_for_and_belongs_to_an_objective() -> None:
    steps = {step.id for step in the_plan().steps()}
    scenario = the_scenario()
    assert {step for i in scenario.injects for step in i.expects} == steps
    assert {step for objective in scenario.objectives for step in objective.steps} == steps


def test_every_inject_that_is_told_says_who_to_whom_how_and_what() -> None:
    def whole(inject: Inject) -> bool:
        said = inject.title and inject.subject and inject.body
        return bool(inject.sender and inject.to and inject.channel and said)

    for name in ("ups-single-path", "micro-reportable"):
        for inject in the_scenario(name).injects:
            assert whole(inject), inject.id
