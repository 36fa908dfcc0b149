"""A case: one table's exercise as every export needs it, with the words of one language handed in from above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol

from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import Ended, NoteTaken
from exercise.judging_facts import SurveyAnswered
from exercise.paper import canonical, entry_to_paper
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.text import Text
from scenarios.timing import Ms

MARK = "演练 EXERCISE"
"""Stands in every export: nothing of this really happened."""
_UNKEPT = "journal"
"""The id of an exercise that is known by its recording alone."""


class Speech(Protocol):
    """Speaks one language: the catalogue's words and documents' texts."""

    @property
    def language(self) -> str:
        """The language's tag."""

    def __call__(self, key: str, **numbers: object) -> str:
        """Return the words of *key*."""

    def named(self, prefix: str, code: str) -> str:
        """Return the words of ``prefix.code``; the code itself when it has none."""

    def text(self, document_text: Mapping[str, str]) -> str:
        """Return a document's text."""

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* in a row."""


@dataclass(frozen=True)
class Case:
    """One table: who it is, what was played, what happened, how it was judged; *mask* names people by a pseudonym.

    *entries* are those that whoever asks may see, *signed* the final ratings by subject (``whole``, ``objective:O1`` …)
    once the evaluation is signed off.
    """

    exercise: str
    title: Mapping[str, str]
    table: str
    table_name: str
    setting: Setting
    refs: DocumentRefs
    entries: tuple[Entry, ...]
    evaluation: Mapping[str, Any]
    speech: Speech
    mask: Callable[[str], str]
    signed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Mapping[str, Any]:
        """The evaluation as it stands: what people's verdicts come to goes before the automatic results."""
        return {**self.evaluation, **(self.evaluation.get("adjusted") or {})}

    def rating(self, subject: str, otherwise: str | None) -> str | None:
        """Return the rating of *subject* that was signed, else *otherwise*."""
        return self.signed.get(subject, otherwise)

    @cached_property
    def parts(self) -> tuple[str, str]:
        """What names the case in stable ids; a recording is named by what is in it up to EndEx."""
        if self.exercise != _UNKEPT:
            return self.exercise, self.table
        digest = sha256(f"{self.refs.plan_digest}{self.refs.scenario_digest}".encode())
        for entry in self.entries:
            written = canonical(entry_to_paper(entry))
            digest.update(written.encode("utf-8", "surrogatepass"))
            if isinstance(entry.fact, Ended):
                break
        return f"{_UNKEPT}-{digest.hexdigest()[:16]}", self.table

    @property
    def name(self) -> str:
        """The exercise's title with the table's name."""
        return f"{self.speech.text(self.title)} · {self.table_name}"

    def read(self, text: Text, otherwise: str) -> str:
        """Return a document's *text* in the case's language, *otherwise* when there is none."""
        return self.speech.text(text_paper(text)) or otherwise

    def moment(self, entry: Entry) -> str:
        """Return when *entry* was kept, as ISO 8601 in UTC; by the story's clock when nobody noted it."""
        return self.utc(datetime.fromisoformat(entry.wall)) if entry.wall else self.story(entry.at)

    def story(self, at: Ms) -> str:
        """Return the story's time at *at*, as ISO 8601 in UTC."""
        return self.utc(self.setting.scenario.story_start + timedelta(milliseconds=at))

    def moment_of(self, seqs: list[int]) -> str:
        """Return when the last of *seqs* was kept; when the exercise ended when there is none."""
        known = [self.by_seq[seq] for seq in seqs if seq in self.by_seq]
        return self.moment(known[-1]) if known else self.ended

    @cached_property
    def told(self) -> tuple[Entry, ...]:
        """The entries that leave the house: without answers to the survey and what people noted for themselves."""
        return tuple(entry for entry in self.entries if not _is_private(entry))

    @cached_property
    def by_seq(self) -> Mapping[int, Entry]:
        """The entries by their numbers."""
        return {entry.seq: entry for entry in self.entries}

    @cached_property
    def began(self) -> str:
        """When the first entry was kept; the story's beginning when there is none."""
        return self.moment(self.entries[0]) if self.entries else self.story(0)

    @cached_property
    def ended(self) -> str:
        """When EndEx was kept; the last entry before that."""
        ends = [entry for entry in self.entries if isinstance(entry.fact, Ended)]
        return self.moment(ends[0]) if ends else self.touched

    @cached_property
    def touched(self) -> str:
        """When the last entry was kept."""
        return max((self.moment(entry) for entry in self.entries), default=self.story(0))

    @staticmethod
    def utc(moment: datetime) -> str:
        """Return *moment* as ISO 8601 in UTC with milliseconds."""
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _is_private(entry: Entry) -> bool:
    fact = entry.fact
    return isinstance(fact, SurveyAnswered) or (
        isinstance(fact, NoteTaken) and fact.audience == "own"
    )
