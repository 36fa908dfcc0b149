"""Mail: how it is sent, a test, and what was sent, failed or waits."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from engine.store.programme import WAITING, MailRecord
from exercise.screen import wall_ms
from web.api.asking import house, visitor
from web.errors import Refusal
from web.mails.postman import Postman
from web.mails.reminding import Reminding
from web.mails.settings import keep_settings, mail_settings
from web.payloads.programme import MailSettings, TestMail

_SHOWN = 200

mails = Blueprint("mails", __name__, url_prefix="/api/v1", description="Mail")


@mails.get("/programme/mail")
def settings() -> dict[str, Any]:
    """Show how mail is sent; the password is not shown."""
    visitor().master()
    return mail_settings(house().store).paper()


@mails.put("/programme/mail")
@mails.arguments(MailSettings)
def change(sent: dict[str, Any]) -> dict[str, Any]:
    """Change how mail is sent."""
    visitor().master()
    if sent["enabled"] and not sent["host"].strip():
        raise Refusal("mail_off")
    return keep_settings(house().store, sent).paper()


@mails.post("/programme/mail/test")
@mails.arguments(TestMail)
def test(sent: dict[str, Any]) -> dict[str, Any]:
    """Send a test mail at once and tell how it went."""
    visitor().master()
    _check_ready()
    mail = Reminding(house()).test(sent["to"])
    return _paper(_postman().deliver(mail, mail_settings(house().store)))


@mails.get("/programme/mails")
def sent_mails() -> dict[str, Any]:
    """List the last mails with how it went, the newest first."""
    visitor().master()
    kept = house().store.programme.mails()[-_SHOWN:]
    return {"mails": [_paper(one) for one in reversed(kept)]}


@mails.post("/programme/mails/<path:mail>/retry")
def retry(mail: str) -> dict[str, Any]:
    """Try a mail again at once."""
    visitor().master()
    _check_ready()
    found = next((one for one in house().store.programme.mails() if one.id == mail), None)
    if found is None:
        raise Refusal("no_such_mail")
    house().store.programme.change_mail(mail, state=WAITING, tries=0)
    return _paper(_postman().deliver(found, mail_settings(house().store)))


def _check_ready() -> None:
    if not mail_settings(house().store).is_ready:
        raise Refusal("mail_off")


def _postman() -> Postman:
    return Postman(house().store, house().room.source.stamp)


def _paper(one: MailRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "to": one.to,
        "subject": one.subject,
        "text": one.text,
        "state": one.state,
        "tries": one.tries,
        "problem": one.problem,
        "made_wall": wall_ms(one.made),
        "tried_wall": None if one.tried is None else wall_ms(one.tried),
        "next_wall": None if one.next is None else wall_ms(one.next),
    }
