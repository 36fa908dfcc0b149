"""When is what due: one heap of moments for all runs of a process."""

from __future__ import annotations

from heapq import heapify, heappop, heappush


class Pacing:
    """Knows for each key at which moment (nanoseconds) it wants attention next; a new moment replaces the old one."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, str]] = []
        self._due: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._due)

    def set(self, key: str, moment: int | None) -> None:
        """Let *key* be due at *moment*, or never when it is None."""
        if self._due.get(key) == moment:
            return
        if moment is None:
            self._due.pop(key, None)
            return
        self._due[key] = moment
        heappush(self._heap, (moment, key))
        if len(self._heap) > 64 + 4 * len(self._due):
            self._sweep()

    def next_moment(self) -> int | None:
        """Return the earliest moment at which a key is due; None when none is."""
        while self._heap and self._is_stale(*self._heap[0]):
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def take_due(self, moment: int, most: int | None = None) -> tuple[str, ...]:
        """Return the keys due at *moment* or before, earliest first, and forget when they were due.

        With *most*, no more than that many; the others are still due.
        """
        due: list[str] = []
        while (earliest := self.next_moment()) is not None and earliest <= moment:
            if len(due) == most:
                break
            key = heappop(self._heap)[1]
            del self._due[key]
            due.append(key)
        return tuple(due)

    def _is_stale(self, moment: int, key: str) -> bool:
        return self._due.get(key) != moment

    def _sweep(self) -> None:
        self._heap = [(moment, key) for key, moment in self._due.items()]
        heapify(self._heap)
