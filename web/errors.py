"""Errors of the windows: a code with its numbers, told the same way by REST and by the socket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.i18n import has_words, words

_STATUS = {
    "malformed": 400,
    "who_are_you": 401,
    "no_such_page": 404,
    "not_yours": 403,
    "not_yet": 403,
    "token_may_not": 403,
    "no_poam": 400,
    "document_refused": 422,
    "duty_unsound": 422,
    "unknown_rules": 404,
    "value_unreadable": 422,
    "answer_no_length": 422,
    "answer_no_signal": 422,
    "import_refused": 422,
    "import_too_large": 413,
    "too_long": 413,
    "attachment_too_large": 413,
    "attachment_unfit": 415,
    "slow_down": 429,
    "broken": 500,
}
_CONFLICT = 409
_PATIENCE = {"slow_down": {"Retry-After": "2"}}


class Refusal(Exception):
    """What was asked is not done; *code* says why and *numbers* give the particulars."""

    def __init__(self, code: str, /, **numbers: object) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        if self.code.startswith("no_such_"):
            return 404
        return _STATUS.get(self.code, _CONFLICT)

    @property
    def headers(self) -> dict[str, str]:
        """What the answer's head says besides: when to come back."""
        return _PATIENCE.get(self.code, {})

    def paper(self) -> dict[str, Any]:
        """Return the refusal as every window tells it."""
        return refusal_paper(self.code, self.numbers)


def refusal_paper(code: str, numbers: Mapping[str, object]) -> dict[str, Any]:
    """Return ``{refused, numbers, words}``; *words* are English, a help for programmers."""
    key = f"refused.{code}"
    spoken = words("en", key, **numbers) if has_words("en", key) else code.replace("_", " ")
    return {"refused": code, "numbers": dict(numbers), "words": spoken}
