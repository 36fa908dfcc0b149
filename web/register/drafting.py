"""The text of a proposed action, drafted from the facts of its finding in every language."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.improvement.merging import MergedFinding
from web.i18n import LANGUAGES, words
from web.register.spoken import read
from web.reports.speech import Words

_LENGTHS = {"late": "late_ms", "longest": "longest_ms", "down": "down_ms", "lost": "lost_ms"}


def drafted(finding: MergedFinding, step: Mapping[str, str]) -> dict[str, str]:
    """Return what to do about *finding*, at the step or service called *step*."""
    return {language[:2]: _drafted(finding, step, language) for language in LANGUAGES}


def planned(step: Mapping[str, str]) -> dict[str, str]:
    """Return that the proposed change of the plan is to be made at *step*."""
    return _said("register.change_plan", step)


def reviewed(step: Mapping[str, str]) -> dict[str, str]:
    """Return that what the plan asks for at *step* is to be thought over."""
    return _said("action.draft.review_plan", step)


def _said(key: str, step: Mapping[str, str]) -> dict[str, str]:
    return {one[:2]: words(one, key, step=read(step, one)) for one in LANGUAGES}


def _drafted(finding: MergedFinding, step: Mapping[str, str], language: str) -> str:
    said = Words(language)
    lengths = {
        name: said.length(value) if isinstance(value, int) else "–"
        for name, value in ((n, finding.numbers.get(key)) for n, key in _LENGTHS.items())
    }
    return words(
        language,
        f"action.draft.{finding.code}",
        step=read(step, language),
        tables=len(finding.tables),
        of=finding.of,
        **lengths,
    )
