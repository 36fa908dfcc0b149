"""Nobody hears what is not theirs: the whole shipped exercise, told to every seat, read word by word."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.audience import (
    EVALUATOR,
    FACILITATOR,
    OBSERVER,
    PARTICIPANT,
    Audience,
    hears,
    seats_concerned,
)
from exercise.entry import role_of
from exercise.facts import InjectDelivered
from exercise.scene import Scene
from exercise.screen import merge
from exercise.snapshot import Screens
from tests.web.drilled import drilled
from tests.web.secrets_of import (
    FACTS_FOR_SEATS,
    SECRET_KEYS,
    is_for,
    keys_in,
    mail_words,
    strange_words,
    written,
)

SETTING = drilled().run.setting
ENTRIES = drilled().entries
ROLES = tuple(SETTING.roles)
AUDIENCES = [Audience(kind) for kind in (FACILITATOR, EVALUATOR, OBSERVER)]
AUDIENCES += [Audience(PARTICIPANT, role) for role in ROLES]


@cache
def told_to(audience: Audience) -> list[tuple[int, Any]]:
    """Return everything that *audience* is told, each with the seq after which it was."""
    screens = Screens(SETTING)
    told: list[tuple[int, Any]] = [(0, screens.snapshot(audience))]
    for entry in ENTRIES:
        heard = screens.hear([entry]).get(audience)
        if heard is not None:
            told.append((entry.seq, {"lines": list(heard.lines), "changes": heard.changes}))
    return [*told, (ENTRIES[-1].seq, screens.snapshot(audience))]


def delivered_at() -> dict[str, int]:
    """Return the seq at which each inject was first delivered."""
    found: dict[str, int] = {}
    for entry in ENTRIES:
        if isinstance(entry.fact, InjectDelivered):
            found.setdefault(entry.fact.inject, entry.seq)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_seat_is_never_told_what_only_the_script_knows(role):
    told = [what for _, what in told_to(Audience(PARTICIPANT, role))]
    assert set(keys_in(told)) & SECRET_KEYS == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_seat_never_reads_a_word_of_other_seats_mail(role):
    told = written([what for _, what in told_to(Audience(PARTICIPANT, role))])
    assert {
        inject for word, inject in strange_words(SETTING, role).items() if word in told
    } == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_seat_reads_its_mail_no_sooner_than_it_comes(role):
    first = delivered_at()
    mine = [one for one in SETTING.injects.values() if is_for(one, role)]
    for seq, what in told_to(Audience(PARTICIPANT, role)):
        text = written(what)
        for one in mine:
            if seq < first.get(one.id, ENTRIES[-1].seq + 1):
                early = [word for word in mail_words(one) if len(word) > 30 and word in text]
                assert early == [], (one.id, seq)


@pytest.mark.parametrize("role", ROLES)
def test_a_seat_hears_only_facts_that_are_its_business(role):
    lines = [line for _, what in told_to(Audience(PARTICIPANT, role)) for line in what["lines"]]
    assert {line["fact"]["type"] for line in lines} <= FACTS_FOR_SEATS


@pytest.mark.parametrize("role", ROLES)
def test_a_seat_hears_of_acts_only_its_own_and_those_addressed_to_it(role):
    for _, what in told_to(Audience(PARTICIPANT, role)):
        for line in what["lines"]:
            if line["fact"]["type"] == "acted" and role_of(line["by"]) != role:
                action = SETTING.actions[line["fact"]["action"]]
                addressees = line["fact"].get("to") or action.to
                assert role in addressees or "all" in addressees


def test_the_wall_hears_of_no_mail_and_no_act():
    told = [what for _, what in told_to(Audience(OBSERVER))]
    for what in told:
        assert set(what.get("view", what.get("changes"))) <= {"clock", "services", "counts"}
    facts = {line["fact"]["type"] for what in told for line in what["lines"]}
    assert facts <= {
        "started",
        "ended",
        "paused",
        "resumed",
        "speed_changed",
        "jumped",
        "service_shown",
    }


def test_services_that_are_not_monitored_are_on_no_seats_screen():
    hidden = {service.id for service in SETTING.plan.services if not service.monitored}
    for role in ROLES:
        for _, what in told_to(Audience(PARTICIPANT, role)):
            changed = what["view"] if "view" in what else what["changes"]
            assert not hidden & set(changed.get("services", {}))


def test_whoever_is_not_asked_would_have_heard_nothing():
    scene = Scene(SETTING)
    for entry in ENTRIES:
        scene.hear(entry)
        concerned = seats_concerned(scene, entry)
        for role in ROLES:
            if concerned is not None and role not in concerned:
                assert hears(Audience(PARTICIPANT, role), scene, entry) is None


def test_a_facilitator_hears_every_entry():
    lines = told_to(Audience(FACILITATOR))[-1][1]["lines"]
    assert [line["seq"] for line in lines] == [entry.seq for entry in ENTRIES]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(AUDIENCES), st.integers(0, len(ENTRIES)), st.integers(1, 40))
def test_a_snapshot_and_all_that_is_told_after_it_is_the_snapshot_at_the_end(audience, cut, batch):
    screens = Screens(SETTING)
    screens.hear(ENTRIES[:cut])
    shot = screens.snapshot(audience)
    view, lines, seq = shot["view"], list(shot["lines"]), shot["seq"]
    for start in range(cut, len(ENTRIES), batch):
        told = screens.hear(ENTRIES[start : start + batch]).get(audience)
        if told is not None and told.end > seq:
            merge(view, told.changes)
            lines += told.lines
            seq = told.end
    end = screens.snapshot(audience)
    assert view == end["view"]
    assert lines == end["lines"]
