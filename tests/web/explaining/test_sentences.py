"""One plain sentence for every kind of duty and every verdict, worked out by hand."""

from __future__ import annotations

import pytest

from exercise.conformance.obligation import UNCOUNTED, WORST_FIRST
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Acted, VerdictOverridden
from scenarios.condition import Did, ServiceIs
from tests.exercise.builders import MIN, Journal, setting, step
from tests.web.explaining.content import (
    CADENCE,
    CHOICE,
    FACTS,
    FORBIDDEN,
    ORDER,
    RECORD,
    SEPARATION,
)
from tests.web.explaining.telling import explained
from tests.web.explaining.timed import ESCALATION, GOALS, QUORUM, RESPONSE
from tests.web.explaining.told import ACK, ALARM, WEB, Told, called, down

EVERY = [
    *(RESPONSE + QUORUM + CADENCE + CHOICE + FACTS + ESCALATION),
    *(SEPARATION + RECORD + ORDER + FORBIDDEN + GOALS),
]


@pytest.mark.parametrize("told", EVERY, ids=lambda told: told.name)
def test_a_verdict_is_explained_in_a_plain_sentence(told: Told) -> None:
    found = explained(told.play, told.journal, told.rules)
    assert found.duty(told.obligation)["verdict"] == told.verdict
    paper = found.of(told.obligation)
    assert paper["sentence"]["en"] == told.says
    assert paper["rule"]["en"] == told.rule


def test_every_kind_and_every_verdict_is_among_them() -> None:
    kinds = {told.obligation.partition(".")[2].partition("#")[0] for told in EVERY}
    assert len(kinds) == 12
    assert {told.verdict for told in EVERY} == {*WORST_FIRST, *UNCOUNTED}


CHINESE = {
    "met": "T+2:00 由触发条件成立触发。duty（Li）于 T+2:30 执行“ack”，用时 30秒；时限 5分，按时完成，提前 4分30秒。",
    "compensated": "T+0:00 由StartEx触发。duty未执行“ack”；时限 5分，已于 T+5:00 届满。"
    "lead（Wu）于 T+6:00 以“call”升级上报，作为补救。",
    "quorum short": "T+0:00 由StartEx触发。须到位的不同角色数：2。已到位 1 个：duty。"
    "时限 5分，已于 T+5:00 届满，到位角色不足。",
    "cadence late": "T+2:00 由触发条件成立触发。自 T+2:00 至 T+32:00，duty须至少每 10分 执行一次“tell”。"
    "执行时间：T+12:00；最长间隔 20分，各次间隔合计超出 10分。",
    "facts partial": "T+2:00 由触发条件成立触发。duty于 T+5:00 通过“tell”陈述情况。"
    "遗漏或不全：“Grade”所报空白，实为major、“Services hit”缺Shop、“Services hit”误报Bank。",
    "escalation missed": "“A”至 T+5:00 时限届满仍无应答，lead须在 4分 内以“call”升级上报。至 T+9:00 无人升级上报。",
    "separation violated": "T+2:00 由触发条件成立触发。“A”由head（Li）于 T+4:00 应答，“B”由duty（Li）于 T+3:00 应答，"
    "为同一人，未做到职责分离。",
    "record partial": "T+0:00 由StartEx触发。须在 5分 内记录的行动 2 项，按时记录 1 项。未按时记录：“look”（T+2:00）。",
    "order violated": "duty于 T+4:00 首次完成“A”，此前应完成而未完成：“C”。",
    "forbidden while": "duty于 T+4:00 执行“speak”，当时处于禁止期间。",
    "rto late": "“Web”于 T+2:00 中断，T+17:00 恢复，历时 15分；恢复时间目标 10分，超时 5分，未过上限 20分。",
    "rpo violated": "“Web”净丢失 1分30秒 的数据；恢复点目标 30秒，超出 1分。",
}


@pytest.mark.parametrize("name", CHINESE)
def test_the_chinese_sentence_tells_the_same_numbers(name: str) -> None:
    told = next(one for one in EVERY if one.name == name)
    assert explained(told.play, told.journal).sentence(told.obligation)["zh"] == CHINESE[name]


def ruled(verdict: str, by: str | None = "evaluator/Wang") -> dict[str, str]:
    """Return how a missed answer is explained once a person has set its verdict."""
    journal = called().end(60 * MIN)
    fact = VerdictOverridden("A.response#1", verdict, "the line was dead")
    journal.entries.append(Entry(len(journal.entries) + 1, 60 * MIN, OUTSIDE, "", by, fact))
    return explained(setting(ACK), journal).sentence("A.response#1")


def test_who_set_another_verdict_and_why_is_told() -> None:
    said = ruled("late")
    assert said["en"].endswith(
        "The evaluator (Wang) set the verdict to “Late” (“the line was dead”)."
    )
    assert said["zh"].endswith("评估人员（Wang）将判定改为“超时”（“the line was dead”）。")


def test_who_confirmed_the_verdict_is_told() -> None:
    assert "The evaluator (Wang) confirmed the verdict" in ruled("missed")["en"]


def test_a_waiver_is_told_with_its_reason() -> None:
    said = ruled("waived", "facilitator")["en"]
    assert said.endswith("The facilitator waived it (“the line was dead”), so it does not count.")


def test_what_opened_a_step_is_named() -> None:
    causes = {
        "act": (
            Did("ack"),
            Journal().act(MIN, "duty/Li", "ack").end(60 * MIN),
            "“ack” from duty (Li)",
        ),
        "service": (ServiceIs("web", ("down",)), down(1, None), "“Web” being down"),
        "clock": (
            ServiceIs("web", ("down",), for_ms=5 * MIN),
            down(1, None),
            "the clock",
        ),
    }
    for condition, journal, cause in causes.values():
        play = setting(step("A", "tell", when=condition), services=(WEB,))
        said = explained(play, journal).sentence("A.response#1")["en"]
        assert f"by {cause}." in said


def test_a_simulated_colleague_is_called_that_and_not_by_a_made_up_name() -> None:
    journal = called().sit(2 * MIN, "duty", "bot-duty", simulated=True)
    fact = Acted("ack", simulated=True)
    journal.entries.append(
        Entry(len(journal.entries) + 1, 3 * MIN, OUTSIDE, "", "duty/bot-duty", fact)
    )
    said = explained(setting(ACK), journal.end(60 * MIN)).sentence("A.response#1")["en"]
    assert "duty (simulated) carried out" in said
    assert "bot-duty" not in said


def test_long_lists_are_cut_with_a_count() -> None:
    journal = called()
    for n in range(9):
        journal.act((10 + n) * MIN, "duty", "tell")
    play = setting(step("A", "tell", when=ALARM, every=10 * MIN))
    said = explained(play, journal.end(20 * MIN)).sentence("A.cadence#1")["en"]
    assert "T+10:00, T+11:00, T+12:00, T+13:00, T+14:00, T+15:00 and 3 more" in said
