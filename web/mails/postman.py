"""The postman: takes what lies in the outbox to the mail server, and comes back later where nobody took it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from engine.store.programme import GIVEN_UP, SENT, WAITING, MailRecord
from engine.store.store import Store
from web.mails.message import message
from web.mails.settings import NONE, TLS, MailSettings, mail_settings
from web.webhooks.courier import PATIENCE, PAUSES

_HERE = "[127.0.0.1]"
_FOR_GOOD = range(500, 600)


class Postman:
    """Sends what is due; who calls it decides when. All that it knows is in the store."""

    def __init__(
        self, store: Store, stamp: Callable[[], str], trust: ssl.SSLContext | None = None
    ) -> None:
        """Send from *store*; *stamp* tells the time of day, *trust* says which servers are believed."""
        self._store = store
        self._programme = store.programme
        self._stamp = stamp
        self._trust = trust

    def deliver_due(self) -> int:
        """Try everything that is due, if there is a server to send by; return how much was tried."""
        settings = mail_settings(self._store)
        due = self._programme.due_mails(self._stamp()) if settings.is_ready else ()
        for mail in due:
            self.deliver(mail, settings)
        return len(due)

    def deliver(self, mail: MailRecord, settings: MailSettings) -> MailRecord:
        """Try one mail, keep how it went and return it as it is now."""
        now = self._stamp()
        problem = self._tried(mail, settings, now)
        tries = mail.tries + 1
        outcome = {"tries": tries, "tried": now, "problem": problem}
        self._programme.change_mail(mail.id, **outcome, **_next(problem, tries, now))
        return next(one for one in self._programme.mails() if one.id == mail.id)

    def _tried(self, mail: MailRecord, settings: MailSettings, now: str) -> str | None:
        """Return why *mail* was not taken, None when it was."""
        try:
            self._send(mail, settings, now)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return problem_of(error)
        return None

    def _send(self, mail: MailRecord, settings: MailSettings, now: str) -> None:
        with self._connection(settings) as server:
            if settings.security not in (NONE, TLS):
                server.starttls(context=self._context())
                server.ehlo()
            if settings.user:
                server.login(settings.user, settings.password)
            server.send_message(message(mail, settings, now))

    def _connection(self, settings: MailSettings) -> smtplib.SMTP:
        if settings.security == TLS:
            return smtplib.SMTP_SSL(
                settings.host, settings.port, _HERE, timeout=PATIENCE, context=self._context()
            )
        return smtplib.SMTP(settings.host, settings.port, _HERE, timeout=PATIENCE)

    def _context(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()


def problem_of(error: Exception) -> str:
    """Return a short code for why a mail was not taken."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            codes = [code for code, _ in refused.values()]
            is_final = bool(codes) and all(code in _FOR_GOOD for code in codes)
            return "recipient_refused" if is_final else "recipient_later"
        case smtplib.SMTPAuthenticationError():
            return "login_refused"
        case smtplib.SMTPNotSupportedError():
            return "not_supported"
        case smtplib.SMTPSenderRefused():
            return "sender_refused"
        case ssl.SSLError():
            return "no_trust"
        case TimeoutError():
            return "timeout"
        case ConnectionRefusedError():
            return "refused"
        case smtplib.SMTPException():
            return "server_refused"
        case ValueError():
            return "unfit"
    return "unreachable"


def _next(problem: str | None, tries: int, now: str) -> dict[str, Any]:
    """Return what follows from a try: taken, refused for good, tried too often, or when to come back."""
    if problem is None:
        return {"state": SENT, "next": None}
    if problem in ("recipient_refused", "unfit") or tries > len(PAUSES):
        return {"state": GIVEN_UP, "next": None}
    later = datetime.fromisoformat(now) + timedelta(seconds=PAUSES[tries - 1])
    stamp = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"state": WAITING, "next": stamp}
