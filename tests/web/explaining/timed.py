"""Timed duties of every verdict with their sentences, worked out by hand."""

from __future__ import annotations

from tests.exercise.builders import MIN, Journal, setting, step
from tests.web.explaining.told import (
    ACK,
    ALARM,
    ESCALATED,
    FROM_START,
    OPENED,
    STRICT,
    WEB,
    Told,
    called,
    down,
    full,
    none,
    uncounted,
)

RESPONSE = [
    Told(
        "met",
        setting(ACK),
        called().act(2 * MIN + 30_000, "duty/Li", "ack").end(60 * MIN),
        "A.response#1",
        "met",
        OPENED
        + "duty (Li) carried out “ack” at T+2:30, 30s later; the limit is 5m: in time, 4m 30s to spare.",
        full("Response"),
    ),
    Told(
        "met at the very limit",
        setting(ACK),
        called().act(7 * MIN, "duty", "ack").end(60 * MIN),
        "A.response#1",
        "met",
        OPENED
        + "duty carried out “ack” at T+7:00, 5m later; the limit is 5m: in time, at the very limit.",
        full("Response"),
    ),
    Told(
        "met without a limit",
        setting(step("A", "ack", when=ALARM)),
        called().act(7 * MIN, "duty", "ack").end(60 * MIN),
        "A.response#1",
        "met",
        OPENED + "duty carried out “ack” at T+7:00, 5m later; the plan sets no limit.",
        full("Response"),
    ),
    Told(
        "late",
        setting(ACK),
        called().act(10 * MIN, "duty", "ack").end(60 * MIN),
        "A.response#1",
        "late",
        OPENED + "duty carried out “ack” at T+10:00, 8m later; the limit is 5m: "
        "3m too late, but before the ceiling of 10m.",
        # 1 - 0.8 * 3 / 5
        "Rules 2026.1, Response: after the limit credit falls from 100% to 20% at the ceiling, here 52%; weight 2.",
    ),
    Told(
        "very late",
        setting(ACK),
        called().act(72 * MIN, "duty", "ack").end(80 * MIN),
        "A.response#1",
        "very_late",
        OPENED + "duty carried out “ack” at T+1:12:00, 1h 10m later; the limit is 5m: "
        "1h 5m too late, past the ceiling of 10m.",
        "Rules 2026.1, Response: past the ceiling 20% is left; weight 2.",
    ),
    Told(
        "hard",
        setting(step("A", "ack", when=ALARM, within=5 * MIN, hard=True)),
        called().act(8 * MIN, "duty", "ack").end(60 * MIN),
        "A.response#1",
        "very_late",
        OPENED
        + "duty carried out “ack” at T+8:00, 6m later; the limit of 5m is a hard one: 1m too late.",
        "Rules 2026.1, Response: past the ceiling 20% is left; weight 2.",
    ),
    Told(
        "missed",
        setting(ACK),
        called().end(60 * MIN),
        "A.response#1",
        "missed",
        OPENED + "duty did not carry out “ack”; the limit of 5m passed at T+7:00.",
        none("Response"),
    ),
    Told(
        "missed without late credit",
        setting(ACK),
        called().act(8 * MIN, "duty", "ack").end(60 * MIN),
        "A.response#1",
        "missed",
        OPENED + "duty carried out “ack” at T+8:00, 6m later; the limit is 5m: "
        "1m too late, for which these rules give no credit.",
        "Rules 2026.1+late_counts_as_missed, Response: no credit (0%); weight 2.",
        STRICT,
    ),
    Told(
        "pending",
        setting(ACK),
        called().end(4 * MIN),
        "A.response#1",
        "pending",
        OPENED
        + "duty had not carried out “ack” yet; the limit of 5m runs until T+7:00 and had not passed.",
        uncounted("Response"),
    ),
    Told(
        "pending without a limit",
        setting(step("A", "ack", when=ALARM)),
        called().end(4 * MIN),
        "A.response#1",
        "pending",
        OPENED + "duty had not carried out “ack”; the plan sets no limit, so that is not judged.",
        uncounted("Response"),
    ),
    Told(
        "compensated",
        setting(ESCALATED),
        Journal().act(6 * MIN, "lead/Wu", "call").end(60 * MIN),
        "A.response#1",
        "compensated",
        FROM_START + "duty did not carry out “ack”; the limit of 5m passed at T+5:00. "
        "lead (Wu) escalated it at T+6:00 with “call”, which makes up for it in part.",
        "Rules 2026.1, Response: lifted by the escalation to 60%; weight 2.",
    ),
    Told(
        "jumped",
        setting(ACK),
        called().jump(3 * MIN, 20 * MIN).end(60 * MIN),
        "A.response#1",
        "waived",
        OPENED + "duty did not carry out “ack”; the limit of 5m passed at T+7:00. "
        "Its limit at T+7:00 fell inside a jump of exercise time, so it does not count.",
        uncounted("Response"),
    ),
    Told(
        "outranked",
        setting(ACK, step("B", "law", when=ALARM, within=5 * MIN, overrides=("A",))),
        called().act(3 * MIN, "duty", "law").end(60 * MIN),
        "A.response#1",
        "waived",
        OPENED + "duty did not carry out “ack”; the limit of 5m passed at T+7:00. "
        "“B” outranks this step and only one of them was kept, so it does not count.",
        uncounted("Response"),
    ),
    Told(
        "a deputy",
        setting(ACK, deputies={"duty": ("head",)}),
        called().role(2 * MIN, "duty", "absent").act(4 * MIN, "head/Qi", "ack").end(60 * MIN),
        "A.response#1",
        "met",
        OPENED + "head (Qi), standing in for duty, carried out “ack” at T+4:00, 2m later; "
        "the limit is 5m: in time, 3m to spare.",
        full("Response"),
    ),
]

QUORUM_STEP = step("A", "come", ("duty", "head", "lead"), quorum=2, within=5 * MIN)
QUORUM = [
    Told(
        "quorum met",
        setting(QUORUM_STEP),
        Journal().act(MIN, "duty", "come").act(3 * MIN, "lead", "come").end(60 * MIN),
        "A.quorum#1",
        "met",
        FROM_START
        + "Different roles needed: 2. duty, lead carried out “come” at T+3:00, 3m later; "
        "the limit is 5m: in time, 2m to spare.",
        full("Quorum"),
    ),
    Told(
        "quorum short",
        setting(QUORUM_STEP),
        Journal().act(MIN, "duty", "come").end(60 * MIN),
        "A.quorum#1",
        "missed",
        FROM_START + "Different roles needed: 2. 1 acted: duty. "
        "The limit of 5m passed at T+5:00 with too few of them.",
        # 0.2 * 1 / 2
        "Rules 2026.1, Quorum: 20% of the share of roles that acted, here 10%; weight 2.",
    ),
    Told(
        "quorum empty",
        setting(QUORUM_STEP),
        Journal().end(60 * MIN),
        "A.quorum#1",
        "missed",
        FROM_START + "Different roles needed: 2. Nobody acted. "
        "The limit of 5m passed at T+5:00 with too few of them.",
        "Rules 2026.1, Quorum: 20% of the share of roles that acted, here 0%; weight 2.",
    ),
    Told(
        "quorum late",
        setting(QUORUM_STEP),
        Journal().act(MIN, "duty", "come").act(6 * MIN, "lead", "come").end(60 * MIN),
        "A.quorum#1",
        "late",
        FROM_START
        + "Different roles needed: 2. duty, lead carried out “come” at T+6:00, 6m later; "
        "the limit is 5m: 1m too late, but before the ceiling of 10m.",
        # 1 - 0.8 / 5
        "Rules 2026.1, Quorum: after the limit credit falls from 100% to 20% at the ceiling, here 84%; weight 2.",
    ),
]

NO_ANSWER = (
    "“A” had no answer when its limit passed at T+5:00; lead then had 4m to escalate with “call”. "
)
ESCALATION = [
    Told(
        "escalation met",
        setting(ESCALATED),
        Journal().act(6 * MIN, "lead", "call").end(60 * MIN),
        "A.escalation#1",
        "met",
        NO_ANSWER
        + "lead carried out “call” at T+6:00, 1m later; the limit is 4m: in time, 3m to spare.",
        full("Escalation"),
    ),
    Told(
        "escalation at once",
        setting(ESCALATED),
        Journal().act(3 * MIN, "lead", "call").end(60 * MIN),
        "A.escalation#1",
        "met",
        NO_ANSWER
        + "lead carried out “call” at T+3:00, at once; the limit is 4m: in time, 4m to spare.",
        full("Escalation"),
    ),
    Told(
        "escalation late",
        setting(ESCALATED),
        Journal().act(10 * MIN, "lead", "call").end(60 * MIN),
        "A.escalation#1",
        "late",
        NO_ANSWER + "lead carried out “call” at T+10:00, 5m later; the limit is 4m: "
        "1m too late, but before the ceiling of 8m.",
        # 1 - 0.8 / 4
        "Rules 2026.1, Escalation: after the limit credit falls from 100% to 20% at the ceiling, here 80%; weight 2.",
    ),
    Told(
        "escalation missed",
        setting(ESCALATED),
        Journal().end(60 * MIN),
        "A.escalation#1",
        "missed",
        NO_ANSWER + "Nobody escalated by T+9:00.",
        none("Escalation"),
    ),
    Told(
        "escalation pending",
        setting(ESCALATED),
        Journal().end(7 * MIN),
        "A.escalation#1",
        "pending",
        NO_ANSWER + "That runs until T+9:00 and had not passed.",
        uncounted("Escalation"),
    ),
    Told(
        "escalation not needed",
        setting(ESCALATED),
        Journal().act(MIN, "duty", "ack").end(60 * MIN),
        "A.escalation#1",
        "not_triggered",
        "The step was answered before anybody had to escalate, or its limit had not passed: "
        "no escalation was called for.",
        uncounted("Escalation"),
    ),
]

GOALS = [
    Told(
        "rto met",
        setting(services=(WEB,)),
        down(2, 8),
        "web.rto#1",
        "met",
        "“Web” was down from T+2:00 to T+8:00, for 6m; its RTO is 10m: restored in time, 4m to spare.",
        full("RTO", 3),
    ),
    Told(
        "rto late",
        setting(services=(WEB,)),
        down(2, 17),
        "web.rto#1",
        "late",
        "“Web” was down from T+2:00 to T+17:00, for 15m; its RTO is 10m: "
        "5m too late, but before the ceiling of 20m.",
        # 1 - 0.8 * 5 / 10
        "Rules 2026.1, RTO: after the limit credit falls from 100% to 20% at the ceiling, here 60%; weight 3.",
    ),
    Told(
        "rto very late",
        setting(services=(WEB,)),
        down(2, 32),
        "web.rto#1",
        "very_late",
        "“Web” was down from T+2:00 to T+32:00, for 30m; its RTO is 10m: "
        "20m too late, past the ceiling of 20m.",
        "Rules 2026.1, RTO: past the ceiling 20% is left; weight 3.",
    ),
    Told(
        "rto without late credit",
        setting(services=(WEB,)),
        down(2, 17),
        "web.rto#1",
        "missed",
        "“Web” was down from T+2:00 to T+17:00, for 15m; its RTO is 10m: "
        "5m too late, for which these rules give no credit.",
        "Rules 2026.1+late_counts_as_missed, RTO: no credit (0%); weight 3.",
        STRICT,
    ),
    Told(
        "rto missed",
        setting(services=(WEB,)),
        down(2, None),
        "web.rto#1",
        "missed",
        "“Web” went down at T+2:00 and was not restored, 58m so far; its RTO of 10m passed at T+12:00.",
        none("RTO", 3),
    ),
    Told(
        "rto pending",
        setting(services=(WEB,)),
        down(2, None, end=7),
        "web.rto#1",
        "pending",
        "“Web” went down at T+2:00 and was not restored, 5m so far; "
        "its RTO of 10m runs until T+12:00 and had not passed.",
        uncounted("RTO"),
    ),
    Told(
        "rpo untouched",
        setting(services=(WEB,)),
        down(2, 8),
        "web.rpo#1",
        "met",
        "“Web” lost no data; its RPO is 30s.",
        full("RPO", 3),
    ),
    Told(
        "rpo met",
        setting(services=(WEB,)),
        Journal().lost(MIN, "web", 45_000).made_up(2 * MIN, "web", 20_000).end(60 * MIN),
        "web.rpo#1",
        "met",
        "“Web” lost 25s of data in the end; its RPO is 30s: kept.",
        full("RPO", 3),
    ),
    Told(
        "rpo violated",
        setting(services=(WEB,)),
        Journal().lost(MIN, "web", 90_500).end(60 * MIN),
        "web.rpo#1",
        "violated",
        "“Web” lost 1m 30s of data in the end; its RPO is 30s: exceeded by 1m.",
        none("RPO", 3),
    ),
]
