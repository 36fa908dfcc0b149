"""People at their browsers, for tests: a connection that keeps everything it is ever sent."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

import socketio

from exercise.screen import merge

PATIENCE = 30
_ids = itertools.count(1)


class Person:
    """One connection of a pass to a table; keeps the view as the protocol says, and every word heard."""

    def __init__(self, url: str, holder: str) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.view: dict[str, Any] = {}
        self.lines: list[dict[str, Any]] = []
        self.evaluation: dict[str, Any] | None = None
        self.seq = 0
        self._news = threading.Condition()
        self._socket = socketio.Client(reconnection=False)
        self._socket.on("*", self._hear)
        self._socket.connect(url, auth={"pass": holder}, transports=["websocket"])

    def hello(self, table: str, **more: Any) -> Any:
        """Say hello and take the snapshot in."""
        shot = self.ask("hello", {"table": table, "last": self.seq or None, "protocol": 1, **more})
        if shot.get("ok"):
            with self._news:
                self.view, self.lines, self.seq = shot["view"], shot["lines"], shot["seq"]
                self.frame = shot["frame"]
        return shot

    def ask(self, event: str, payload: Any, patience: float = PATIENCE) -> Any:
        """Send and return the ack; raises TimeoutError of socketio when none comes."""
        ack = self._socket.call(event, payload, timeout=patience)
        self.heard.append((f"ack of {event}", ack))
        return ack

    def act(self, action: str, **more: Any) -> Any:
        """Carry out an action under a fresh id."""
        return self.ask("act", {"id": f"act-{next(_ids)}", "action": action, **more})

    def control(self, do: str, **more: Any) -> Any:
        """Give an order as facilitator."""
        return self.ask("control", {"do": do, **more})

    def wait_for(self, question: Callable[[Person], Any]) -> Any:
        """Return the first true answer to *question*, asked again after each message."""
        with self._news:
            found = self._news.wait_for(lambda: question(self), timeout=PATIENCE)
        assert found, f"waited in vain; last heard {self.heard[-3:]}"
        return found

    def wait_for_seq(self, seq: int) -> None:
        """Wait until entry *seq* is in the view."""
        self.wait_for(lambda me: me.seq >= seq)

    def leave(self) -> None:
        """Close the connection, also one whose server is gone."""
        wire = self._socket.eio.ws
        self._socket.disconnect()
        if wire is not None:
            wire.close()

    def _hear(self, event: str, payload: Any = None) -> None:
        with self._news:
            self.heard.append((event, payload))
            if event == "entries" and payload["to"] > self.seq:
                merge(self.view, payload["changes"])
                self.lines += payload["lines"]
                self.seq = payload["to"]
            if event == "evaluation":
                self.evaluation = payload["evaluation"]
            self._news.notify_all()
