"""The findings as an OSCAL plan of action, in the words of one language."""

from __future__ import annotations

import json
from collections.abc import Mapping

from exercise.exchange.findings_poam import Happened, Reported, findings_poam
from exercise.improvement.proof import Standing
from exercise.rules import TODAY
from web.exporting import planned
from web.i18n import words
from web.interfaces.feed import Answer, Item
from web.interfaces.sheet import coded
from web.register.papers import finding_paper
from web.register.spoken import finding_words
from web.reports.speech import Words

_GONE = ("rejected", "merged")
_NEVER = "1970-01-01T00:00:00.000Z"


def oscal(answer: Answer, name: str, language: str, standings: Mapping[str, Standing]) -> str:
    """Return the findings of *answer*, those of what is called *name*, as an OSCAL document."""
    reported = [_reported(one, standings.get(one.finding.id), language) for one in answer.items]
    changed = max((one.changed for one in answer.items), default=_NEVER)
    document = findings_poam(reported, Words(language), name, changed, TODAY.version)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _reported(item: Item, standing: Standing | None, language: str) -> Reported:
    finding = item.finding
    paper = finding_paper(finding)
    said = finding_words(finding, language)
    where = coded("finding_origin", finding.origin, language)
    return Reported(
        id=finding.id,
        plan=finding.plan,
        version=finding.version,
        exercise=finding.exercise,
        subject=finding.subject,
        code=finding.code,
        words=said,
        statement=words(
            language,
            "findings_file.statement",
            finding=said,
            origin=where,
            plan=finding.plan,
            version=finding.version,
        ),
        severity=paper["severity"] or "medium",
        standing=finding.standing,
        made=finding.made,
        changed=item.changed,
        is_gone=finding.state in _GONE,
        course=tuple(
            Happened(
                one.happening.at,
                coded("standing", one.standing, language),
                one.happening.what,
                one.happening.who,
            )
            for one in (standing.course if standing else ())
        ),
        actions=tuple(planned(one, language) for one in item.actions),
        evidence={one["table"]: one["evidence"] for one in paper.get("tables") or ()},
    )
