"""A version of a plan, or the redline between two, as a file: as written, or as the document that is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response

from scenarios.plan import Plan
from web.aside import aside
from web.errors import Refusal
from web.house import House
from web.i18n import known
from web.library import plan_of
from web.planning.comparing import DRAFT, redline_between, sheet_of
from web.planning.page import version_paper
from web.planning.rows import card_paper
from web.register.calendar import day_of
from web.reports.files import FORMATS, plain_name
from web.reports.markdown import markdown
from web.reports.plans.document import Edition
from web.reports.plans.files import MARKDOWN, plan_file, plan_file_name
from web.reports.plans.names import Names
from web.reports.plans.redline import Compared, redline_document
from web.reports.speech import Words


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format and the language in which a file is wanted."""

    ending: str
    language: str


def plan_file_answer(
    house: House, plan: str, version: int, ending: str, language: str | None
) -> Response:
    """Return a version of *plan* as a file with *ending* in *language*; raises Refusal."""
    if ending == "yaml":
        sheet = house.library.plan_sheet(plan, version)
        return _answer(sheet.text.encode("utf-8"), "application/yaml", f"{plan}-v{version}.yaml")
    edition, spoken = edition_of(house, plan, version), known(language or "zh")
    content, mimetype = aside(plan_file, edition, ending, spoken)
    return _answer(content, mimetype, plan_file_name(edition, ending, spoken))


def edition_of(house: House, plan: str, version: int) -> Edition:
    """Return a version of *plan* with how it came to be; raises Refusal."""
    sheet = house.library.plan_sheet(plan, version)
    versions = [one for one in house.library.versions(plan) if one.version <= version]
    today = day_of(house.room.source.stamp())
    return Edition(
        plan_of(sheet),
        versions[0].published,
        tuple(version_paper(one) for one in versions),
        card_paper(house.store.plan_cards.card(plan), today),
        sheet.digest,
    )


def redline_answer(house: House, plan: str, sides: tuple[str, str], wanted: Wanted) -> Response:
    """Return the redline between two *sides* of *plan* (see comparing) as a file; raises Refusal."""
    if wanted.ending not in ("md", "docx", "pdf"):
        raise Refusal("no_such_format", format=wanted.ending)
    paper = redline_between(house, plan, *sides)
    newer = sheet_of(house, plan, sides[1])
    found = newer.document or newer.draft
    if not isinstance(found, Plan):
        raise Refusal("document_refused", document=newer.name, problems=len(newer.problems))
    say = Words(wanted.language)
    old, new = (_side(house, one, say) for one in sides)
    name = Names(found, say)
    compared = Compared(paper, name.text(found.title), old, new, house.room.source.stamp())
    document = redline_document(compared, name)
    draw = FORMATS[wanted.ending].draw if wanted.ending in FORMATS else None
    content = aside(draw or markdown, document)
    mimetype = FORMATS[wanted.ending].mimetype if wanted.ending in FORMATS else MARKDOWN
    return _answer(content, mimetype, plain_name((document.title, old, new), wanted.ending))


def _side(house: House, side: str, say: Words) -> str:
    if not side.startswith(DRAFT):
        return say("version_n", version=side)
    draft = house.drafts.show(side.removeprefix(DRAFT))
    return str(draft["title"] or say("draft.of", version=draft["version"]))


def _answer(content: bytes, mimetype: str, name: str) -> Response:
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": disposition})
