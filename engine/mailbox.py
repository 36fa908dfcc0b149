"""Mailboxes: what is asked of a run waits there for its turn, with whom to answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from engine.live_run import LiveRun

Task = Callable[[LiveRun, int], object]
"""What a letter asks for: called with the run and the moment, its value is the answer."""

Reply = Callable[[object], None]
"""Hears a task's value once all that it made is kept, or NotDone."""

MOST_LETTERS = 10_000


class NotDone(Exception):
    """A task came to nothing; *code* is no_such_table, not_kept, broken, busy or closed."""

    def __init__(self, code: str, **numbers: object) -> None:
        super().__init__(code, numbers)
        self.code = code
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Letter:
    """A task for one run and whom to answer."""

    task: Task
    reply: Reply | None

    def refuse(self, code: str, run: str) -> None:
        """Answer that the task came to nothing."""
        if self.reply is not None:
            self.reply(NotDone(code, table=run))


class Mailbox:
    """The letters of one run, in order of arrival."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._letters: deque[Letter] = deque()

    def __len__(self) -> int:
        return len(self._letters)

    def put(self, letter: Letter) -> bool:
        """Take *letter* in; say whether there was room."""
        if len(self._letters) >= MOST_LETTERS:
            return False
        self._letters.append(letter)
        return True

    def take(self, most: int) -> Iterator[Letter]:
        """Yield up to *most* letters, those that wait longest first; what is not taken waits on."""
        with suppress(IndexError):
            for _ in range(most):
                yield self._letters.popleft()

    def refuse_all(self, code: str) -> None:
        """Answer all that waits that it came to nothing."""
        for letter in self.take(len(self)):
            letter.refuse(code, self._run)
