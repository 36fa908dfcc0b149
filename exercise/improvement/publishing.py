"""What may become the next version of a plan."""

from __future__ import annotations

from exercise.improvement.refusal import RevisionRefused
from scenarios.plan import Plan
from scenarios.reader import Sheet


def publishable(sheet: Sheet, base: int) -> Plan:
    """Return the plan of *sheet*, the version after *base*; raises RevisionRefused ``document_refused``."""
    plan = sheet.document
    if not isinstance(plan, Plan) or plan.version != base + 1:
        errors = sum(problem.is_error for problem in sheet.problems)
        raise RevisionRefused("document_refused", document=sheet.name, problems=errors)
    return plan
