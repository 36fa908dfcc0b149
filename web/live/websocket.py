"""A websocket for gevent: no compression, no thread per seat, short writes finished by the hub, output bounded.

The stock one (simple-websocket) compresses whenever a browser offers it and tears frames for slow readers, because
it ignores that a non-blocking socket may take only part of them. RFC 6455 is what is spoken.
"""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gevent

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 0x1, 0x2, 0x8, 0x9, 0xA
_FINAL, _MASKED = 0x80, 0x80
_WRITABLE = 2
_MOST_IN = 1 << 20
_MOST_OUT = 4 << 20

CONNECTION = "startex.connection"
"""Where the server puts the Connection into the environ of every request."""


@dataclass(slots=True)
class Connection:
    """The gevent *socket* of a request, and whether it became a websocket."""

    socket: Any
    is_websocket: bool = False


class Gone(OSError):
    """The other side is not there any more, or does not speak the protocol."""


class WebSocket:
    """One connection; python-engineio calls it with a request and hands it to its own handler."""

    def __init__(self, handler: Callable[[WebSocket], Any], _server: Any) -> None:
        self._handler = handler
        self._buffer = b""
        self._left: bytearray | None = None
        self._watcher: Any = None
        self._is_closed = False

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Any:
        """Shake hands, let the handler work until the connection ends, and close it."""
        connection: Connection = environ[CONNECTION]
        connection.is_websocket = True
        self._socket = connection.socket
        self._raw = getattr(self._socket, "_sock", self._socket)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(_welcome(environ["HTTP_SEC_WEBSOCKET_KEY"]))
        try:
            return self._handler(self)
        finally:
            self._end()

    def send(self, message: str | bytes) -> None:
        """Send a message; raises OSError when the other side is gone or does not keep up."""
        if self._is_closed:
            raise Gone
        self._write(frame(message))

    def wait(self) -> str | bytes | None:
        """Return the next message; None when the connection has ended."""
        try:
            return self._next_message()
        except (OSError, UnicodeDecodeError):
            return None

    def close(self) -> None:
        """End the connection."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._write(b"\x88\x02\x03\xe8")
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _end(self) -> None:
        self._is_closed = True
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _next_message(self) -> str | bytes | None:
        parts: list[bytes] = []
        kind = _TEXT
        while True:
            head, content = self._next_frame()
            opcode = head & 0x0F
            if opcode == _CLOSE:
                self._write(bytes((_FINAL | _CLOSE, len(content))) + content)
                return None
            if opcode == _PING:
                self._write(bytes((_FINAL | _PONG, len(content))) + content)
                continue
            if opcode == _PONG:
                continue
            kind = opcode or kind
            parts.append(content)
            if sum(map(len, parts)) > _MOST_IN:
                raise Gone
            if head & _FINAL:
                whole = b"".join(parts)
                return whole.decode() if kind == _TEXT else whole

    def _next_frame(self) -> tuple[int, bytes]:
        head, second = self._take(2)
        if not second & _MASKED:
            raise Gone
        length = second & 0x7F
        if length == 126:
            length = struct.unpack(">H", self._take(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self._take(8))[0]
        if length > _MOST_IN or (head & 0x0F >= _CLOSE and length > 125):
            raise Gone
        mask = self._take(4)
        return head, _unmasked(self._take(length), mask)

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            more = self._socket.recv(65536)
            if not more:
                raise Gone
            self._buffer = self._buffer + more if self._buffer else more
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _write(self, data: bytes) -> None:
        """Send what the socket takes now; the hub sends the rest when it takes more."""
        if self._left is not None:
            self._left += data
        else:
            try:
                sent = self._raw.send(data)
            except BlockingIOError:
                sent = 0
            if sent == len(data):
                return
            self._left = bytearray(memoryview(data)[sent:])
            self._watcher = gevent.get_hub().loop.io(self._socket.fileno(), _WRITABLE)
            self._watcher.start(self._send_left)
        if len(self._left) > _MOST_OUT:
            self._is_closed = True
            self._socket.shutdown(socket.SHUT_RDWR)
            raise Gone

    def _send_left(self) -> None:
        if self._left is None:
            return
        try:
            sent = self._raw.send(self._left)
        except BlockingIOError:
            return
        except OSError:
            sent = len(self._left)
        del self._left[:sent]
        if not self._left:
            self._left = None
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None


def frame(message: str | bytes) -> bytes:
    """Return *message* as one unmasked frame, text or binary."""
    data = message.encode() if isinstance(message, str) else message
    head = _FINAL | (_TEXT if isinstance(message, str) else _BINARY)
    if len(data) < 126:
        return bytes((head, len(data))) + data
    if len(data) < 65536:
        return struct.pack(">BBH", head, 126, len(data)) + data
    return struct.pack(">BBQ", head, 127, len(data)) + data


def install(engine: Any) -> None:
    """Let the python-engineio server *engine* speak through this class; only its websocket is replaced."""
    engine._async = {**engine._async, "websocket": WebSocket}


def _welcome(key: str) -> bytes:
    accept = base64.b64encode(hashlib.sha1(key.encode() + _GUID).digest())  # noqa: S324  RFC 6455 asks for it
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def _unmasked(data: bytes, mask: bytes) -> bytes:
    if not data:
        return data
    cover = int.from_bytes((mask * (len(data) // 4 + 1))[: len(data)], "little")
    return (int.from_bytes(data, "little") ^ cover).to_bytes(len(data), "little")
