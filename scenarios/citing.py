"""Citations: which clause of which rule a step names, however it spells it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenarios.clauses import Clause, Clauses

WIDE, NO_RULE, NO_CLAUSE, AMBIGUOUS = "wide", "no_rule", "no_clause", "ambiguous"
FAULTS = (WIDE, NO_RULE, NO_CLAUSE, AMBIGUOUS)
"""Why a citation names no clause: several at once, no rule, no clause that is known, or one of more than one rule."""

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"\d+|[a-z]+|[\u4e00-\u9fff]")
_SKIPPED = frozenset(
    ("art", "arts", "article", "articles", "clause", "clauses", "section", "sec", "para", "no")
) | set("第条款项章节之")
_TELLING = 2
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names; *fault* is one of FAULTS where that is no clause."""

    written: str
    rule: Clauses | None = None
    clause: Clause | None = None
    fault: str | None = None


class Citations:
    """The clauses of some rules, to be found by what steps call them."""

    def __init__(self, rules: Iterable[Clauses]) -> None:
        """Know *rules*; of two with one name the first counts."""
        self._numbers: dict[tuple[str, Tokens], tuple[Clauses, Clause]] = {}
        self._names: dict[Tokens, Clauses] = {}
        for rule in rules:
            for name in rule.names:
                self._names.setdefault(tokens(name), rule)
            for clause in rule.clauses:
                self._numbers.setdefault((rule.id, number(clause.id)), (rule, clause))

    def find(self, written: str) -> Cited:
        """Return the clause that *written* names: ``JR/T 0251-2022 10.2 a``, ``10.2a)``, ``CSRC Order 218 art. 39``."""
        words = tokens(written)
        names = [name for name in self._names if words[: len(name)] == name]
        if names:
            name = max(names, key=len)
            return self._in_rule(written, self._names[name], _numbered(words[len(name) :]))
        return self._anywhere(written, _numbered(words))

    def _in_rule(self, written: str, rule: Clauses, wanted: Tokens) -> Cited:
        found = self._numbers.get((rule.id, wanted))
        if found is not None:
            return Cited(written, rule, found[1])
        is_wide = any(of == rule.id and have[: len(wanted)] == wanted for of, have in self._numbers)
        return Cited(written, rule, fault=WIDE if is_wide else NO_CLAUSE)

    def _anywhere(self, written: str, wanted: Tokens) -> Cited:
        """Return the clause with a bare number of several parts, which only one rule may have."""
        if len(wanted) < _TELLING:
            return Cited(written, fault=NO_RULE)
        found = [pair for (_, have), pair in self._numbers.items() if have == wanted]
        if len(found) == 1:
            return Cited(written, *found[0])
        return Cited(written, fault=AMBIGUOUS if found else NO_RULE)


def tokens(written: str) -> Tokens:
    """Return the numbers, words and Chinese characters of *written*; width, case, dashes and brackets do not count."""
    return tuple(_TOKEN.findall(unicodedata.normalize("NFKC", written).casefold()))


def number(written: str) -> Tokens:
    """Return a clause's number by its parts: ``10.2 a)`` and ``10.2a`` are (10, 2, a)."""
    return _numbered(tokens(written))


def _numbered(words: Tokens) -> Tokens:
    return tuple(_arabic(word for word in words if word not in _SKIPPED))


def _arabic(words: Iterable[str]) -> Iterator[str]:
    """Yield *words*, numbers below a hundred that are written in Chinese as figures."""
    value: int | None = None
    for word in words:
        if word == "十":
            value = (1 if value is None else value) * 10
        elif word in _DIGITS:
            value = (value or 0) + _DIGITS[word]
        else:
            if value is not None:
                yield str(value)
            value = None
            yield word
    if value is not None:
        yield str(value)
