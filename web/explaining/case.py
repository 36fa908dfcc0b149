"""A case: one judged obligation with all that its explanation tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exercise.conformance.obligation import PENDING, WAIVED
from exercise.instances import Instance
from scenarios.procedure import Step
from scenarios.timing import Ms
from web.explaining.voice import Voice

Paper = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Obligation *duty* as the evaluation has it, said by *voice*; *siblings* are its step's of the same instance."""

    voice: Voice
    duty: Paper
    step: Step | None
    instance: Instance | None
    siblings: Mapping[str, Paper]
    stated: tuple[Paper, ...]
    now: Ms

    @property
    def kind(self) -> str:
        """The kind of the obligation."""
        return str(self.duty["kind"])

    @property
    def verdict(self) -> str:
        """The automatic verdict."""
        return str(self.duty["verdict"])

    @property
    def why(self) -> Paper:
        """The reason's code with its numbers."""
        found: Paper = self.duty["why"]
        return found

    @property
    def code(self) -> str:
        """The reason's code."""
        return str(self.why["code"])

    @property
    def is_open(self) -> bool:
        """Whether it can still be done in time: its limit has not passed by the moment of judging."""
        due = self.duty["due_ms"]
        return self.verdict == PENDING or (
            self.verdict == WAIVED and (due is None or self.now <= due)
        )

    @property
    def of_step(self) -> Step:
        """The step that the obligation is of; only for those that are of no service."""
        assert self.step is not None  # noqa: S101
        return self.step

    @property
    def who(self) -> str:
        """Who did it, in words."""
        role, person = self.duty["by"], self.duty["person"]
        by = f"{role}/{person}" if person else role
        return self.voice.who(by, self.duty.get("stands_for"))

    @property
    def roles(self) -> str:
        """Who was to do it, in words."""
        return self.voice.roles(self.of_step.by)

    @property
    def action(self) -> str:
        """What was to be done, in words."""
        return self.voice.action(self.of_step.does)

    def at(self, name: str) -> str:
        """Return the moment *name* of the obligation (``due_ms``) in words."""
        return self.voice.clock(self.duty[name])
