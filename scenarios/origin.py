"""Where a plan that was imported came from: the file, and for each step its place in it and what it hinted at."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = ("markdown", "docx", "cacao")
"""What plans are imported from."""

OWNER, TRIGGER, LIMIT = "owner", "trigger", "limit"
CADENCE, AUTHORITY, FACTS = "cadence", "authority", "facts"
ASKED = (OWNER, TRIGGER, LIMIT, CADENCE, AUTHORITY, FACTS)
"""What a step is asked for after an import."""

HINTS = ("within", "every", "by", "after", "when")
"""What the words of a file can hint at: a limit, a cadence, who does it, what comes before, what calls for it."""

UNASSIGNED = "unassigned"
"""The role of the steps that nobody owns yet."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A value for *key* that the file's *words* at *line* suggest, for a person to confirm; never used by itself.

    *value* is what the step would say: ``10m``, a role's id, a step's id. *hard* marks a time after which
    the step counts as failed.
    """

    key: str
    value: str
    words: str
    line: int | None = None
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a step stood in its file: first and last line, the headings above it, its id there.

    *hints* are what its words suggest, *settled* what somebody said it has none of on purpose (a limit, facts …).
    """

    lines: tuple[int, ...] = ()
    heading: tuple[str, ...] = ()
    id: str | None = None
    words: str | None = None
    hints: tuple[Hint, ...] = ()
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The file that a plan was made from: what it was, its name, the digest of its bytes, its own id in there."""

    format: str
    name: str
    digest: str
    id: str | None = None
