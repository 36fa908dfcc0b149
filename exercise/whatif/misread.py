"""Misread: why a written change of a what-if cannot be made, and where in the text that is."""

from __future__ import annotations

from collections.abc import Mapping

CODES = (
    "after_end",
    "bad_time",
    "bad_value",
    "before_start",
    "changed_twice",
    "dependency_cycle",
    "never_and_more",
    "no_act",
    "no_act_then",
    "no_form",
    "no_option",
    "no_such_action",
    "no_such_entry",
    "no_such_field",
    "no_such_name",
    "no_such_option",
    "no_such_recovery",
    "no_such_resource",
    "no_such_role",
    "no_such_service",
    "not_a_change",
    "option_missing",
    "several_acts",
    "unknown_key",
    "unknown_part",
)
"""Every code; `web/` has words for each."""


class Misread(Exception):
    """A change cannot be made; *column* counts from 1, *hint* is what was probably meant, *change* its whole text."""

    def __init__(
        self, code: str, column: int = 1, hint: str | None = None, **numbers: object
    ) -> None:
        super().__init__(code, column, numbers)
        self.code = code
        self.column = column
        self.hint = hint
        self.change = ""
        self.numbers: Mapping[str, object] = numbers
