"""A plan as it was understood from a foreign file, before it becomes a plan of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenarios.origin import Hint

MOST_BYTES = 12_000_000
"""A Word file may be as large: its pictures are left out. Text may not."""
MOST_TEXT_BYTES = 4_000_000
MOST_STEPS = 2_000
MOST_DEPTH = 40
MOST_TITLE = 160
MOST_NOTES = 8_000

ORDERED, CHECKBOX, BULLET = "ordered", "checkbox", "bullet"
HEADED, ROW = "headed", "row"
ACTION, DECISION, CALL = "action", "decision", "call"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a file: *code* with its *numbers*, at a *line* of a text or a *path* in JSON."""

    code: str
    numbers: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    path: str | None = None


class ImportRefused(Exception):
    """The file cannot be imported; *problems* are all the reasons at once."""

    def __init__(self, problems: tuple[Notice, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def refused(code: str, /, **numbers: object) -> ImportRefused:
    """Return the error that refuses a whole file with one *code*."""
    return ImportRefused((Notice(code, numbers),))


@dataclass(frozen=True, slots=True)
class ImportedRole:
    """A role that the file names: in a table, by a marker, as an agent."""

    title: str
    duties: str = ""
    line: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One way out of a decision: a case's name, and how it is written there."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ImportedStep:
    """A step as the file has it.

    *shape* tells what it was there: an ordered item, a checkbox, a table's row, an action. *roles* are titles that
    the file assigns, *mentioned* those that its words only name. *lines* are its first and last line, *heading* the
    headings above it. *after* and *when* name other steps by *key*: what is done before, what calls for it.
    """

    key: str
    title: str
    shape: str
    lines: tuple[int, int]
    heading: tuple[str, ...] = ()
    notes: str = ""
    roles: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    kind: str = "execute"
    options: tuple[ImportedOption, ...] = ()
    after: tuple[str, ...] = ()
    when: Mapping[str, object] | None = None
    id: str | None = None
    ticked: bool = False
    depth: int = 1


@dataclass(frozen=True, slots=True)
class ImportedProcedure:
    """Steps under one heading, in one phase; *line* is the heading's."""

    title: str
    phase: str
    steps: tuple[ImportedStep, ...]
    line: int | None = None
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """All that was understood; *source* is the file as lines of text, to be read beside it."""

    format: str
    name: str
    digest: str
    title: str
    language: str
    sections: Mapping[str, str]
    roles: tuple[ImportedRole, ...]
    procedures: tuple[ImportedProcedure, ...]
    notices: tuple[Notice, ...]
    source: tuple[str, ...]
    id: str | None = None
    is_attack: bool = False

    def steps(self) -> tuple[ImportedStep, ...]:
        """Return every step in the order of the file."""
        return tuple(step for procedure in self.procedures for step in procedure.steps)
