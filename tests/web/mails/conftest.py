"""A real SMTP server on this machine, and a house that sends by it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as SmtpSession

from tests.serving import free_port
from tests.web.programme.conftest import Desk, desk, fresh

__all__ = ["desk", "fresh"]

CERTIFICATE = Path(__file__).parent / "localhost.pem"
USER, PASSWORD = "drills", "open sesame"


@dataclass
class Postbox:
    """What a mail server takes; *refuses* are addresses that it has no box for, *puts_off* those it asks to wait."""

    port: int
    got: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    puts_off: set[str] = field(default_factory=set)
    was_safe: list[bool] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None
    start: Callable[[], None] = lambda: None

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: SmtpSession, envelope: Envelope, address: str, options: Any
    ) -> str:
        """Take a recipient or not."""
        if address in self.refuses:
            return "550 no such box"
        if address in self.puts_off:
            return "451 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: SmtpSession, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        read = message_from_bytes(content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.got.append(read)
        self.was_safe.append(session.ssl is not None)
        return "250 OK"


def authenticate(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
) -> AuthResult:
    """Let in whoever knows the password."""
    known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=known)


def opened(**options: Any) -> Iterator[Postbox]:
    """Yield a mail server that listens with these options, and can be stopped and started again."""
    box = Postbox(free_port())
    running: list[Controller] = []

    def start() -> None:
        made = Controller(box, hostname="127.0.0.1", port=box.port, **options)
        made.start()
        running.append(made)

    def stop() -> None:
        while running:
            running.pop().stop()

    box.start, box.stop = start, stop
    start()
    yield box
    stop()


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that takes what it gets."""
    yield from opened()


@pytest.fixture
def guarded() -> Iterator[Postbox]:
    """A mail server that wants a password."""
    yield from opened(authenticator=authenticate, auth_required=True, auth_require_tls=False)


@pytest.fixture
def sealed() -> Iterator[Postbox]:
    """A mail server that takes mail under STARTTLS only, with a certificate that it made itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    yield from opened(tls_context=context, require_starttls=True)


def settings(box: Postbox, **more: Any) -> dict[str, Any]:
    """Return settings that send by *box*."""
    return {
        "enabled": True,
        "host": "127.0.0.1",
        "port": box.port,
        "security": "none",
        "sender": "drills@example.org",
        **more,
    }


def keep(desk: Desk, box: Postbox, **more: Any) -> Any:
    """Let *desk* send by *box*."""
    return desk.ask("PUT", "/programme/mail", settings(box, **more))
