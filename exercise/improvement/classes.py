"""The Chinese classes of findings: 不足项, 整改项 and 改进项 (doctrine 4.5, docs/readings.md)."""

from __future__ import annotations

DEFICIENCY = "deficiency"
CORRECTION = "correction"
RECOMMENDATION = "recommendation"
CLASSES = (DEFICIENCY, CORRECTION, RECOMMENDATION)


def finding_class(
    code: str, severity: str, is_repeated: bool = False, report_class: str | None = None
) -> str:
    """Return the class proposed for a finding.

    不足项 keeps an adequate response from happening: a critical duty was missed or violated. 整改项 must be put right
    before the next exercise: high severity, a failed report to an authority, or found before. 改进项 is recommended.
    """
    if code == "not_exercised":
        return RECOMMENDATION
    if severity == "critical":
        return DEFICIENCY
    if severity == "high" or is_repeated or report_class is not None:
        return CORRECTION
    return RECOMMENDATION
