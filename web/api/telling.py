"""What leaves the register by itself: the working calendar behind due dates, calendar feeds, webhooks."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from engine.store.errors import NotFound
from engine.store.register_records import FeedRecord
from engine.store.webhook_records import DeliveryRecord, WebhookRecord
from exercise.screen import wall_ms
from web.api.asking import house, visitor
from web.errors import Refusal
from web.feeds import Feeds
from web.payloads.register import CalendarDays, NewFeed, NewWebhook
from web.register.calendar import Calendars, day_of
from web.register.listing import Listing, Wanted
from web.webhooks.courier import Courier
from web.webhooks.outbox import EVENTS, TEST, Outbox

_YEARS_AHEAD = 2
_SHOWN = 20

telling = Blueprint("telling", __name__, url_prefix="/api/v1", description="Calendar and webhooks")


@telling.get("/register/calendar")
def days() -> dict[str, Any]:
    """Show the public holidays, and what the organisation changed about them."""
    visitor().master()
    year = day_of(_stamp()).year
    return Calendars(house().store).paper(range(year - 1, year + _YEARS_AHEAD))


@telling.put("/register/calendar")
@telling.arguments(CalendarDays)
def change_days(sent: dict[str, Any]) -> dict[str, Any]:
    """Change the days that the organisation has off or works."""
    visitor().master()
    if set(sent["holidays"]) & set(sent["workdays"]):
        raise Refusal("day_twice")
    Calendars(house().store).change(sent["holidays"], sent["workdays"])
    return days()


@telling.get("/register/feeds")
def feeds() -> dict[str, Any]:
    """List the calendar feeds that were not revoked, with their addresses."""
    visitor().master()
    kept = house().store.register.feeds()
    shown = [one for one in kept if one.revoked is None and not Feeds.is_programme(one)]
    return {"feeds": [_feed_paper(one) for one in shown]}


@telling.post("/register/feeds")
@telling.arguments(NewFeed)
def make_feed(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a calendar feed: its address is its secret."""
    holder = visitor().master()
    feed = FeedRecord(
        id=f"k-{secrets.token_hex(8)}",
        name=sent["name"],
        language=sent["language"],
        made=_stamp(),
        wanted={"as": sent["kind"], "plan": sent["plan"], "owner": sent["owner"]},
        made_by=holder.name,
    )
    house().store.register.add_feed(feed)
    return _feed_paper(feed), 201


@telling.delete("/register/feeds/<feed>")
def revoke_feed(feed: str) -> dict[str, Any]:
    """Let a feed's address lead nowhere from now on."""
    visitor().master()
    try:
        house().store.register.revoke_feed(feed, _stamp())
    except NotFound as missing:
        raise Refusal("no_such_feed") from missing
    return {"ok": True}


@telling.get("/feeds/<token>.ics")
def feed(token: str) -> Response:
    """Give a calendar feed to whoever has its address."""
    from web.register.ics import calendar  # takes a while to load, and many servers need it never

    found = _feeds().find(token)
    if Feeds.is_programme(found):
        return _programme(found)
    wanted = Wanted(plan=_chosen(found, "plan"), owner=_chosen(found, "owner"))
    pairs = Listing(house().store, _stamp()).pairs(wanted)
    kept = house().store.register
    changed = {a.id: h[-1].at for _, a in pairs if (h := kept.history(a.id))}
    answer = Response(calendar(found, pairs, changed), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@telling.get("/webhooks")
def webhooks() -> dict[str, Any]:
    """List the webhooks with their last deliveries; secrets are not shown again."""
    visitor().master()
    return {
        "webhooks": [_webhook_paper(one) for one in house().store.webhooks.all()],
        "events": list(EVENTS),
    }


@telling.post("/webhooks")
@telling.arguments(NewWebhook)
def add_webhook(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Register a webhook; its secret is shown now and never again."""
    holder = visitor().master()
    made = _outbox().register(sent["url"], sent["events"], holder.name, sent["secret"])
    return _webhook_paper(made) | {"secret": made.secret}, 201


@telling.post("/webhooks/<webhook>/test")
def test_webhook(webhook: str) -> dict[str, Any]:
    """Send a test to a webhook at once and tell how it went."""
    visitor().master()
    found = _outbox().find(webhook)
    name = _outbox().put(found, TEST, {})
    courier = Courier(house().store, house().room.source.stamp)
    return _delivery_paper(courier.deliver(house().store.webhooks.delivery(name)))


@telling.delete("/webhooks/<webhook>")
def end_webhook(webhook: str) -> dict[str, Any]:
    """Tell a webhook nothing any more."""
    visitor().master()
    house().store.webhooks.end(_outbox().find(webhook).id, _stamp())
    return {"ok": True}


def _programme(found: FeedRecord) -> Response:
    from web.programme.ics import calendar
    from web.programme.view import Programme

    answer = Response(calendar(found, Programme(house()), _stamp()), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _stamp() -> str:
    return house().room.source.stamp()


def _outbox() -> Outbox:
    return Outbox(house().store, house().room.source.stamp)


def _feeds() -> Feeds:
    return Feeds(house().config.secret(), house().store)


def _chosen(feed: FeedRecord, name: str) -> str | None:
    value = feed.wanted.get(name)
    return value if isinstance(value, str) else None


def _feed_paper(one: FeedRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "language": one.language,
        **one.wanted,
        "made_wall": wall_ms(one.made),
        "path": _feeds().path(one),
    }


def _webhook_paper(one: WebhookRecord) -> dict[str, Any]:
    deliveries = house().store.webhooks.deliveries(one.id)[-_SHOWN:]
    return {
        "id": one.id,
        "url": one.url,
        "events": list(one.events),
        "made_wall": wall_ms(one.made),
        "deliveries": [_delivery_paper(each) for each in reversed(deliveries)],
    }


def _delivery_paper(one: DeliveryRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "event": one.event,
        "state": one.state,
        "tries": one.tries,
        "status": one.status,
        "problem": one.problem,
        "made_wall": wall_ms(one.made),
        "tried_wall": None if one.tried is None else wall_ms(one.tried),
        "next_wall": None if one.next is None else wall_ms(one.next),
    }
