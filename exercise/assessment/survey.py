"""The survey of participants: what a question may be, and whether answers fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SCALE, CHOICE, YES_NO, TEXT = "scale", "choice", "yes-no", "text"
KINDS = (SCALE, CHOICE, YES_NO, TEXT)
ANONYMITY = ("never", "allowed", "always")
LOWEST, HIGHEST = 1, 5
MOST_QUESTIONS = 50
LONGEST_ANSWER = 4000

Question = Mapping[str, object]
"""``id``, ``kind`` (of KINDS), ``title`` (text by language), ``required``; for a choice ``options`` ({id, title})."""


def question_fault(questions: Sequence[Question]) -> str | None:
    """Return where *questions* are wrong, like ``2.kind``; None when they can be asked."""
    if not 0 < len(questions) <= MOST_QUESTIONS:
        return "questions"
    seen: set[object] = set()
    for number, question in enumerate(questions):
        fault = _fault(question)
        if fault is None and question["id"] in seen:
            fault = "id"
        if fault is not None:
            return f"{number}.{fault}"
        seen.add(question["id"])
    return None


def answer_fault(questions: Sequence[Question], answers: Mapping[str, object]) -> str | None:
    """Return the id of the question whose answer is wrong, missing or was never asked; None when all fit."""
    known = {str(question["id"]): question for question in questions}
    for name, value in answers.items():
        if name not in known or not _fits(known[name], value):
            return name
    for name, question in known.items():
        if question.get("required") and _is_empty(answers.get(name)):
            return name
    return None


def _fault(question: Question) -> str | None:
    name, title = question.get("id"), question.get("title")
    if not isinstance(name, str) or not 0 < len(name) <= 64:
        return "id"
    if question.get("kind") not in KINDS:
        return "kind"
    if not _is_title(title):
        return "title"
    if not isinstance(question.get("required", False), bool):
        return "required"
    return "options" if question["kind"] == CHOICE and not _options(question) else None


def _is_title(title: object) -> bool:
    if not isinstance(title, Mapping) or not title:
        return False
    return all(isinstance(one, str) and 0 < len(one.strip()) <= 500 for one in title.values())


def _options(question: Question) -> list[str]:
    """Return the ids of a choice's options; nothing when they are not fit to choose from."""
    options = question.get("options")
    if not isinstance(options, Sequence) or isinstance(options, str):
        return []
    ids = [
        one["id"]
        for one in options
        if isinstance(one, Mapping)
        and isinstance(one.get("id"), str)
        and _is_title(one.get("title"))
    ]
    is_fit = 1 < len(ids) <= 20 and len(set(ids)) == len(ids) == len(options)
    return ids if is_fit else []


def _fits(question: Question, value: object) -> bool:
    if _is_empty(value):
        return True
    match question["kind"]:
        case "scale":
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            return is_whole and LOWEST <= int(str(value)) <= HIGHEST
        case "choice":
            return value in _options(question)
        case "yes-no":
            return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= LONGEST_ANSWER


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
