"""The round: every few seconds webhooks and mails that are due go out, every hour what fell due is put in line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count

from web.house import House
from web.mails.postman import Postman
from web.mails.reminding import Reminding
from web.planning.proving import Proving
from web.webhooks.courier import Courier
from web.webhooks.outbox import Outbox
from web.webhooks.plan_loop import tell_overdue_duties

EVERY = 2.0
OVERDUE_EVERY = 1_800

_log = logging.getLogger(__name__)


class Round:
    """Goes its round as long as the server runs; what fails once is tried again on the next."""

    def __init__(self, house: House, proving: Proving | None = None) -> None:
        """Serve the webhooks of *house*, listen for evaluations that are signed, and let *proving* go on."""
        self._house = house
        self._proving = proving
        stamp = house.room.source.stamp
        self._outbox = Outbox(house.store, stamp)
        self._courier = Courier(house.store, stamp)
        self._reminding = Reminding(house)
        self._postman = Postman(house.store, stamp)
        house.room.listen(self._outbox.hear)

    def go(self, rest: Callable[[float], object]) -> None:
        """Go round for ever; *rest* waits for so many seconds."""
        for number in count():
            rest(EVERY)
            self.once(with_overdue=number % OVERDUE_EVERY == 0)

    def once(self, with_overdue: bool) -> None:
        """Go round once."""
        try:
            if with_overdue:
                self._outbox.tell_overdue()
                tell_overdue_duties(self._house)
            if self._proving is not None:
                self._proving.go_on()
            self._courier.deliver_due()
        except Exception:  # noqa: BLE001  a round that fails must not end all later ones
            _log.exception("webhooks_failed")
        try:
            if with_overdue:
                self._reminding.remind()
            self._postman.deliver_due()
        except Exception:  # noqa: BLE001  nor must it end webhooks
            _log.exception("mails_failed")
