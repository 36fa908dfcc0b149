"""Addresses of calendar feeds: signed, revocable, and known to nobody but whom they were given to."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from engine.store.errors import NotFound
from engine.store.register_records import FeedRecord
from engine.store.store import Store
from web.errors import Refusal

EVENTS, TODOS = "events", "todos"
PROGRAMME = "programme"
"""What a feed is made of: due days as events or as tasks, or the programme of exercises."""


class Feeds:
    """Writes and reads the addresses of feeds; what is revoked leads nowhere though its signature is good."""

    def __init__(self, secret: str, store: Store) -> None:
        """Sign with *secret*; another secret makes every address void."""
        self._signer = URLSafeSerializer(secret, salt="feed")
        self._register = store.register

    @staticmethod
    def is_programme(feed: FeedRecord) -> bool:
        """Whether *feed* is of the programme, not of the register."""
        return feed.wanted.get("as") == PROGRAMME

    def path(self, feed: FeedRecord) -> str:
        """Return the path of *feed*'s address."""
        return f"/api/v1/feeds/{self._signer.dumps(feed.id)}.ics"

    def find(self, token: str) -> FeedRecord:
        """Return the feed that *token* leads to; raises Refusal, the same for every reason."""
        try:
            feed = self._register.feed(str(self._signer.loads(token)))
        except (BadSignature, NotFound) as wrong:
            raise Refusal("no_such_feed") from wrong
        if feed.revoked is not None:
            raise Refusal("no_such_feed")
        return feed
