"""The grammar of changes: what can be written, what it means, and what is answered to what cannot be."""

from __future__ import annotations

import pytest

from engine.play import play
from exercise.commands import Act
from exercise.whatif.acts import real_acts
from exercise.whatif.changes import (
    Added,
    Altered,
    Moved,
    RecoveryOtherwise,
    Removed,
    ServiceOtherwise,
)
from exercise.whatif.grammar import read_change, read_changes
from exercise.whatif.misread import CODES, Misread
from scenarios.condition import Signal
from scenarios.plan import AnyOfServices, Field, Fixed, Form, Lognormal, Option, Triangular
from scenarios.procedure import Choice
from scenarios.responses import Response
from scenarios.scenario import RecoveryReality, ServiceReality
from scenarios.text import Text
from scenarios.timing import MINUTE, SECOND
from tests.engine.making import action, inject, recovery, service, setting, step
from tests.engine.test_any_exercise import REFS
from web.i18n import words
from web.whatifs.speech import misread_words

GRADE = Field("grade", "choice", Text.plain("grade"), options=(Option("general"), Option("larger")))
FIELDS = (
    GRADE,
    Field("clients", "number", Text.plain("clients")),
    Field("hit", "services", Text.plain("hit")),
    Field("sent", "yes-no", Text.plain("sent")),
    Field("words", "text", Text.plain("words")),
)
SCRIPT = setting(
    services=[service("db"), service("till"), service("shop", depends_on=("db",))],
    recoveries=[recovery("restart", ["db"])],
    resources={"dba": 1},
    forms=[Form("sheet", Text.plain("sheet"), FIELDS)],
    actions=[
        action("report", "report", form="sheet"),
        action("decide", "decide", options=(Option("switch"), Option("stay"))),
    ],
    steps=[
        step("D1", "answer", ["duty"], when=Signal("alarm"), within=2 * MINUTE),
        step("D2", "report", ["head"], when=Signal("alarm")),
        step("D3", "decide", ["head"], choices=(Choice("switch", 1.0), Choice("stay", 0.0))),
    ],
    injects=[inject("I1", at=MINUTE, to=("duty",), raises=("alarm",))],
    duration=30 * MINUTE,
)
PLAYED = play(
    SCRIPT,
    REFS,
    1,
    [
        Response(2 * MINUTE, "duty", "answer"),
        Response(3 * MINUTE + 20 * SECOND, "head", "report"),
        Response(5 * MINUTE, "head", "decide", "stay"),
        Response(9 * MINUTE, "duty", "answer"),
    ],
)
ACTS = real_acts(SCRIPT, PLAYED.entries)
ANSWERED, REPORTED, DECIDED, AGAIN = (act.seq for act in ACTS)


def read(text: str):
    return read_change(SCRIPT, ACTS, text)


def misread(*texts: str) -> Misread:
    with pytest.raises(Misread) as raised:
        read_changes(SCRIPT, ACTS, texts)
    return raised.value


def test_acts_know_which_steps_they_answered():
    assert [(act.action, act.steps) for act in ACTS] == [
        ("answer", ("D1",)),
        ("report", ("D2",)),
        ("decide", ("D3",)),
        ("answer", ()),
    ]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("D1@2m->4m", Moved(ANSWERED, 4 * MINUTE)),
        ("D1->4m", Moved(ANSWERED, 4 * MINUTE)),
        (" D1 @ 2m -> 4m ", Moved(ANSWERED, 4 * MINUTE)),
        ("answer@9m->4m", Moved(AGAIN, 4 * MINUTE)),
        ("D1@9m->4m", Moved(AGAIN, 4 * MINUTE)),
        ("report@3m->2m30s", Moved(REPORTED, 150 * SECOND)),
        ("D2@3m20s->0s", Moved(REPORTED, 0)),
        ("D2->-1m", Moved(REPORTED, 2 * MINUTE + 20 * SECOND)),
        ("D2->+40s", Moved(REPORTED, 4 * MINUTE)),
        ("D2->never", Removed(REPORTED)),
        ("decide->option=switch", Altered(DECIDED, "switch", {})),
        ("D2->form.grade=larger", Altered(REPORTED, None, {"grade": "larger"})),
        ("D2->form.clients=1200", Altered(REPORTED, None, {"clients": 1200})),
        ("D2->form.hit=[db, shop]", Altered(REPORTED, None, {"hit": ["db", "shop"]})),
        ("D2->form.sent=yes", Altered(REPORTED, None, {"sent": "yes"})),
        ('D2->form.words="one; two"', Altered(REPORTED, None, {"words": "one; two"})),
    ],
)
def test_a_change_of_one_act_is_read(text: str, change: object):
    assert read(text) == (change,)


def test_an_entry_is_named_by_its_number():
    assert read(f"#{AGAIN}->never") == (Removed(AGAIN),)


def test_time_and_option_of_one_act_are_changed_together():
    assert read("D3->4m; option=switch") == (
        Moved(DECIDED, 4 * MINUTE),
        Altered(DECIDED, "switch", {}),
    )


def test_an_act_is_added_with_all_that_it_says():
    added = read("+head:report@4m; form.grade=larger; about=I1")
    assert added == (Added(4 * MINUTE, Act("head", "report", None, "I1", {"grade": "larger"})),)
    assert read("+head/li:decide@1m;option=stay") == (
        Added(MINUTE, Act("head/li", "decide", "stay")),
    )


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("takes=4m", RecoveryReality(takes=Fixed(4 * MINUTE))),
        (
            "takes={min: 4m, mode: 5m, max: 9m}",
            RecoveryReality(takes=Triangular(4 * MINUTE, 5 * MINUTE, 9 * MINUTE)),
        ),
        ("takes={median: 4m, sigma: 0.3}", RecoveryReality(takes=Lognormal(4 * MINUTE, 0.3))),
        ("success=0.5", RecoveryReality(success=0.5)),
        ("loses=30s", RecoveryReality(loses=30 * SECOND)),
        ("needs={dba: 2}", RecoveryReality(needs={"dba": 2})),
    ],
)
def test_a_recovery_is_made_otherwise_in_the_words_of_a_scenario(text, change):
    assert read(f"recovery.restart.{text}") == (RecoveryOtherwise("restart", change),)


def test_a_service_depends_on_something_else():
    assert read("service.shop.depends_on=[]") == (ServiceOtherwise("shop", ServiceReality(())),)
    either = ServiceReality(degrades_on=(AnyOfServices(("db", "till")),))
    assert read("service.shop.degrades_on=[{any_of: [db, till]}]") == (
        ServiceOtherwise("shop", either),
    )


FAULTS = [
    ("", "not_a_change", 1, None),
    ("D1", "not_a_change", 1, None),
    ("D1->", "not_a_change", 1, None),
    ("+head", "not_a_change", 2, None),
    ("recovery.restart=4m", "not_a_change", 1, None),
    ("  D9->4m", "no_such_name", 3, None),
    ("anwser->4m", "no_such_name", 1, "answer"),
    ("restart->4m", "no_act", 1, None),
    ("answer->4m", "several_acts", 1, None),
    ("D1@7m->4m", "no_act_then", 4, "9m"),
    ("D1@noon->4m", "bad_time", 4, None),
    ("D1@2m->soon", "bad_time", 8, None),
    ("D1@2m->-3m", "before_start", 8, None),
    ("D1@2m->31m", "after_end", 8, None),
    ("#1->4m", "no_such_entry", 1, None),
    ("D1@2m->never; 4m", "never_and_more", 8, None),
    ("D3->option=swich", "no_such_option", 12, "switch"),
    ("D2->option=switch", "no_option", 12, None),
    ("D3->form.grade=larger", "no_form", 10, None),
    ("D2->form.grad=larger", "no_such_field", 10, "grade"),
    ("D2->form.grade=large", "bad_value", 16, "larger"),
    ("D2->form.clients=many", "bad_value", 18, None),
    ("D2->form.hit=[db", "bad_value", 14, None),
    ("D3->4m; optoin=switch", "unknown_part", 9, "option"),
    ("+haed:report@4m", "no_such_role", 2, "head"),
    ("+head:reprot@4m", "no_such_action", 7, "report"),
    ("+head:decide@4m", "option_missing", 7, None),
    ("recovery.restrat.takes=4m", "no_such_recovery", 10, "restart"),
    ("recovery.restart.take=4m", "unknown_key", 18, "takes"),
    ("recovery.restart.takes=soon", "bad_value", 24, None),
    ("recovery.restart.success=2", "bad_value", 26, None),
    ("recovery.restart.needs={dbb: 1}", "no_such_resource", 24, None),
    ("recovery.restart.restores=[bd]", "no_such_service", 27, None),
    ("service.shp.depends_on=[db]", "no_such_service", 9, "shop"),
    ("service.shop.depends_on=[dbs]", "no_such_service", 25, "db"),
    ("service.db.depends_on=[shop]", "dependency_cycle", 23, None),
    ("service.shop.degrades_on=[{any_of: [shop, till]}]", "dependency_cycle", 26, None),
]


@pytest.mark.parametrize(("text", "code", "column", "hint"), FAULTS)
def test_what_cannot_be_read_is_answered_with_its_place_and_what_was_meant(
    text, code, column, hint
):
    fault = misread(text)
    assert (fault.code, fault.column, fault.hint) == (code, column, hint)
    assert fault.change == text


def test_one_act_is_changed_by_one_change_alone():
    assert misread("D1@2m->4m", "answer@2m->never").code == "changed_twice"


def test_every_fault_has_words_in_both_languages_and_was_tried():
    assert {code for _, code, _, _ in FAULTS} | {"changed_twice"} == set(CODES)
    for text, code, _, _ in FAULTS:
        fault = misread(text)
        for language in ("zh", "en"):
            said = misread_words(language, fault)
            assert said.startswith(words(language, f"whatif.problem.{code}", **fault.numbers))
            assert "{{" not in said
