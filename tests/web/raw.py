"""A websocket by hand, for tests: frames as one likes, read as slowly as one likes."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
from typing import Any

PATIENCE = 20


class RawSocket:
    """A connection that has shaken hands; nothing is read until it is asked for."""

    def __init__(self, port: int, receive_buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".encode()
        )
        self._buffer = b""
        while b"\r\n\r\n" not in self._buffer:
            self._buffer += self.socket.recv(4096)
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        self.head = head.decode()

    def send(self, data: bytes, opcode: int = 1, final: bool = True, masked: bool = True) -> None:
        """Send one frame."""
        head = bytes(((0x80 if final else 0) | opcode,))
        cover = 0x80 if masked else 0
        is_long = len(data) >= 126
        length = (
            struct.pack(">BQ", 127 | cover, len(data)) if is_long else bytes((len(data) | cover,))
        )
        mask = b"\x01\x02\x03\x04" if masked else b""
        if masked:
            data = bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
        self.socket.sendall(head + length + mask + data)

    def receive(self) -> tuple[int, bytes]:
        """Return opcode and content of the next frame; (8, b"") when the connection has ended."""
        try:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._take(8))[0]
            return first & 0x0F, self._take(length)
        except (ConnectionError, EOFError):
            return 8, b""

    def text(self, beginning: str) -> str:
        """Return the next text that begins with *beginning*."""
        while True:
            opcode, content = self.receive()
            assert opcode != 8, "the connection ended"
            if content.decode().startswith(beginning):
                return content.decode()

    def enter(self, holder: str) -> None:
        """Connect with a pass."""
        self.text("0")
        self.send(b"40" + json.dumps({"pass": holder}).encode())
        self.text("40")

    def ask(self, number: int, event: str, payload: Any) -> Any:
        """Send an event and return its ack."""
        self.send(f"42{number}{json.dumps([event, payload])}".encode())
        return json.loads(self.text(f"43{number}")[len(f"43{number}") :])[0]

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            more = self.socket.recv(65536)
            if not more:
                raise EOFError
            self._buffer += more
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken
