"""The survey as the facilitator's page shows it: what may be asked, how many answered, what they said."""

from __future__ import annotations

from typing import Any

from exercise.evaluation.survey import survey_results
from exercise.script_paper import text_paper
from scenarios.schemas.surveys import write_questions
from scenarios.shelf import Shelf
from scenarios.survey import Survey
from web.table import Table

Paper = dict[str, Any]


def survey_page(table: Table, shelf: Shelf) -> Paper:
    """Return the survey of *table* with its results so far, and the surveys of *shelf* to begin with."""
    return {"survey": survey_paper(table), "shelf": shelved(shelf)}


def survey_paper(table: Table) -> Paper | None:
    """Return the results of the survey, roles by their titles and nobody by name; None before it was opened."""
    found = survey_results(table.assessment)
    survey = table.assessment.survey
    if found is None or survey is None:
        return None
    roles = {role: text_paper(one.title) for role, one in table.setting.roles.items()}
    asked = [dict(question) for question in survey.questions]
    return found | {"invited": invited(table), "asked": asked, "role_titles": roles}


def progress(table: Table) -> Paper | None:
    """Return how many of how many answered; None before a survey was opened."""
    survey = table.assessment.survey
    if survey is None:
        return None
    answered = len(table.assessment.answers)
    return {"open": survey.is_open, "answered": answered, "invited": invited(table)}


def invited(table: Table) -> int:
    """Return how many people may answer: those who sit, and at least as many as answered."""
    seated = sum(len(table.people(role)) for role in table.setting.roles)
    return max(seated, len(table.assessment.answers))


def shelved(shelf: Shelf) -> list[Paper]:
    """Return the surveys that can be begun with, as files write them."""
    sheets = [shelf.find("survey", name) for name in shelf.ids("survey")]
    surveys = [one.document for one in sheets if one and isinstance(one.document, Survey)]
    return [
        {
            "id": one.id,
            "title": text_paper(one.title),
            "questions": write_questions(one.questions),
        }
        for one in surveys
    ]
