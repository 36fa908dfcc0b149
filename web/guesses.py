"""Wrong codes and links: how many an address may try before it has to wait."""

from __future__ import annotations

from engine.clock import Time
from web.errors import Refusal
from web.limits import Failures


class Guesses:
    """Limits wrong guesses per address; whoever knows the code is never kept out by a class behind one address."""

    def __init__(self, source: Time) -> None:
        self._failures = Failures(time=source)

    def check(self, address: str) -> None:
        """Raise Refusal when *address* has guessed wrongly too often lately."""
        if not self._failures.may_try(address):
            raise Refusal("slow_down")

    def failed(self, address: str) -> None:
        """Note a wrong guess from *address*."""
        self._failures.failed(address)
