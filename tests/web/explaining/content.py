"""Duties of content and course of every verdict with their sentences, worked out by hand."""

from __future__ import annotations

from scenarios.condition import Did, ServiceIs
from scenarios.plan import Field, Service
from scenarios.procedure import Choice, Fact
from scenarios.scenario import TruthRow
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, setting, step
from tests.web.explaining.told import (
    ALARM,
    FROM_START,
    OPENED,
    WEB,
    Told,
    called,
    full,
    none,
    uncounted,
)

REPORTING = step("A", "tell", when=ALARM, every=10 * MIN, until=Did("stop"))
ASKED = OPENED + "From T+2:00 to T+32:00 duty had to carry out “tell” at least every 10m. "
CADENCE = [
    Told(
        "cadence met",
        setting(REPORTING),
        called()
        .act(12 * MIN, "duty", "tell")
        .act(22 * MIN, "duty", "tell")
        .act(32 * MIN, "duty", "stop")
        .end(60 * MIN),
        "A.cadence#1",
        "met",
        ASKED + "It was done at T+12:00, T+22:00; the longest gap was 10m, none was too long.",
        full("Cadence"),
    ),
    Told(
        "cadence late",
        setting(REPORTING),
        called().act(12 * MIN, "duty", "tell").act(32 * MIN, "duty", "stop").end(60 * MIN),
        "A.cadence#1",
        "late",
        ASKED
        + "It was done at T+12:00; the longest gap was 20m, and gaps were too long by 10m in all.",
        # 1 - 10 / 30
        "Rules 2026.1, Cadence: reduced by the share of time beyond the gaps allowed, here 66.7%; weight 2.",
    ),
    Told(
        "cadence missed",
        setting(REPORTING),
        called().act(32 * MIN, "duty", "stop").end(60 * MIN),
        "A.cadence#1",
        "missed",
        ASKED + "It was not done once.",
        "Rules 2026.1, Cadence: reduced by the share of time beyond the gaps allowed, here 0%; weight 2.",
    ),
    Told(
        "cadence over in time",
        setting(REPORTING),
        called().act(9 * MIN, "duty", "stop").end(60 * MIN),
        "A.cadence#1",
        "not_triggered",
        OPENED + "From T+2:00 to T+9:00 duty had to carry out “tell” at least every 10m. "
        "It was over before the first one was due.",
        uncounted("Cadence"),
    ),
    Told(
        "cadence jumped over",
        setting(REPORTING),
        called().jump(5 * MIN, 55 * MIN).end(60 * MIN),
        "A.cadence#1",
        "not_triggered",
        OPENED + "From T+2:00 to T+1:00:00 duty had to carry out “tell” at least every 10m. "
        "Without the time that was jumped over, less than one interval passed, so nothing was due.",
        uncounted("Cadence"),
    ),
    Told(
        "cadence over at once",
        setting(REPORTING),
        Journal().act(MIN, "duty", "stop").signal(2 * MIN, "alarm").end(60 * MIN),
        "A.cadence#1",
        "not_triggered",
        OPENED + "From T+2:00 to T+2:00 duty had to carry out “tell” at least every 10m. "
        "What ends it was so already, so nothing was due.",
        uncounted("Cadence"),
    ),
]

CHOOSING = step("A", "decide", when=ALARM, choices=(Choice("switch", 1.0), Choice("stay", 0.4)))


def chosen(option: str | None) -> Journal:
    """Return a journal in which *option* was chosen a minute after the alarm."""
    return called().act(3 * MIN, "head", "decide", option=option).end(60 * MIN)


CHOICE = [
    Told(
        f"choice {verdict}",
        setting(step("A", "decide", "head", when=ALARM, choices=CHOOSING.choices)),
        chosen(option),
        "A.choice#1",
        verdict,
        OPENED + says,
        rule,
    )
    for option, verdict, says, rule in (
        (
            "switch",
            "met",
            "head chose “switch” at T+3:00: by what held then, the right choice.",
            full("Decision"),
        ),
        (
            "stay",
            "partial",
            "head chose “stay” at T+3:00: by what held then, a poorer choice.",
            "Rules 2026.1, Decision: what the plan gives for this choice, 40%; weight 2.",
        ),
        (
            "flee",
            "violated",
            "head chose “flee” at T+3:00: by what held then, the wrong choice.",
            "Rules 2026.1, Decision: what the plan gives for this choice, 0%; weight 2.",
        ),
        (
            None,
            "violated",
            "head answered at T+3:00 without choosing anything.",
            "Rules 2026.1, Decision: what the plan gives for this choice, 0%; weight 2.",
        ),
    )
] + [
    Told(
        "choice not made",
        setting(CHOOSING),
        called().end(60 * MIN),
        "A.choice#1",
        "not_triggered",
        OPENED + "Nobody answered, so there was no decision to judge.",
        uncounted("Decision"),
    )
]

FIELDS = (
    Field("grade", "text", Text.plain("Grade")),
    Field("hit", "services", Text.plain("Services hit")),
)
STATING = step(
    "A", "tell", when=ALARM, facts=(Fact("grade", "truth.grade"), Fact("hit", "truth.hit"))
)
TRUTH = {"grade": (TruthRow("major"),), "hit": (TruthRow(("web", "shop")),)}
FACTS_PLAY = setting(
    STATING,
    services=(WEB, Service("shop", Text.plain("Shop")), Service("bank", Text.plain("Bank"))),
    fields=FIELDS,
    truth=TRUTH,
)
SAID = OPENED + "duty stated the facts with “tell” at T+5:00. "


def stated(**form: object) -> Journal:
    """Return a journal in which the facts were stated three minutes after the alarm."""
    return called().act(5 * MIN, "duty", "tell", form=form).end(60 * MIN)


FACTS = [
    Told(
        "facts met",
        FACTS_PLAY,
        stated(grade="major", hit=["shop", "web"]),
        "A.facts#1",
        "met",
        SAID + "All that is judged was so.",
        full("Facts"),
    ),
    Told(
        "facts partial",
        FACTS_PLAY,
        stated(hit=["web", "bank"]),
        "A.facts#1",
        "partial",
        SAID + "Left out or incomplete: “Grade” said nothing, was major, "
        "“Services hit” lacks Shop, “Services hit” wrongly names Bank.",
        # grade 0, hit 1 of 3: 1/6
        "Rules 2026.1, Facts: the weighted share of right fields, "
        "a false one costing 50% of its weight besides, here 16.7%; weight 2.",
    ),
    Told(
        "facts false",
        FACTS_PLAY,
        stated(grade="minor", hit=["web", "shop"]),
        "A.facts#1",
        "violated",
        SAID + "Not so: “Grade” said minor, was major.",
        # half of minus a half and one
        "Rules 2026.1, Facts: the weighted share of right fields, "
        "a false one costing 50% of its weight besides, here 25%; weight 2.",
    ),
    Told(
        "facts not stated",
        FACTS_PLAY,
        called().end(60 * MIN),
        "A.facts#1",
        "not_triggered",
        OPENED + "No report was made, so there was nothing to judge.",
        uncounted("Facts"),
    ),
]

SEPARATE = setting(
    step("B", "draft", when=ALARM), step("A", "approve", "head", when=ALARM, distinct_from="B")
)
SEPARATION = [
    Told(
        "separation met",
        SEPARATE,
        called().act(3 * MIN, "duty/Li", "draft").act(4 * MIN, "head/Qi", "approve").end(60 * MIN),
        "A.separation#1",
        "met",
        OPENED + "head (Qi) answered “A” at T+4:00, duty (Li) answered “B” at T+3:00: "
        "two different people, as required.",
        full("Separation"),
    ),
    Told(
        "separation violated",
        SEPARATE,
        called().act(3 * MIN, "duty/Li", "draft").act(4 * MIN, "head/Li", "approve").end(60 * MIN),
        "A.separation#1",
        "violated",
        OPENED + "head (Li) answered “A” at T+4:00, duty (Li) answered “B” at T+3:00: "
        "the same person, where two are required.",
        none("Separation"),
    ),
    Told(
        "separation undone",
        SEPARATE,
        called().end(60 * MIN),
        "A.separation#1",
        "not_triggered",
        OPENED + "“A” and “B” were not both answered, so there was nothing to compare.",
        uncounted("Separation"),
    ),
]

LOGGING = setting(
    step("A", "log", "head", records=("ack", "look"), within=5 * MIN),
    step("B", "ack"),
    step("C", "look"),
)
ACTS = Journal().act(MIN, "duty", "ack").act(2 * MIN, "duty", "look")
RECORD = [
    Told(
        "record missed",
        LOGGING,
        Journal().act(MIN, "duty", "ack").act(2 * MIN, "duty", "look").end(60 * MIN),
        "A.record#1",
        "missed",
        FROM_START + "Acts to be logged within 5m: 2; logged in time: 0. "
        "Not logged in time: “ack” (T+1:00), “look” (T+2:00).",
        "Rules 2026.1, Record: the share logged in time, here 0%; weight 2.",
    ),
    Told(
        "record partial",
        LOGGING,
        Journal()
        .act(MIN, "duty", "ack")
        .act(2 * MIN, "duty", "look")
        .act(3 * MIN, "head", "log", about="ack")
        .end(60 * MIN),
        "A.record#1",
        "partial",
        FROM_START + "Acts to be logged within 5m: 2; logged in time: 1. "
        "Not logged in time: “look” (T+2:00).",
        "Rules 2026.1, Record: the share logged in time, here 50%; weight 2.",
    ),
    Told(
        "record met",
        LOGGING,
        Journal().act(MIN, "duty", "ack").act(3 * MIN, "head", "log", about="ack").end(60 * MIN),
        "A.record#1",
        "met",
        FROM_START + "Acts to be logged within 5m: 1; logged in time: 1.",
        full("Record"),
    ),
    Told(
        "record empty",
        LOGGING,
        Journal().end(60 * MIN),
        "A.record#1",
        "not_triggered",
        FROM_START + "There was nothing to log.",
        uncounted("Record"),
    ),
]

ORDERED = setting(
    step("B", "look", when=ALARM), step("C", "call", when=ALARM), step("A", "act", after=("B", "C"))
)
ORDER = [
    Told(
        "order met",
        ORDERED,
        called()
        .act(3 * MIN, "duty", "look")
        .act(3 * MIN, "duty", "call")
        .act(4 * MIN, "duty", "act")
        .end(60 * MIN),
        "A.order#1",
        "met",
        "duty first did “A” at T+4:00, after all that has to come before: “B”, “C”.",
        full("Order"),
    ),
    Told(
        "order violated",
        ORDERED,
        called().act(3 * MIN, "duty", "look").act(4 * MIN, "duty", "act").end(60 * MIN),
        "A.order#1",
        "violated",
        "duty first did “A” at T+4:00, before what has to come first: “C”.",
        "Rules 2026.1, Order: the share of earlier steps that were done first, here 50%; weight 2.",
    ),
    Told(
        "order never done",
        ORDERED,
        called().end(60 * MIN),
        "A.order#1",
        "not_triggered",
        "“A” was never done, so there was no order to judge.",
        uncounted("Order"),
    ),
    Told(
        "order without a pair",
        ORDERED,
        Journal().act(4 * MIN, "duty", "act").end(60 * MIN),
        "A.order#1",
        "not_triggered",
        "Nothing that has to come before “A” was called for, so there was no order to judge.",
        uncounted("Order"),
    ),
]

BAN = step("A", "speak", not_before=Did("approve"))
WHILE = step("A", "speak", not_while=ServiceIs("web", ("down",)))
FORBIDDEN = [
    Told(
        "forbidden before",
        setting(BAN),
        Journal()
        .act(4 * MIN, "duty", "speak")
        .act(5 * MIN, "duty", "speak")
        .act(6 * MIN, "duty", "speak")
        .end(60 * MIN),
        "A.forbidden#1",
        "violated",
        "duty carried out “speak” at T+4:00, before it was allowed. "
        "It was done against the prohibition again at T+5:00, T+6:00.",
        none("Prohibition"),
    ),
    Told(
        "forbidden while",
        setting(WHILE, services=(WEB,)),
        Journal().service(MIN, "web", "up", "down").act(4 * MIN, "duty", "speak").end(60 * MIN),
        "A.forbidden#1",
        "violated",
        "duty carried out “speak” at T+4:00, while it was forbidden.",
        none("Prohibition"),
    ),
    Told(
        "allowed",
        setting(BAN),
        Journal().act(MIN, "head", "approve").act(4 * MIN, "duty", "speak").end(60 * MIN),
        "A.forbidden#1",
        "met",
        "duty carried out “speak” at T+4:00, when it was allowed.",
        full("Prohibition"),
    ),
    Told(
        "obeyed",
        setting(BAN),
        Journal().end(60 * MIN),
        "A.forbidden#1",
        "met",
        "Nobody carried out “speak”: the prohibition was observed.",
        full("Prohibition"),
    ),
    Told(
        "never in question",
        setting(step("A", "speak", when=ALARM, not_before=Did("approve"))),
        Journal().end(60 * MIN),
        "A.forbidden#1",
        "not_triggered",
        "“speak” was never carried out, so there was nothing to judge.",
        uncounted("Prohibition"),
    ),
]
