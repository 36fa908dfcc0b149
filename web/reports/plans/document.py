"""A version of a plan as a document: cover, course of its versions, and the chapters a to f."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scenarios.plan import SECTIONS, Plan
from web.i18n import LANGUAGES, known, words
from web.reports import notation
from web.reports.document import LANDSCAPE, Block, Document, Facts, Heading, Inline, Paragraph
from web.reports.plans import tables
from web.reports.plans.authored import authored
from web.reports.plans.history import history
from web.reports.plans.names import Names
from web.reports.speech import Words

Paper = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of *plan* to be handed out; *versions* are it and those before it, the newest first; *made* ISO UTC."""

    plan: Plan
    made: str
    versions: Sequence[Paper] = ()
    card: Paper = field(default_factory=dict)
    digest: str = ""


def plan_document(edition: Edition, language: str) -> Document:
    """Return *edition* in *language* in the shape of JR/T 0251-2022 10.6 a-f."""
    say = Words(known(language))
    name = Names(edition.plan, say)
    return Document(
        kind="plan",
        language=say.language,
        title=name.text(edition.plan.title) or edition.plan.id,
        subtitle=say("version_n", version=edition.plan.version),
        mark=" ".join(words(one, "plan_doc.mark") for one in LANGUAGES),
        made=edition.made,
        blocks=tuple(_blocks(edition, name)),
        orientation=LANDSCAPE,
    )


def _blocks(edition: Edition, name: Names) -> Iterator[Block]:
    yield _cover(edition, name)
    if edition.versions:
        yield Heading(1, name.say("plan_doc.history"))
        yield history(edition.versions, name)
    for section in SECTIONS:
        yield Heading(1, name.say(f"plan_doc.chapter.{section}"))
        text = edition.plan.sections.get(section)
        said = tuple(authored(name.text(text))) if text else ()
        yield from said or (Paragraph(name.say("plan_doc.unwritten"), "note"),)
        yield from _tables(section, edition.plan, name)


def _cover(edition: Edition, name: Names) -> Facts:
    say, plan = name.say, edition.plan
    version = edition.versions[0] if edition.versions else {}
    owners = [_person(one) for one in edition.card.get("owners") or ()]
    pairs: tuple[tuple[str, Inline], ...] = (
        (say("plan_doc.version"), str(plan.version)),
        (say("plan_doc.effective"), version.get("effective") or notation.NONE),
        (say("plan_doc.approved"), version.get("approved_by") or notation.NONE),
        (say("plan_doc.published"), _published(version, say)),
        (say("plan_doc.owners"), say.listed(owners) or notation.NONE),
        (say("plan_doc.owner_role"), name("role", plan.owner) if plan.owner else notation.NONE),
        (say("plan_doc.review"), edition.card.get("review_by") or notation.NONE),
        (say("plan_doc.id"), plan.id),
    )
    digest = (say("plan_doc.digest"), edition.digest)
    return Facts((*pairs, digest) if edition.digest else pairs)


def _person(owner: Paper) -> str:
    email = owner.get("email")
    return f"{owner['name']} <{email}>" if email else str(owner["name"])


def _published(version: Paper, say: Words) -> str:
    if not version:
        return notation.NONE
    by = version["published_by"] or say("shipped")
    return f"{by} · {notation.wall(version['published_wall'])}"


def _tables(section: str, plan: Plan, name: Names) -> Iterator[Block]:
    """Yield what the plan keeps as data and belongs into the chapter *section*."""
    match section:
        case "organisation":
            yield tables.roles(plan, name)
        case "implementation":
            yield from tables.procedures(plan, name)
            yield tables.communication(plan, name)
        case "resources":
            yield tables.services(plan, name)
            yield tables.recoveries(plan, name)
            if plan.resources:
                yield Facts(tuple((what, str(many)) for what, many in plan.resources.items()))
        case "other":
            yield from (tables.form(one, name) for one in plan.forms)
