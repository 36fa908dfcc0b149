"""The class of a failed report to an authority: late, omitted, false or concealed (CSRC Order 218, article 39).

One rule for findings and for the reporting analysis; docs/readings.md says it in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from exercise.entry import Entry
from exercise.facts import Acted
from exercise.instances import StepRecord
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.procedure import Step

LATE, OMITTED, FALSE, CONCEALED = "late", "omitted", "false", "concealed"
CLASSES = (LATE, OMITTED, FALSE, CONCEALED)
REPORT = "report"
"""The kind of action that reports to an authority."""

_CLASS_OF = {
    "step_late": LATE,
    "cadence_gap": LATE,
    "step_missed": OMITTED,
    "fact_omitted": OMITTED,
    "fact_false": FALSE,
}
_OF_SILENCE = ("step_missed", "quorum_short", "cadence_gap")


def report_class(code: str, was_sent: bool, stood_in: bool = False) -> str | None:
    """Return the class of the failure *code* of a report; None for a failure that is none of the four.

    *was_sent*: those whom it was for were told something; *stood_in*: another role sent it in the end.
    """
    if code in _OF_SILENCE and not was_sent:
        return CONCEALED
    if code == "step_missed" and stood_in:
        return LATE
    return _CLASS_OF.get(code)


def is_report(setting: Setting, step: Step) -> bool:
    """Whether *step* reports to an authority."""
    return setting.actions[step.does].kind == REPORT


def stand_in_reports(setting: Setting, step: Step) -> bool:
    """Whether who escalates *step* sends its report, and not only calls for somebody."""
    return step.escalate is not None and step.escalate.does in (None, step.does)


def was_sent(proceedings: Proceedings, record: StepRecord) -> bool:
    """Whether those whom a step reports to were told anything at all, by this step or by any other report."""
    setting, step = proceedings.setting, record.step
    if record.doings or (stand_in_reports(setting, step) and any(_stood_in(record))):
        return True
    addressees = set(setting.actions[step.does].to)
    return any(addressees.intersection(reached(setting, act)) for act in proceedings.state.acts)


def reached(setting: Setting, entry: Entry) -> tuple[str, ...]:
    """Return whom the act *entry* reported to: those that it names, else those of its action."""
    act = entry.fact
    action = setting.actions.get(act.action) if isinstance(act, Acted) else None
    if action is None or action.kind != REPORT or not isinstance(act, Acted):
        return ()
    return act.to or action.to


def _stood_in(record: StepRecord) -> Iterator[bool]:
    return (instance.escalated is not None for instance in record.instances)
