"""Signing: the hash over journal, rules and ratings that a signature carries, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from exercise.assessment.assessment import Assessment
from exercise.entry import Entry
from exercise.judging_facts import EvaluationSigned
from exercise.paper import canonical, entry_to_paper


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature of the journal: entry *seq* signed entries 1 to *through*; *holds* when the hash is theirs."""

    seq: int
    through: int
    hash: str
    holds: bool


def evaluation_hash(entries: Sequence[Entry], rules: str) -> str:
    """Return ``sha256:…`` over *entries*, *rules* and all that people rated and overrode in them."""
    assessment = Assessment()
    journal = sha256()
    for entry in entries:
        assessment.hear(entry)
        journal.update(canonical(entry_to_paper(entry)).encode())
        journal.update(b"\n")
    signed = {
        "journal": journal.hexdigest(),
        "rules": rules,
        "ratings": {
            person: {subject: one.rating for subject, one in given.items()}
            for person, given in assessment.ratings.items()
        },
        "final": {subject: one.rating for subject, one in assessment.final.items()},
    }
    return f"sha256:{sha256(canonical(signed).encode()).hexdigest()}"


def check_signatures(entries: Sequence[Entry]) -> tuple[Checked, ...]:
    """Return every signature in *entries* (all from the first on) and whether it holds."""
    return tuple(
        Checked(entry.seq, entry.fact.through, entry.fact.hash, _holds(entries, entry.fact, place))
        for place, entry in enumerate(entries)
        if isinstance(entry.fact, EvaluationSigned)
    )


def _holds(entries: Sequence[Entry], fact: EvaluationSigned, place: int) -> bool:
    if fact.through != place:
        return False
    return evaluation_hash(entries[:place], fact.rules) == fact.hash
