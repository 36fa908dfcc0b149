"""A version of a plan as a file: as its owner wrote it, or as the document that is handed out."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response
from gevent import get_hub

from web.house import House
from web.i18n import known
from web.library import plan_of
from web.planning.page import version_paper
from web.planning.rows import card_paper
from web.register.calendar import day_of
from web.reports.plans.document import Edition
from web.reports.plans.files import plan_file, plan_file_name


def plan_file_answer(
    house: House, plan: str, version: int, ending: str, language: str | None
) -> Response:
    """Return a version of *plan* as a file with *ending* in *language*; raises Refusal."""
    if ending == "yaml":
        sheet = house.library.plan_sheet(plan, version)
        return _answer(sheet.text.encode("utf-8"), "application/yaml", f"{plan}-v{version}.yaml")
    edition, spoken = edition_of(house, plan, version), known(language or "zh")
    # Drawing may take seconds; in a thread of its own it holds up nobody.
    content, mimetype = get_hub().threadpool.apply(plan_file, (edition, ending, spoken))
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


def _answer(content: bytes, mimetype: str, name: str) -> Response:
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": disposition})
