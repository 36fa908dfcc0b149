"""The analysis of an AAR, objective by objective: strengths, and areas for improvement with reference and cause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.reports import notation
from web.reports.builders.improvement import done_or_undone, finding_words, proof_lines, wrong_facts
from web.reports.builders.prose import prose
from web.reports.builders.ratings import given_ratings, rating_pairs, standing_rating
from web.reports.builders.subjects import subject, titles_of
from web.reports.document import Block, Bullets, Facts, Heading, Paragraph, Span
from web.reports.speech import Words

Model = dict[str, Any]
_PROOFS = 6
_STRENGTHS = 5


def analysis_part(model: Model, say: Words) -> Iterator[Block]:
    """Yield the analysis of every objective, then what belongs to none of them."""
    claimed: set[str] = set()
    for one in model["objectives"]:
        yield from _objective(model, one, say)
        claimed |= set(one["steps"])
    rest = [one for one in done_or_undone(model) if one["step"] not in claimed]
    if rest:
        yield Heading(2, say("aar.elsewhere"))
        yield from _areas(model, rest, _notes(model, None, (), "improvement"), say)


def _objective(model: Model, one: Model, say: Words) -> Iterator[Block]:
    steps = set(one["steps"])
    name = f"objective:{one['id']}"
    rating, whose = standing_rating(model, name, one["rating"])
    yield Heading(2, f"{one['id']} {say.text(one['title'])}", f"objective-{one['id'].lower()}")
    yield Facts(
        (
            (say("eeg.capability"), say.text(one["capability"]) or notation.NONE),
            (say("eeg.target"), say.text(one["target"]) or notation.NONE),
            (say("eeg.sources"), "; ".join(one["sources"]) or notation.NONE),
            *rating_pairs(one, rating, whose, say),
            (say("eeg.evaluators"), given_ratings(model, name, say)),
        )
    )
    yield from prose(model, name, say)
    yield from _strengths(model, one, say)
    findings = [each for each in done_or_undone(model) if each["step"] in steps]
    yield from _areas(model, findings, _notes(model, one["id"], steps, "improvement"), say)


def _strengths(model: Model, one: Model, say: Words) -> Iterator[Block]:
    yield Heading(3, say("aar.strengths"))
    seen = _notes(model, one["id"], set(one["steps"]), "strength")
    items = [_observed(note, say) for note in seen] + _met(model, one, say)
    yield (
        Bullets(tuple(items), ordered=True) if items else Paragraph(say("aar.no_strength"), "note")
    )


def _met(model: Model, one: Model, say: Words) -> list[str]:
    """Return the steps that were met in full, those with the most weight first, as strengths."""
    verdicts: dict[str, set[str]] = {}
    weights: dict[str, int] = {}
    for duty in model["obligations"]:
        if duty["step"] in one["steps"] and duty["verdict"] not in (
            "not_triggered",
            "pending",
            "waived",
        ):
            verdicts.setdefault(duty["step"], set()).add(duty["verdict"])
            weights[duty["step"]] = duty["weight"]
    met = sorted(
        (step for step, all_ in verdicts.items() if all_ == {"met"}), key=lambda s: -weights[s]
    )
    return [say("aar.met", what=subject(model, step, say)) for step in met[:_STRENGTHS]]


def _areas(model: Model, findings: list[Model], notes: list[Model], say: Words) -> Iterator[Block]:
    yield Heading(3, say("aar.areas"))
    if not findings and not notes:
        yield Paragraph(say("aar.no_area"), "note")
    for finding in findings:
        yield Paragraph((_strong(finding, model, say),))
        yield Facts(
            (
                (say("aar.observation"), _observation(finding, model, say)),
                (say("aar.reference"), reference(model, finding["step"], say)),
                (say("aar.analysis"), _cause(finding, model, say)),
                (
                    say("aar.evidence"),
                    "\n".join(proof_lines(finding, say)[:_PROOFS]) or notation.NONE,
                ),
            )
        )
    if notes:
        yield Bullets(tuple(_observed(note, say) for note in notes))


def _strong(finding: Model, model: Model, say: Words) -> Span:
    number = finding["number"] + 1
    return Span(
        f"{number}. {finding_words(finding, say)} · {subject(model, finding['step'], say)}",
        strong=True,
    )


def _observation(finding: Model, model: Model, say: Words) -> str:
    duty = _duty(finding, model)
    lines = [say.text(duty["sentence"])] if duty else _who_instead(finding, model, say)
    return "\n".join([*lines, *wrong_facts(finding, say)]) or finding_words(finding, say)


def _who_instead(finding: Model, model: Model, say: Words) -> list[str]:
    """Return who did a step that the plan gives to others; nothing for any other finding."""
    step = model["steps"].get(finding["step"])
    roles = finding["numbers"].get("roles")
    if step is None or not roles:
        return []
    titles = titles_of(model, say)
    return [
        say(
            "aar.wrong_role",
            roles=say.listed(titles.get(one, one) for one in roles),
            named=say.listed(say.text(one["title"]) or say("everybody") for one in step["by"]),
        )
    ]


def reference(model: Model, step: str, say: Words) -> str:
    """Return where the plan asks for *step*: its number, the kind of source and the clauses."""
    known = model["steps"].get(step)
    if known is None:
        return say("aar.bia")
    parts = [
        say("aar.plan_step", step=step),
        say.named("source", known["source"]),
        *known["clause"],
    ]
    return " · ".join(parts)


def _cause(finding: Model, model: Model, say: Words) -> str:
    cause = say.named("cause.of", finding["root_cause"])
    is_settled = finding["state"] == "accepted"
    said = cause if is_settled else cause + say.aside(say("aar.to_confirm"))
    return f"{said}\n{say.text(finding['words'])}" if finding["words"] else said


def _duty(finding: Model, model: Model) -> Model | None:
    failed = [
        one
        for one in model["obligations"]
        if one["step"] == finding["step"]
        and one["kind"] == finding["kind"]
        and one["verdict"] not in ("met", "not_triggered", "pending", "waived")
        and set(one["evidence"]) <= set(finding["evidence"])
    ]
    return min(failed, key=lambda one: one["score"] or 0.0, default=None)


def _notes(model: Model, objective: str | None, steps: Any, kind: str) -> list[Model]:
    return [
        one
        for one in model["notes"]
        if one["kind"] == kind
        and (one["step"] in steps if one["step"] else one["objective"] == objective)
    ]


def _observed(note: Model, say: Words) -> str:
    at = note["at"] if note["about_ms"] is None else note["about_ms"]
    by = note["by"] or (say.text(note["role"]) if note["role"] else "")
    return f"{notation.clock(at)} {note['text']}" + (say.aside(by) if by else "")
