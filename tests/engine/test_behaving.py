"""Colleagues behave as their profile says, each by their own luck, knowing only what their seat could know."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engine.bots import Bots
from engine.manners import Manners, spent
from engine.misstating import misstated
from engine.play import Played, play
from exercise.facts import Acted, InjectDelivered
from exercise.setting import Setting
from scenarios.behaviour import (
    TRAINED,
    Attention,
    Behaviour,
    Manner,
    Pace,
    Profile,
    Slips,
)
from scenarios.condition import At, ServiceIs, Signal
from scenarios.inject import ServiceEffect
from scenarios.plan import Field, Fixed, Form, Option
from scenarios.procedure import Choice, Fact
from scenarios.scenario import Reality, RecoveryReality, TruthRow
from scenarios.text import Text
from scenarios.timing import HOUR
from tests.engine.making import (
    MINUTE,
    REFS,
    action,
    inject,
    recovery,
    service,
    setting,
    step,
)

AT_ONCE = Pace(median=0, sigma=0.0)
SHARP = Profile(notice=AT_ONCE, act=AT_ONCE, hearsay=AT_ONCE, reading=AT_ONCE)


def people(default: Profile = SHARP, **more: object) -> Behaviour:
    return Behaviour("b", Text.plain("b"), default=default, **more)  # type: ignore[arg-type]


def acted(made: Setting, behaviour: Behaviour, seed: int = 1) -> Played:
    return play(made, REFS, seed, (), Bots(made, made.seats, seed, behaviour))


def acts(done: Played, by: str | None = None) -> list[tuple[float, str, str | None]]:
    return [
        (e.at / MINUTE, e.fact.action, e.fact.option)
        for e in done.entries
        if isinstance(e.fact, Acted) and by in (None, e.by)
    ]


def many(made: Setting, behaviour: Behaviour, runs: int = 400) -> list[Played]:
    return [acted(made, behaviour, seed) for seed in range(runs)]


ALARM = inject("I1", at=MINUTE, to=("duty",), raises=("alarm",))
ONE = setting(
    injects=[ALARM],
    steps=[step("D1", "ack", by=["duty"], when=Signal("alarm"), within=10 * MINUTE)],
)


def test_noticing_comes_before_reading_and_acting() -> None:
    slow = people(
        replace(
            SHARP,
            notice=Pace(median=2 * MINUTE, sigma=0.0),
            reading=Pace(median=MINUTE, sigma=0.0),
            act=Pace(median=3 * MINUTE, sigma=0.0),
        )
    )
    assert acts(acted(ONE, slow)) == [(1 + 2 + 1 + 3, "ack", None)]


def test_an_act_takes_its_share_of_the_limit() -> None:
    half = people(replace(SHARP, act=Pace(of_limit=0.5, sigma=0.0)))
    assert acts(acted(ONE, half)) == [(1 + 5, "ack", None)]


def test_what_others_were_told_comes_by_hearsay() -> None:
    made = setting(
        injects=[ALARM],
        steps=[step("D1", "ack", by=["head"], when=Signal("alarm"), within=10 * MINUTE)],
    )
    later = people(replace(SHARP, hearsay=Pace(median=4 * MINUTE, sigma=0.0)))
    assert acts(acted(made, later)) == [(5, "ack", None)]


@pytest.mark.parametrize(
    ("pace", "u", "limit", "expected"),
    [
        (Pace(median=100, sigma=0.0), 0.9, None, 100),
        (Pace(median=100, sigma=1.0), 0.5, None, 100),
        (Pace(median=100, sigma=1.0), 0.8413447460685429, None, 272),
        (Pace(median=100, of_limit=0.5, sigma=0.0), 0.5, 120, 60),
        (Pace(median=100, of_limit=0.5, sigma=0.0), 0.5, 400, 100),
        (Pace(median=100, sigma=0.0, least=150), 0.5, None, 150),
        (Pace(median=100, sigma=0.0, longest=70), 0.5, None, 70),
        (Pace(median=100, sigma=0.0, longest_of_limit=0.5), 0.5, 80, 40),
        (Pace(of_limit=0.5, sigma=0.0), 0.5, None, 90_000),
    ],
)
def test_lengths_are_lognormal_inside_their_bounds(
    pace: Pace, u: float, limit: int | None, expected: int
) -> None:
    assert spent(pace, u, limit, limit) == expected


def test_steps_are_skipped_as_often_as_the_profile_says() -> None:
    skipped = sum(not acts(done) for done in many(ONE, people(replace(SHARP, skip=0.3))))
    assert 0.3 * 400 - 3 * 9.2 < skipped < 0.3 * 400 + 3 * 9.2


def test_a_step_may_be_skipped_more_often_than_others() -> None:
    forgets = people(steps={"D1": Profile(skip=1.0)})
    assert acts(acted(ONE, forgets)) == []


def test_who_skips_one_report_sends_a_later_one() -> None:
    made = setting(
        steps=[
            step("R", "report", by=["duty"], within=MINUTE, every=5 * MINUTE, until=At(50 * MINUTE))
        ]
    )
    forgets = people(replace(SHARP, skip=0.5))
    counts = [len(acts(done)) for done in many(made, forgets, 40)]
    assert len(acts(acted(made, people()))) > 12
    assert all(1 <= count <= 12 for count in counts)


CHOOSING = setting(
    actions=[action("decide", "decide", options=(Option("a"), Option("b"), Option("c")))],
    steps=[step("D", "decide", by=["duty"], within=MINUTE, choices=(Choice("b", 1.0),))],
)


def chosen(behaviour: Behaviour) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for done in many(CHOOSING, behaviour):
        ((_, _, option),) = acts(done)
        found[option] = found.get(option, 0) + 1
    return found


def test_the_rest_is_chosen_evenly_when_it_is_not_the_best() -> None:
    found = chosen(people(replace(SHARP, best_option=0.6)))
    assert found["b"] == pytest.approx(240, abs=30)
    assert found["a"] == pytest.approx(80, abs=25)
    assert found["c"] == pytest.approx(80, abs=25)


def test_weights_of_options_go_before_all() -> None:
    weights = people(actions={"decide": Manner({"a": 3, "c": 1})})
    found = chosen(weights)
    assert "b" not in found
    assert found["a"] == pytest.approx(300, abs=27)


SERVICES = ("db", "web", "mail")
FIELDS = {
    "choice": Field("f", "choice", Text.plain("f"), options=(Option("low"), Option("high"))),
    "choices": Field("f", "choices", Text.plain("f"), options=tuple(map(Option, "xyz"))),
    **{kind: Field("f", kind, Text.plain("f")) for kind in ("services", "time", "number", "text")},
    "yes-no": Field("f", "yes-no", Text.plain("f")),
}


@given(some.floats(0.001, 0.999), some.integers(-1000, 1000), some.floats(0, 500))
def test_a_misstated_number_is_off_by_more_than_is_tolerated(
    luck: float, truth: int, tolerance: float
) -> None:
    said = misstated(FIELDS["number"], truth, tolerance, SERVICES, luck)
    assert isinstance(said, int)
    assert abs(said - truth) > tolerance
    assert said >= 0 or truth < 0


@given(some.floats(0.001, 0.999), some.integers(0, 10 * MINUTE))
def test_a_misstated_time_is_off_by_more_than_is_tolerated(luck: float, tolerance: int) -> None:
    truth = "2026-03-16T10:07:00+08:00"
    said = misstated(FIELDS["time"], truth, tolerance, SERVICES, luck)
    off = abs(datetime.fromisoformat(str(said)) - datetime.fromisoformat(truth))
    assert MINUTE <= off.total_seconds() * 1000 - tolerance <= 15 * MINUTE


@given(some.floats(0.001, 0.999), some.sets(some.sampled_from(SERVICES)))
def test_a_misstated_set_is_another_one_and_never_empty(luck: float, truth: set[str]) -> None:
    said = misstated(FIELDS["services"], tuple(truth), 0, SERVICES, luck)
    assert isinstance(said, list)
    assert said
    assert set(said) != truth
    assert set(said) <= set(SERVICES)


@given(some.floats(0.001, 0.999))
def test_a_misstated_choice_is_another_option(luck: float) -> None:
    assert misstated(FIELDS["choice"], "low", 0, SERVICES, luck) == "high"
    assert misstated(FIELDS["yes-no"], True, 0, SERVICES, luck) is False
    assert misstated(FIELDS["text"], "cause", 0, SERVICES, luck) is None


REPORTING = setting(
    services=[service("db"), service("web")],
    forms=[
        Form(
            "sheet",
            Text.plain("sheet"),
            (
                Field("grade", "choice", Text.plain("g"), options=(Option("low"), Option("high"))),
                Field("affected", "services", Text.plain("a")),
            ),
        )
    ],
    actions=[action("report", "report", form="sheet")],
    injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
    steps=[
        step(
            "R",
            "report",
            by=["duty"],
            within=5 * MINUTE,
            facts=(Fact("grade", "truth.grade"), Fact("affected", "truth.affected")),
        )
    ],
    truth={"grade": (TruthRow("high"),)},
)


def said(behaviour: Behaviour, seed: int = 1) -> dict[str, object]:
    (fact,) = [
        e.fact for e in acted(REPORTING, behaviour, seed).entries if isinstance(e.fact, Acted)
    ]
    assert fact.form is not None
    return dict(fact.form)


def test_facts_are_true_omitted_or_misstated_as_the_profile_says() -> None:
    assert said(people()) == {"grade": "high", "affected": ["db"]}
    assert said(people(replace(SHARP, omit=1.0))) == {}
    wrong = said(people(replace(SHARP, misstate=1.0)))
    assert wrong["grade"] == "low"
    assert wrong["affected"] != ["db"]


def test_one_field_may_go_wrong_more_often_than_others() -> None:
    manner = {"report": Manner(fields={"grade": Slips(omit=1.0)})}
    assert said(people(actions=manner)) == {"affected": ["db"]}


def test_nobody_attends_outside_their_hours() -> None:
    # The story begins at 02:05; duty attends from 02:30.
    early = replace(SHARP, attention=Attention(2 * HOUR + 30 * MINUTE, 18 * HOUR))
    done = acted(ONE, people(roles={"duty": early}))
    assert acts(done) == [(25, "ack", None)]


def test_who_has_begun_finishes_after_hours() -> None:
    hours = Attention(0, 2 * HOUR + 10 * MINUTE)
    slow = replace(SHARP, attention=hours, act=Pace(median=8 * MINUTE, sigma=0.0))
    assert acts(acted(ONE, people(slow))) == [(9, "ack", None)]


def test_a_decision_is_taken_again_when_another_option_becomes_best_in_time() -> None:
    down = ServiceIs("db", ("down",), total_ms=3 * MINUTE)
    made = setting(
        services=[service("db")],
        actions=[action("decide", "decide", options=(Option("activate"), Option("monitor")))],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        steps=[
            step(
                "D",
                "decide",
                by=["duty"],
                within=10 * MINUTE,
                choices=(Choice("activate", 1.0, down), Choice("monitor", 0.5)),
            )
        ],
    )
    assert acts(acted(made, people())) == [(0, "decide", "monitor"), (3, "decide", "activate")]
    wrong = people(actions={"decide": Manner({"monitor": 1, "activate": 0})})
    assert [option for _, _, option in acts(acted(made, wrong))] == ["monitor", "monitor"]


TEAM = setting(
    roles=("duty", "head", "chief"),
    injects=[ALARM, inject("I2", at=2 * MINUTE, to=("all",), raises=("more",))],
    steps=[
        step("D1", "ack", by=["duty"], when=Signal("alarm"), within=5 * MINUTE),
        step("D2", "assess", by=["head"], when=Signal("alarm"), within=9 * MINUTE),
        step("D3", "tell", by=["chief"], when=Signal("more"), within=9 * MINUTE),
        step("D4", "check", by=["head"], when=Signal("more"), within=20 * MINUTE),
    ],
)


def test_another_profile_of_one_role_leaves_the_luck_of_the_others() -> None:
    slow = replace(TRAINED, roles={"duty": Profile(act=Pace(median=4 * MINUTE), skip=0.5)})
    for seed in range(20):
        one, other = acted(TEAM, TRAINED, seed), acted(TEAM, slow, seed)
        for role in ("head", "chief"):
            assert acts(one, role) == acts(other, role)
    assert any(
        acts(acted(TEAM, TRAINED, s), "duty") != acts(acted(TEAM, slow, s), "duty")
        for s in range(20)
    )


def test_another_version_of_the_plan_leaves_the_luck_of_the_steps_that_stay() -> None:
    more = setting(
        roles=("duty", "head", "chief"),
        injects=list(TEAM.scenario.injects),
        steps=[
            step("N1", "new", by=["duty"], when=Signal("alarm"), within=9 * MINUTE),
            *TEAM.steps.values(),
        ],
    )
    for seed in range(20):
        for role in ("head", "chief"):
            assert acts(acted(TEAM, TRAINED, seed), role) == acts(acted(more, TRAINED, seed), role)


def test_a_draw_is_named_by_role_call_and_number() -> None:
    one, other = Manners(TRAINED, 1), Manners(people(), 1)
    assert one.luck("duty", "D1:1:pace") == other.luck("duty", "D1:1:pace")
    numbers = {
        one.luck("duty", "D1:1:pace"),
        one.luck("head", "D1:1:pace"),
        one.luck("duty", "D1:2:pace"),
        one.luck("duty", "D1:1:pace", 2),
        Manners(TRAINED, 2).luck("duty", "D1:1:pace"),
    }
    assert len(numbers) == 5


def world(hidden_down: bool, takes: int, secret: str, later: int, shown: bool) -> Setting:
    """Return one of many worlds that look alike to seats for half an hour."""
    effects = [ServiceEffect("db", "down")]
    if hidden_down:
        effects.append(ServiceEffect("cellar", "down"))
    injects = [
        inject("I1", at=MINUTE, to=("duty",), raises=("alarm",), effects=tuple(effects)),
        inject("I2", at=(31 + later) * MINUTE, to=("all",), raises=("more",)),
        inject(
            "I0", at=0, to=(), body=Text.plain(secret), effects=(ServiceEffect("disk", shows="up"),)
        ),
    ]
    if shown:
        injects.append(
            inject("I3", at=5 * MINUTE, to=(), effects=(ServiceEffect("disk", "down", "up"),))
        )
    return setting(
        services=[service("db"), service("cellar", monitored=False), service("disk")],
        recoveries=[recovery("restart", ["db"])],
        reality=Reality(recoveries={"restart": RecoveryReality(takes=Fixed(takes * MINUTE))}),
        forms=[
            Form(
                "sheet",
                Text.plain("sheet"),
                (
                    Field("affected", "services", Text.plain("a")),
                    Field("since", "time", Text.plain("s")),
                    Field("seen", "services", Text.plain("p")),
                ),
            )
        ],
        actions=[
            action("report", "report", form="sheet"),
            action("decide", "decide", options=(Option("stay"), Option("switch"))),
        ],
        injects=injects,
        steps=[
            step("D1", "ack", by=["duty"], when=Signal("alarm"), within=5 * MINUTE),
            step(
                "D2",
                "decide",
                by=["head"],
                when=Signal("alarm"),
                within=9 * MINUTE,
                choices=(
                    Choice("switch", 1.0, ServiceIs("cellar", ("down",))),
                    Choice("switch", 0.9, ServiceIs("disk", ("down",))),
                    Choice("stay", 0.5),
                ),
            ),
            step("D3", "look", by=["head"], when=ServiceIs("cellar", ("down",)), within=MINUTE),
            step("D4", "fix", by=["head"], when=ServiceIs("disk", ("down",)), within=MINUTE),
            step("D5", "restart", by=["duty"], after=("D1",), within=9 * MINUTE),
            step(
                "R",
                "report",
                by=["head"],
                when=Signal("alarm"),
                within=20 * MINUTE,
                facts=(Fact("affected", "truth.affected"), Fact("since", "truth.down_since")),
            ),
            step("L", "tell", by=["duty"], when=Signal("more"), within=MINUTE),
        ],
    )


worlds = some.builds(
    world,
    some.booleans(),
    some.integers(31, 50),
    some.text(max_size=5),
    some.integers(0, 9),
    some.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(
    worlds,
    worlds,
    some.integers(0, 50),
    some.sampled_from([TRAINED, people(Profile(misstate=0.5))]),
)
def test_worlds_that_differ_in_hidden_things_alone_see_the_same_acts(
    one: Setting, other: Setting, seed: int, behaviour: Behaviour
) -> None:
    def first_half_hour(made: Setting) -> list[object]:
        return [
            (e.at, e.by, e.fact)
            for e in acted(made, behaviour, seed).entries
            if isinstance(e.fact, Acted) and e.at <= 30 * MINUTE
        ]

    assert first_half_hour(one) == first_half_hour(other)


def test_what_is_shown_is_acted_upon() -> None:
    made = world(hidden_down=True, takes=20, secret="", later=0, shown=True)
    done = acted(made, people())
    assert {does for _, does, _ in acts(done)} == {"ack", "decide", "restart", "report", "tell"}
    assert any(isinstance(e.fact, InjectDelivered) for e in done.entries)
