"""The programme: planned exercises, duties, what is due, the year's summary."""

from __future__ import annotations

import secrets
from datetime import date
from io import BytesIO
from typing import Any

from flask import Response, send_file
from flask_smorest import Blueprint

from engine.store.errors import NotFound
from engine.store.register_records import FeedRecord
from exercise.screen import wall_ms
from web.api.asking import house, visitor
from web.aside import aside
from web.errors import Refusal
from web.feeds import PROGRAMME, Feeds
from web.i18n import known
from web.payloads.programme import (
    CancelPlanned,
    ChangePlanned,
    HandIn,
    LinkPlanned,
    OfYear,
    PlanExercise,
    PlanSeveral,
    ProgrammeFeed,
    WriteDuty,
)
from web.programme.planning import Planning
from web.programme.proposal import proposal
from web.programme.summary import summary_model
from web.programme.summary_file import check_format, summary_file, summary_name
from web.programme.view import Programme, known_paper
from web.reports.files import FORMATS
from web.webhooks.plan_loop import tell_planned

programme = Blueprint("programme", __name__, url_prefix="/api/v1", description="The programme")


@programme.get("/programme")
@programme.arguments(OfYear, location="query")
def show(sent: dict[str, Any]) -> dict[str, Any]:
    """Show duties and where they stand, planned and held exercises, reports, records and the year's days off."""
    visitor().master()
    found = Programme(house())
    return found.paper(sent["year"] or found.today.year)


@programme.get("/programme/proposal")
@programme.arguments(OfYear, location="query")
def propose(sent: dict[str, Any]) -> dict[str, Any]:
    """Propose the exercises that a year lacks; nothing is kept."""
    visitor().master()
    found = Programme(house())
    year = sent["year"] or found.today.year
    return {"year": year, "exercises": proposal(found, year)}


@programme.post("/programme/exercises")
@programme.arguments(PlanExercise)
def plan(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Plan an exercise, or take one that was launched into the programme."""
    holder = visitor().master()
    made = _planning().add(sent, holder.name)
    tell_planned(house(), made)
    return Programme(house()).planned_paper(made), 201


@programme.post("/programme/exercises/several")
@programme.arguments(PlanSeveral)
def plan_several(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Plan several exercises, all or none."""
    holder = visitor().master()
    made = _planning().add_all(sent["exercises"], holder.name)
    for one in made:
        tell_planned(house(), one)
    return {"ids": [one.id for one in made]}, 201


@programme.patch("/programme/exercises/<planned>")
@programme.arguments(ChangePlanned)
def change(sent: dict[str, Any], planned: str) -> dict[str, Any]:
    """Change or move a planned exercise."""
    visitor().master()
    revision = sent.pop("revision")
    return _shown(_planning().change(planned, sent, revision).id)


@programme.post("/programme/exercises/<planned>/cancel")
@programme.arguments(CancelPlanned)
def cancel(sent: dict[str, Any], planned: str) -> dict[str, Any]:
    """Cancel a planned exercise for a reason."""
    holder = visitor().master()
    return _shown(_planning().cancel(planned, sent["reason"], holder.name).id)


@programme.post("/programme/exercises/<planned>/restore")
def restore(planned: str) -> dict[str, Any]:
    """Take back that a planned exercise was cancelled, or held elsewhere."""
    visitor().master()
    return _shown(_planning().restore(planned).id)


@programme.post("/programme/exercises/<planned>/held")
def held(planned: str) -> dict[str, Any]:
    """Note that a planned exercise was held elsewhere than on this server."""
    visitor().master()
    return _shown(_planning().hold(planned).id)


@programme.post("/programme/exercises/<planned>/link")
@programme.arguments(LinkPlanned)
def link(sent: dict[str, Any], planned: str) -> dict[str, Any]:
    """Link what was launched for a planned exercise, or take the link away."""
    visitor().master()
    return _shown(_planning().link(planned, sent["exercise"]).id)


@programme.post("/programme/exercises/<planned>/report")
@programme.arguments(HandIn)
def report(sent: dict[str, Any], planned: str) -> dict[str, Any]:
    """Note on which day the report on an exercise was handed in."""
    visitor().master()
    _check_day(sent["day"])
    return _shown(_planning().report(planned, sent["day"]).id)


@programme.get("/programme/duties")
def duties() -> dict[str, Any]:
    """List every duty, with where those that are switched on stand."""
    visitor().master()
    return {"duties": Programme(house()).duty_papers()}


@programme.post("/programme/duties")
@programme.arguments(WriteDuty)
def add_duty(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Add a duty of the organisation's own."""
    holder = visitor().master()
    book = Programme(house()).book
    return known_paper(book.find(book.add(sent["duty"], holder.name))), 201


@programme.put("/programme/duties/<duty>")
@programme.arguments(WriteDuty)
def write_duty(sent: dict[str, Any], duty: str) -> dict[str, Any]:
    """Put the organisation's own words over a duty that ships, or change one of its own."""
    holder = visitor().master()
    book = Programme(house()).book
    book.change(duty, sent["duty"], holder.name, sent["revision"])
    return known_paper(book.find(duty))


@programme.delete("/programme/duties/<duty>")
def reset_duty(duty: str) -> dict[str, Any]:
    """Let a duty hold as it ships again; one of the organisation's own ends."""
    visitor().master()
    Programme(house()).book.reset(duty)
    return {"ok": True}


@programme.post("/programme/<int:year>/summary/handed")
@programme.arguments(HandIn)
def hand_in(sent: dict[str, Any], year: int) -> dict[str, Any]:
    """Note on which day the summary of a year was handed in."""
    visitor().master()
    _check_day(sent["day"])
    Programme(house()).gathering.hand_in(year, sent["day"])
    return {"ok": True}


@programme.get("/programme/<int:year>/summary")
@programme.arguments(OfYear, location="query")
def summary(sent: dict[str, Any], year: int) -> Response:
    """Give the summary of a year's exercises as a file."""
    visitor().master()
    ending, language = sent["format"], known(sent["lang"])
    check_format(ending)
    model = summary_model(Programme(house()), year)
    drawn = aside(summary_file, model, ending, language)
    answer = send_file(
        BytesIO(drawn),
        mimetype=FORMATS[ending].mimetype,
        as_attachment=True,
        download_name=summary_name(model, ending, language),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@programme.get("/programme/feeds")
def feeds() -> dict[str, Any]:
    """List the calendar feeds of the programme that were not revoked, with their addresses."""
    visitor().master()
    kept = house().store.register.feeds()
    return {
        "feeds": [_feed(one) for one in kept if one.revoked is None and Feeds.is_programme(one)]
    }


@programme.post("/programme/feeds")
@programme.arguments(ProgrammeFeed)
def make_feed(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a calendar feed of the programme: its address is its secret."""
    holder = visitor().master()
    made = FeedRecord(
        id=f"k-{secrets.token_hex(8)}",
        name=sent["name"],
        language=sent["language"],
        made=house().room.source.stamp(),
        wanted={"as": PROGRAMME},
        made_by=holder.name,
    )
    house().store.register.add_feed(made)
    return _feed(made), 201


@programme.delete("/programme/feeds/<feed>")
def revoke_feed(feed: str) -> dict[str, Any]:
    """Let a feed's address lead nowhere from now on."""
    visitor().master()
    try:
        house().store.register.revoke_feed(feed, house().room.source.stamp())
    except NotFound as missing:
        raise Refusal("no_such_feed") from missing
    return {"ok": True}


def _planning() -> Planning:
    return Planning(house().store, house().room.source.stamp)


def _shown(planned: str) -> dict[str, Any]:
    found = Programme(house())
    why = found.planning.reasons().get(planned)
    return found.planned_paper(found.planning.find(planned), why)


def _check_day(day: date | None) -> None:
    """Raise Refusal ``day_ahead`` for a day that is still to come."""
    if day is not None and day > Programme(house()).today:
        raise Refusal("day_ahead")


def _feed(one: FeedRecord) -> dict[str, Any]:
    path = Feeds(house().config.secret(), house().store).path(one)
    heading = {"id": one.id, "name": one.name, "language": one.language}
    return heading | {"made_wall": wall_ms(one.made), "path": path}
