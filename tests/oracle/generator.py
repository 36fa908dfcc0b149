"""Random small plans and scenarios: every kind of obligation, every kind of condition, coarse times in milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from exercise.entry import Entry
from scenarios.condition import Did
from scenarios.inject import Inject
from scenarios.plan import Action, Field, Fixed, Form, Option, Plan, Recovery, Role, Service
from scenarios.procedure import Choice, Escalation, Fact, Procedure, Step
from scenarios.scenario import Objective, Scenario, Seat, TruthRow
from scenarios.text import NOTHING
from tests.oracle.journals import journal
from tests.oracle.random_conditions import (
    ACTIONS,
    INJECTS,
    LENGTHS,
    SERVICES,
    SIGNALS,
    condition,
    often,
    some,
)

ROLES = ("a", "b", "c", "d")
STORY_START = datetime(2026, 3, 16, 10, 5, tzinfo=UTC)
FORM = Form(
    "sheet",
    NOTHING,
    (
        Field("words", "text", NOTHING),
        Field("number", "number", NOTHING),
        Field("moment", "time", NOTHING),
        Field("grade", "choice", NOTHING, options=(Option("g1"), Option("g2"))),
        Field("parts", "choices", NOTHING, options=(Option("c1"), Option("c2"), Option("c3"))),
        Field("affected", "services", NOTHING),
        Field("certain", "yes-no", NOTHING),
    ),
)

Case = tuple[Plan, Scenario, list[Entry]]


def cases() -> st.SearchStrategy[Case]:
    """Return a strategy for whole exercises: plan, scenario and a finished journal."""
    return st.randoms(use_true_random=False).map(case)


def case(rng: Random) -> Case:
    """Return a random exercise."""
    plan = _plan(rng)
    scenario = _scenario(rng, plan)
    return plan, scenario, journal(rng, plan, scenario)


def _plan(rng: Random) -> Plan:
    names = ROLES[: rng.randint(2, 4)]
    roles = tuple(
        Role(r, NOTHING, some(rng, tuple(n for n in names if n != r), 0, 2)) for r in names
    )
    services = tuple(_service(rng, s) for s in SERVICES[: rng.randint(2, 3)])
    most = 10 if often(rng, 0.05) else 6
    ids = tuple(f"D{n}" for n in range(1, rng.randint(2, most) + 1))
    steps = tuple(_step(rng, n, ids, names) for n in range(len(ids)))
    cut = rng.randint(1, len(steps))
    procedures = (
        Procedure("p1", NOTHING, "detect", steps[:cut]),
        Procedure("p2", NOTHING, "restore", steps[cut:]),
    )
    recovery = Recovery("rec", NOTHING, Did("y"), ("s1",), Fixed(5))
    options = {"decide": (Option("o1"), Option("o2"), Option("o3"))}
    actions = tuple(
        Action(a, "execute", NOTHING, (), options.get(a, ()), "sheet" if a == "report" else None)
        for a in ACTIONS
    )
    return Plan(
        "plan", 1, NOTHING, "a", {}, roles, services, {}, (recovery,), (FORM,), actions, procedures
    )


def _service(rng: Random, name: str) -> Service:
    return Service(
        name,
        NOTHING,
        rto=rng.choice((None, 5, 10)),
        rpo=rng.choice((None, 0, 5)),
        impact={"clients": 60_000.0, "orders": 120_000.0}
        if name == "s1" or often(rng, 0.5)
        else {},
    )


def _step(rng: Random, index: int, ids: tuple[str, ...], roles: tuple[str, ...]) -> Step:
    """Return a step; `when` looks only at steps before it, everything else at any."""
    others = tuple(i for i in ids if i != ids[index])
    does = rng.choice(ACTIONS[:4] if often(rng, 0.9) else ACTIONS)
    by = ("all",) if often(rng, 0.15) else some(rng, roles, 1, 3)
    if often(rng, 0.12):
        return _prohibition(rng, ids[index], does, by, others)
    if often(rng, 0.12):
        return _recording(rng, ids, index, by)
    more: dict[str, object] = {
        **_limits(rng, roles),
        **_repeats(rng, others, roles),
        **_bans(rng, others, roles),
        **_people(rng, by, others, roles),
    }
    if often(rng, 0.7):
        more["when"] = condition(rng, ids[:index], roles, 2)
    if often(rng, 0.2):
        more["after"] = some(rng, others, 1, 2)
    if does == "decide":
        more["choices"] = _choices(rng, others, roles)
    if does == "report":
        more["facts"] = tuple(rng.sample(_facts(rng), rng.randint(1, 4)))
    if often(rng, 0.1):
        more["overrides"] = (rng.choice(others),)
    criticality = rng.choice(("critical", "major", "minor"))
    return Step(ids[index], NOTHING, does, by, criticality=criticality, **more)  # type: ignore[arg-type]


def _limits(rng: Random, roles: tuple[str, ...]) -> dict[str, object]:
    within = rng.choice((None, *LENGTHS))
    if within is None:
        return {}
    more: dict[str, object] = {"within": within, "hard": often(rng, 0.15)}
    more["within_max"] = rng.choice((None, None, 10, 15)) if within <= 5 else None
    if often(rng, 0.3):
        action = rng.choice((None, *ACTIONS[:4]))
        more["escalate"] = Escalation(
            ("all",) if often(rng, 0.05) else some(rng, roles, 1, 2), rng.choice(LENGTHS), action
        )
    return more


def _repeats(rng: Random, others: tuple[str, ...], roles: tuple[str, ...]) -> dict[str, object]:
    if often(rng, 0.75):
        return {}
    until = condition(rng, others, roles, 1) if often(rng, 0.7) else None
    if "Silent" in repr(until):  # two silences that end in the same tick have no order in the text
        until = None
    return {"every": rng.choice(LENGTHS), "until": until}


def _bans(rng: Random, others: tuple[str, ...], roles: tuple[str, ...]) -> dict[str, object]:
    more: dict[str, object] = {}
    if often(rng, 0.15):
        more["not_before"] = condition(rng, others, roles, 1)
    if often(rng, 0.15):
        more["not_while"] = condition(rng, others, roles, 1)
    return more


def _people(
    rng: Random, by: tuple[str, ...], others: tuple[str, ...], roles: tuple[str, ...]
) -> dict[str, object]:
    if often(rng, 0.2):
        return {"quorum": rng.randint(1, len(roles) if by == ("all",) else len(by))}
    return {"distinct_from": rng.choice(others)} if often(rng, 0.2) else {}


def _prohibition(
    rng: Random, name: str, does: str, by: tuple[str, ...], others: tuple[str, ...]
) -> Step:
    before = condition(rng, others, ROLES[:2], 1) if often(rng, 0.6) else None
    during = condition(rng, others, ROLES[:2], 1) if before is None or often(rng, 0.3) else None
    return Step(
        name,
        NOTHING,
        does,
        by,
        not_before=before,
        not_while=during,
        criticality=rng.choice(("critical", "major", "minor")),
    )


def _recording(rng: Random, ids: tuple[str, ...], index: int, by: tuple[str, ...]) -> Step:
    return Step(
        ids[index],
        NOTHING,
        "log",
        by,
        when=condition(rng, ids[:index], ROLES[:2], 1) if often(rng, 0.4) else None,
        within=rng.choice(LENGTHS),
        records=("all",) if often(rng, 0.5) else some(rng, ACTIONS[:4], 1, 2),
    )


def _choices(rng: Random, others: tuple[str, ...], roles: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            rng.choice(("o1", "o2")),
            rng.choice((0.0, 0.4, 0.5, 1.0)),
            condition(rng, others, roles, 1) if often(rng, 0.5) else None,
        )
        for _ in range(rng.randint(1, 3))
    )


def _facts(rng: Random) -> list[Fact]:
    later = (STORY_START + timedelta(milliseconds=5)).isoformat()
    weight = rng.choice((1.0, 2.0))
    return [
        Fact("words", rng.choice(("truth.cause", "flood")), weight=weight),
        Fact("number", rng.choice((10, "truth.clients")), rng.choice((None, 0, 2, 5))),
        Fact("moment", rng.choice((later, "truth.down_since")), rng.choice((None, 1, 5))),
        Fact("grade", rng.choice(("g2", "truth.grade")), weight=weight),
        Fact("parts", ("c1", "c2")),
        Fact("affected", "truth.affected"),
        Fact("certain", True),
    ]


def _scenario(rng: Random, plan: Plan) -> Scenario:
    ids = tuple(s.id for s in plan.steps())
    roles = tuple(r.id for r in plan.roles)
    asked = tuple(s.id for s in plan.steps() if not s.is_prohibition)
    injects = tuple(
        Inject(i, NOTHING, manual=True, raises=some(rng, SIGNALS, 0, 2)) for i in INJECTS
    )
    return Scenario(
        "scenario",
        NOTHING,
        "plan",
        duration=rng.choice((20, 25, 30, 41)) if often(rng, 0.95) else 80,
        story_start=STORY_START,
        injects=injects,
        seats=tuple(Seat(r) for r in roles if often(rng, 0.8)),
        objectives=(Objective("O1", NOTHING, some(rng, ids, 1, 3)),),
        truth={
            "cause": (TruthRow("power"),),
            "grade": (
                *((TruthRow("g1"),) if often(rng, 0.7) else ()),
                TruthRow("g2", condition(rng, asked, roles, 1)),
            ),
        },
    )
