"""Webhooks and their deliveries: what has to be told to whom survives a restart."""

from __future__ import annotations

from engine.store import tables
from engine.store.database import Database
from engine.store.rows import Rows
from engine.store.webhook_records import WAITING, DeliveryRecord, WebhookRecord


class WebhookStore:
    """Keeps webhooks and every delivery to them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._webhooks = Rows(tables.webhooks, WebhookRecord)
        self._deliveries = Rows(tables.deliveries, DeliveryRecord)

    def add(self, webhook: WebhookRecord) -> None:
        """Keep a webhook; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._webhooks.add(connection, webhook)

    def get(self, webhook: str) -> WebhookRecord:
        """Return a webhook; raises NotFound."""
        with self._database.reading() as connection:
            return self._webhooks.get(connection, webhook)

    def all(self) -> tuple[WebhookRecord, ...]:
        """Return the webhooks that are not ended, oldest first."""
        table = tables.webhooks.c
        with self._database.reading() as connection:
            return self._webhooks.all(
                connection, table.ended.is_(None), order=[table.made, table.id]
            )

    def end(self, webhook: str, ended: str) -> None:
        """Tell a webhook nothing any more; raises NotFound."""
        with self._database.writing() as connection:
            self._webhooks.change(connection, webhook, ended=ended)

    def send(self, delivery: DeliveryRecord) -> None:
        """Keep something that is to be told; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._deliveries.add(connection, delivery)

    def delivery(self, delivery: str) -> DeliveryRecord:
        """Return a delivery; raises NotFound."""
        with self._database.reading() as connection:
            return self._deliveries.get(connection, delivery)

    def deliveries(self, webhook: str) -> tuple[DeliveryRecord, ...]:
        """Return the deliveries to *webhook*, oldest first."""
        table = tables.deliveries.c
        with self._database.reading() as connection:
            return self._deliveries.all(
                connection, table.webhook == webhook, order=[table.made, table.id]
            )

    def due(self, now: str) -> tuple[DeliveryRecord, ...]:
        """Return the deliveries whose next try is due at *now*, the longest due first."""
        table = tables.deliveries.c
        with self._database.reading() as connection:
            return self._deliveries.all(
                connection,
                table.state == WAITING,
                table.next <= now,
                order=[table.next, table.made, table.id],
            )

    def change(self, delivery: str, **changed: object) -> None:
        """Set fields of a delivery; raises NotFound."""
        with self._database.writing() as connection:
            self._deliveries.change(connection, delivery, **changed)
