"""Where a finding stands in the register: what is planned about it, by whom, until when, how far it is."""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str, str, str]
"""Subject, kind of duty and code of a finding."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An action about a finding; *due* a moment as ISO 8601 in UTC, *text* what it asks for if somebody wrote it."""

    id: str
    element: str
    status: str = "proposed"
    owner: str | None = None
    due: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is planned about a finding; *is_closed*: people rejected it or merged it into another.

    *severity* and *text* are those that people gave it, None as the evaluation has it.
    """

    actions: tuple[Planned, ...] = ()
    is_closed: bool = False
    severity: str | None = None
    text: str | None = None
