"""Why a revision of a plan cannot be made or published."""

from __future__ import annotations

from collections.abc import Mapping


class RevisionRefused(Exception):
    """A change or a publication was refused; *code* says why, *numbers* what its words need."""

    def __init__(self, code: str, **numbers: object) -> None:
        """Keep *code* and *numbers*."""
        super().__init__(code, numbers)
        self.code = code
        self.numbers: Mapping[str, object] = numbers
