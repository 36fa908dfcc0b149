"""REST under /api/v1: guard, load, hand over, present (docs/protocol.md 2)."""

from __future__ import annotations

from flask_smorest import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """Return every blueprint of the API."""
    from web.api.assessment import assessment
    from web.api.attachments import attachments
    from web.api.comparison import comparison
    from web.api.coverage import coverage
    from web.api.draft_approval import draft_approval
    from web.api.draft_rehearsals import draft_rehearsals
    from web.api.drafts import drafts
    from web.api.entry import entry
    from web.api.exercises import exercises
    from web.api.explanations import explanations
    from web.api.exports import exports
    from web.api.hotwash import hotwash
    from web.api.imports import imports
    from web.api.inbox import inbox
    from web.api.interfaces import interfaces
    from web.api.judging import judging
    from web.api.library import library
    from web.api.mails import mails
    from web.api.plans import plans
    from web.api.programme import programme
    from web.api.pushing import pushing
    from web.api.register import register
    from web.api.rehearsals import rehearsals
    from web.api.reporting import reporting
    from web.api.tables import tables
    from web.api.telling import telling
    from web.api.tokens import tokens
    from web.api.travel import travel
    from web.api.whatifs import whatifs

    return (
        assessment,
        attachments,
        entry,
        library,
        plans,
        interfaces,
        pushing,
        exercises,
        tables,
        explanations,
        judging,
        hotwash,
        imports,
        inbox,
        drafts,
        draft_approval,
        draft_rehearsals,
        exports,
        comparison,
        coverage,
        reporting,
        mails,
        programme,
        register,
        rehearsals,
        telling,
        tokens,
        travel,
        whatifs,
    )
