"""How mail is sent: the server, who sends, who is always told, when. The password leaves this file only to log in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from engine.store.store import Store
from exercise.programme.reminders import DAYS

NONE, STARTTLS, TLS = "none", "starttls", "tls"
BOTH = "both"
_KEY = "mail.settings"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What an administrator entered; *always* hears of every reminder, *days* before are told."""

    enabled: bool = False
    host: str = ""
    port: int = 587
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    sender_name: str = ""
    reply_to: str | None = None
    always: tuple[str, ...] = ()
    language: str = BOTH
    days: tuple[int, ...] = DAYS

    @property
    def is_ready(self) -> bool:
        """Whether anything can be sent."""
        return self.enabled and bool(self.host and self.sender)

    def paper(self) -> dict[str, Any]:
        """Return the settings as pages may see them: whether there is a password, never which."""
        shown = asdict(self)
        del shown["password"]
        lists = {"always": list(self.always), "days": list(self.days)}
        return shown | lists | {"has_password": bool(self.password)}


def mail_settings(store: Store) -> MailSettings:
    """Return how mail is sent here."""
    kept = json.loads(store.setting(_KEY) or "{}")
    known = {one.name for one in fields(MailSettings)}
    found = {key: value for key, value in kept.items() if key in known}
    lists = {key: tuple(found[key]) for key in ("always", "days") if key in found}
    return MailSettings(**{**found, **lists})


def keep_settings(store: Store, wanted: Mapping[str, Any]) -> MailSettings:
    """Keep what is *wanted* (payloads.programme.MailSettings); a password that is None stays as it was."""
    before = mail_settings(store)
    password = before.password if wanted.get("password") is None else wanted["password"]
    days = tuple(sorted(set(wanted["days"]), reverse=True))
    values = {**wanted, "password": password, "always": tuple(wanted["always"]), "days": days}
    made = replace(before, **values)
    store.set_setting(_KEY, json.dumps(asdict(made), ensure_ascii=False))
    return made
