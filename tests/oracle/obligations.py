"""What an obligation is, which kinds a step makes, and the timing grade of scoring.md 2."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.procedure import Step

PER_INSTANCE = [
    "response",
    "quorum",
    "cadence",
    "choice",
    "facts",
    "escalation",
    "separation",
    "record",
    "order",
    "forbidden",
]
WEIGHTS = {"critical": 3, "major": 2, "minor": 1}
ASIDE = ("not_triggered", "pending", "waived")


@dataclass(slots=True)
class Judged:
    """One obligation's result; *score* is None where the obligation does not count."""

    owner: str
    kind: str
    instance: int
    verdict: str
    score: float | None
    weight: int
    anchor: int | None = None
    due: int | None = None
    done: int | None = None
    by: str | None = None
    with_false: bool = False
    with_omitted: bool = False

    def __post_init__(self) -> None:
        if self.verdict in ASIDE:
            self.score = None

    @property
    def id(self) -> str:
        """Return the id of formats.md 1, like ``D1.response#2``."""
        return f"{self.owner}.{self.kind}#{self.instance}"

    @property
    def is_counted(self) -> bool:
        """Whether it enters a score."""
        return self.verdict not in ASIDE


def kinds(step: Step) -> list[str]:
    """Return the kinds of obligation that a step makes."""
    if step.is_prohibition:
        return ["forbidden"]
    has = {
        "response": step.quorum is None and not step.records,
        "quorum": step.quorum is not None,
        "cadence": step.every is not None,
        "choice": bool(step.choices),
        "facts": bool(step.facts),
        "escalation": step.escalate is not None,
        "separation": step.distinct_from is not None,
        "record": bool(step.records),
        "order": bool(step.after),
        "forbidden": step.not_before is not None or step.not_while is not None,
    }
    return [kind for kind in PER_INSTANCE if has[kind]]


def grade(delay: int, within: int, most: int) -> float:
    """Return the timing grade g of scoring.md 2."""
    if delay <= within:
        return 1.0
    if delay >= most:
        return 0.2
    return 1 - 0.8 * (delay - within) / (most - within)


def timed(delay: int | None, within: int | None, most: int | None, left: int) -> tuple[str, float]:
    """Return verdict and score of an answer after *delay* (None: never), *left* being EndEx after the anchor."""
    if delay is None:
        return ("missed" if within is not None and left > within else "pending"), 0.0
    if within is None or most is None or delay <= within:
        return "met", 1.0
    return ("late" if delay <= most else "very_late"), grade(delay, within, most)
