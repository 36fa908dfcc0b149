"""The server: gevent's own WSGI server with the socket, started, ticking and stopped gracefully."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer

from engine.clock import SystemTime
from web.house import House
from web.live.websocket import CONNECTION, Connection
from web.planning.proving import Proving
from web.webhooks.round import Round

_JUDGE_EVERY = 1.0
_JUDGE_FOR = 200_000_000  # nanoseconds of each second that judging may take
_TIME_PASSES_EVERY = 3  # seconds
_IDLE_EVERY = 20
_LAST_WORDS = 0.2
_RARELY = (10_000, 20, 100)
"""How seldom rubbish is looked for: beside thirty past exercises a look at everything holds all up for 0.3 s."""
_TURN_S = 0.0005
"""After how long a thread that works (web.aside) lets the exercises go on."""

_log = logging.getLogger(__name__)


class Handler(WSGIHandler):  # type: ignore[misc]
    """Answers requests; after one that became a websocket nothing more is said or read on the connection."""

    def get_environ(self) -> dict[str, Any]:
        """Return the request's environ, with the connection for whom it becomes a websocket."""
        environ: dict[str, Any] = super().get_environ()
        self.connection = environ[CONNECTION] = Connection(self.socket)
        return environ

    def process_result(self) -> None:
        """Send the answer, unless the connection is a websocket by now."""
        if not self.connection.is_websocket:
            super().process_result()

    def handle_one_response(self) -> None:
        """Answer one request; a websocket that ended leaves nothing to go on with."""
        super().handle_one_response()
        if self.connection.is_websocket:
            self.close_connection = True


class Server:
    """Serves one application until it is told to stop."""

    def __init__(self, app: Flask, house: House, listener: socket.socket) -> None:
        """Answer on *listener* (see `listen`) once `serve` is called; who calls before has to wait a little."""
        self.house = house
        self.port: int = listener.getsockname()[1]
        self._proving: Proving = app.extensions["startex.proving"]
        self._wsgi = WSGIServer(listener, app, log=None, error_log=_log, handler_class=Handler)
        self._time = SystemTime()
        self._judging_ends = 0
        self._tick: gevent.Greenlet | None = None
        self._round: gevent.Greenlet | None = None
        self._stopping = gevent.event.Event()

    def serve(self, ready: Callable[[int], Any]) -> None:
        """Serve until SIGTERM or SIGINT; *ready* hears the port once requests are answered."""
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, self._stopping.set)
        self._tick = gevent.spawn(self._judge)
        self._round = gevent.spawn(Round(self.house, self._proving).go, gevent.sleep)
        self._wsgi.start()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_RARELY)
        sys.setswitchinterval(_TURN_S)
        ready(self.port)
        gevent.get_hub().threadpool.spawn(self.house.library.read_ahead)
        self._stopping.wait()
        self.stop()

    def stop(self) -> None:
        """Tell everybody, let no one in any more, keep everything, close."""
        for greenlet in (self._tick, self._round):
            if greenlet is not None:
                greenlet.kill()
        self.house.close()
        gevent.sleep(_LAST_WORDS)
        self._wsgi.stop(timeout=1)

    def _may_judge(self) -> bool:
        return self._time.moment() < self._judging_ends

    def _judge(self) -> None:
        beats = count(1)
        while True:
            gevent.sleep(_JUDGE_EVERY)
            try:
                self._judging_ends = self._time.moment() + _JUDGE_FOR
                beat = next(beats)
                if beat % _TIME_PASSES_EVERY == 0:
                    self.house.broadcast.time_passes(self.house.tables())
                if beat % _IDLE_EVERY == 0:
                    self.house.broadcast.idleness(self.house.tables())
                self.house.broadcast.judge(self.house.now, self._may_judge)
            except Exception:  # noqa: BLE001  a judgement that fails must not end all later ones
                _log.exception("judgement_failed")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at *host* and *port* (0: any free port); raises OSError when that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener
