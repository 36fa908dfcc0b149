"""Why a duty to report was not kept, as one sentence in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from web.reports import notation
from web.reports.speech import Words

Paper = Mapping[str, Any]


def reason_words(reason: Paper, say: Words) -> str:
    """Return the sentence of one reason of a `reporting_paper`."""
    numbers = reason["numbers"]
    return say(
        f"reporting.reason.{_code(reason)}",
        due=notation.clock(numbers.get("due_ms")),
        late=say.length(numbers.get("late_ms", 0)),
        longest=say.length(numbers.get("longest_ms", 0)),
        every=say.length(numbers.get("every_ms", 0)),
        count=numbers.get("count", 0),
        fields=_listed(numbers.get("fields", ()), say),
        said=_listed(numbers.get("said", ()), say),
        truth=_listed(numbers.get("truth", ()), say),
        service=say.text(numbers.get("service", {})),
        at=notation.clock(numbers.get("at_ms")),
    )


def _code(reason: Paper) -> str:
    """Return which sentence tells *reason*: some codes have two."""
    numbers = reason["numbers"]
    if reason["code"] == "step_missed" and numbers.get("due_ms") is None:
        return "never_told"
    if reason["code"] == "under_graded" and numbers["known"]:
        return "under_graded_knowingly"
    return str(reason["code"])


def _listed(texts: Iterable[Mapping[str, str]], say: Words) -> str:
    return say.listed(say.text(one) for one in texts)
