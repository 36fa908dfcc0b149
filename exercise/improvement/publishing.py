"""Who may publish the next version of a plan, and when: the rule of four eyes."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.improvement.change import Change
from exercise.improvement.refusal import RevisionRefused
from scenarios.plan import Plan
from scenarios.reader import Sheet


def check_publication(
    author: str, publisher: str, base: int, newest: int, changes: Sequence[Change]
) -> None:
    """Raise RevisionRefused unless *publisher* may publish a draft by *author* made from version *base*.

    ``own_draft``: the author never publishes; ``nothing_accepted``: no change was accepted;
    ``newer_version_exists``: *newest* was published meanwhile, and a published version never changes.
    """
    if author == publisher:
        raise RevisionRefused("own_draft")
    if not any(change.is_accepted for change in changes):
        raise RevisionRefused("nothing_accepted")
    if base != newest:
        raise RevisionRefused("newer_version_exists", version=newest)


def publishable(sheet: Sheet, base: int) -> Plan:
    """Return the plan of *sheet*, the version after *base*; raises RevisionRefused ``document_refused``."""
    plan = sheet.document
    if not isinstance(plan, Plan) or plan.version != base + 1:
        errors = sum(problem.is_error for problem in sheet.problems)
        raise RevisionRefused("document_refused", document=sheet.name, problems=errors)
    return plan
