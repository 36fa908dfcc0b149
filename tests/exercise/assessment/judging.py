"""A desk for tests of judgement: commands go in, facts come out, screens follow."""

from __future__ import annotations

from exercise.assessment.assessment import Assessment
from exercise.audience import EVALUATOR, FACILITATOR, Audience
from exercise.decisions import decide
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Ended, Fact, Started
from exercise.refusal import Refused
from exercise.snapshot import Screens, Told
from exercise.state import State
from tests.exercise.builders import MIN, setting, step

FAY = "facilitator/Fay"
ANN, BOB, CAT = "evaluator/Ann", "evaluator/Bob", "evaluator/Cat"
DESK = Audience(FACILITATOR)


def evaluator(name: str) -> Audience:
    return Audience(EVALUATOR, person=name)


class Desk:
    """One table after EndEx, or still running."""

    def __init__(self, ended: bool = True) -> None:
        self.setting = setting(step("D1", "look", within=5 * MIN), step("D2", "act"))
        self.state = State(self.setting)
        self.screens = Screens(self.setting)
        self.entries: list[Entry] = []
        self.told: dict[Audience, Told] = {}
        self.hear(Started())
        if ended:
            self.hear(Ended("facilitator"))

    @property
    def assessment(self) -> Assessment:
        return self.state.assessment

    def hear(self, fact: Fact, by: str | None = None) -> int:
        entry = Entry(len(self.entries) + 1, 0, OUTSIDE, "2026-03-16T02:05:00.000Z", by, fact)
        self.entries.append(entry)
        self.state.hear(entry)
        self.told = self.screens.hear([entry])
        return entry.seq

    def ask(self, command) -> int:
        """Let *command* be taken; return the seq of its fact. A refusal fails the test."""
        decided = decide(self.state, command, 0)
        assert not isinstance(decided, Refused), decided
        return next(self.hear(fact, command.by) for fact in decided)

    def refuses(self, command) -> str:
        """Return the code with which *command* is refused."""
        decided = decide(self.state, command, 0)
        assert isinstance(decided, Refused), decided
        return decided.code

    def view(self, audience: Audience) -> dict:
        return self.screens.snapshot(audience)["view"]

    def lines(self, audience: Audience) -> list[str]:
        return [line["fact"]["type"] for line in self.screens.snapshot(audience)["lines"]]
