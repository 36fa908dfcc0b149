"""A mail as it goes over the wire: plain text, marked as exercise, with nothing in its head that could begin a line."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from engine.store.programme import MailRecord
from web.mails.settings import MailSettings

MARK = "【演练 EXERCISE】"
"""Every subject begins with it, in whichever language."""
_LONGEST = 200
_ID_LETTERS = 32


def subject_of(words: str) -> str:
    """Return *words* as a subject: marked, in one line, without what is no letter."""
    plain = "".join(one if one.isprintable() else " " for one in words)
    return (MARK + " ".join(plain.split()))[:_LONGEST]


def message(mail: MailRecord, settings: MailSettings, now: str) -> EmailMessage:
    """Return *mail* as a message; sent twice it has the same id, so that the reader's program knows it again."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = subject_of(mail.subject.removeprefix(MARK))
    made["From"] = Address(_name(settings.sender_name), addr_spec=settings.sender)
    made["To"] = Address(addr_spec=mail.to)
    if settings.reply_to:
        made["Reply-To"] = Address(addr_spec=settings.reply_to)
    made["Date"] = datetime.fromisoformat(now)
    made["Message-ID"] = f"<{sha256(mail.id.encode()).hexdigest()[:_ID_LETTERS]}@startex.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.text)
    return made


def _name(written: str) -> str:
    return "".join(one for one in written if one.isprintable())
