"""When a step's answer or next report is overdue: noted one millisecond after its limit (scoring.md 1)."""

from __future__ import annotations

from heapq import heappop, heappush

from exercise.facts import SilenceNoted
from exercise.instances import Instance
from scenarios.timing import Ms


class Silences:
    """The limits of open instances, in order of time."""

    __slots__ = ("_due", "_expected", "_ticket")

    def __init__(self) -> None:
        """Expect nothing yet."""
        self._due: list[tuple[Ms, int, Ms, Instance]] = []
        self._expected: set[tuple[str, int, Ms]] = set()
        self._ticket = 0

    def expect(self, instance: Instance) -> None:
        """Await the answer inside the limit of *instance*, and its next report inside the cadence's gap."""
        step = instance.step
        if step.within is not None and instance.answer is None and not step.records:
            self._await(instance, instance.anchor, step.within)
        if step.every is not None and instance.is_reporting:
            since = instance.reports[-1].at if instance.reports else instance.anchor
            self._await(instance, since, step.every)

    def next_due(self) -> Ms | None:
        """Return when the next silence is to be noted."""
        while self._due:
            due, _, for_ms, instance = self._due[0]
            if _is_silent(instance, due - for_ms - 1, for_ms):
                return due
            heappop(self._due)
        return None

    def take(self, at: Ms) -> list[SilenceNoted]:
        """Return the silences that are due by *at*."""
        noted = []
        while (due := self.next_due()) is not None and due <= at:
            _, _, for_ms, instance = heappop(self._due)
            noted.append(SilenceNoted(instance.step.id, instance.number, for_ms))
        return noted

    def _await(self, instance: Instance, since: Ms, for_ms: Ms) -> None:
        key = (instance.step.id, instance.number, since + for_ms)
        if key not in self._expected:
            self._expected.add(key)
            self._ticket += 1
            heappush(self._due, (since + for_ms + 1, self._ticket, for_ms, instance))


def _is_silent(instance: Instance, since: Ms, for_ms: Ms) -> bool:
    step = instance.step
    if for_ms == step.within and since == instance.anchor and instance.answer is None:
        return True
    if step.every != for_ms or not instance.is_reporting:
        return False
    return since == (instance.reports[-1].at if instance.reports else instance.anchor)
