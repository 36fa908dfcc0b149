"""How people behave, tuned by sliders: paces multiplied, chances replaced, roles like other profiles."""

from datetime import UTC, datetime

import pytest

from engine.clock import ManualClock
from engine.store.store import Store
from scenarios.behaviour import Behaviour, Pace, Profile
from scenarios.shelf import Shelf
from scenarios.timing import MINUTE, SECOND
from web.errors import Refusal
from web.library import Library, plan_of
from web.rehearsing.people import People, tuned

PLAN = "broker-trading-continuity"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    store = Store.in_folder(tmp_path_factory.mktemp("people"))
    return Library(Shelf(), store, ManualClock(datetime(2026, 1, 1, tzinfo=UTC)).stamp)


def behaviour(library: Library, **sent: object) -> Behaviour:
    plan = plan_of(library.plan_sheet(PLAN))
    document = People.of({"behaviour": "average", **sent}).sheet(library, plan).document
    assert isinstance(document, Behaviour)
    return document


def test_an_untouched_profile_is_the_document_on_the_shelf(library: Library):
    plan = plan_of(library.plan_sheet(PLAN))
    untouched = People.of(
        {"behaviour": "poor", "everybody": {"pace": 1, "skip": None}, "roles": {"ops-duty": {}}}
    )
    assert untouched.sheet(library, plan).digest == library.behaviour_sheet("poor").digest


def test_a_pace_multiplies_every_length_and_leaves_its_spread():
    profile = Profile(act=Pace(median=90 * SECOND, of_limit=0.35, sigma=0.45, longest=4 * MINUTE))
    slower = tuned(profile, {"pace": 2}).act
    assert slower == Pace(median=180 * SECOND, of_limit=0.7, sigma=0.45, longest=8 * MINUTE)
    assert tuned(profile, {"skip": 0.25}) == Profile(act=profile.act, skip=0.25)


def test_everybody_is_tuned_and_a_role_on_top(library: Library):
    found = behaviour(library, everybody={"skip": 0.5}, roles={"ops-duty": {"omit": 0.3}})
    assert found.of("commander").skip == 0.5
    assert (found.of("ops-duty").skip, found.of("ops-duty").omit) == (0.5, 0.3)
    assert found.of("commander").omit == 0.05  # as average.yaml says
    assert (found.id, found.plan) == ("average-tuned", PLAN)


def test_a_role_like_another_profile_is_that_whatever_everybody_does(library: Library):
    found = behaviour(library, everybody={"skip": 0.5}, roles={"ops-duty": {"like": "ideal"}})
    assert found.of("ops-duty").skip == 0.0
    assert found.of("ops-duty").act.median == 3 * SECOND
    assert found.of("commander").skip == 0.5


def test_the_same_wish_is_the_same_document(library: Library):
    plan = plan_of(library.plan_sheet(PLAN))
    wish = {"behaviour": "trained", "roles": {"ops-duty": {"pace": 1.5}}}
    first, second = (People.of(wish).sheet(library, plan) for _ in range(2))
    assert first.digest == second.digest
    assert not first.problems


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"behaviour": "superhuman"}, "no_such_behaviour"),
        ({"roles": {"ghost": {"skip": 0.1}}}, "no_such_role"),
        ({"roles": {"ops-duty": {"like": "superhuman"}}}, "no_such_behaviour"),
    ],
)
def test_who_or_what_is_not_there_is_refused(library: Library, sent: dict[str, object], code: str):
    with pytest.raises(Refusal) as refused:
        behaviour(library, **sent)
    assert refused.value.code == code
