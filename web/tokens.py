"""Tokens: how other programs come in, each for what it was made for and nothing else."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from engine.clock import Time
from engine.store.errors import NotFound
from engine.store.store import Store
from engine.store.tokens import TokenRecord
from exercise.audience import FACILITATOR
from exercise.entry import role_of
from web.errors import Refusal
from web.guesses import Guesses
from web.identity import Pass
from web.limits import Bucket

PREFIX = "sxt_"
"""How a token's secret begins, so that it is known from a pass, and found when it lies where it should not."""
READ, FINDINGS, PLANS = "read", "findings", "plans"
DUTIES = (READ, FINDINGS, PLANS)
_SECRET_BYTES = 32
_RATE, _BURST = 5.0, 60.0
_MINUTE = len("2026-03-16T02:00")

_API = "/api/v1"
_READABLE = re.compile(
    r"/(plans|findings|coverage|programme|drafts)(/.*|\.[\w.*]+)?"
    r"|/register|/register/export\.csv|/register/actions/\*"
)
_UNREADABLE = re.compile(r"/(feeds|mails?|settings|proof|sources?|files?)\b|/coverage\.")
_LINES, _PEOPLE = "proof", ("people", "simulated")
_ALLOWED: Mapping[str, frozenset[str]] = {
    FINDINGS: frozenset(("POST /findings/status", "POST /findings/oscal", "POST /register/import")),
    PLANS: frozenset(
        (
            "POST /imports",
            "GET /imports/*",
            "POST /imports/*/draft",
            "POST /plans/*/drafts",
            "POST /drafts/*/upload",
            "POST /drafts/*/changes",
            "PATCH /drafts/*/changes/*",
            "DELETE /drafts/*/changes/*",
            "POST /drafts/*/changes/*/resolve",
            "POST /drafts/*/rebase",
            "POST /drafts/*/submit",
        )
    ),
}
"""What a duty may do besides reading, by method and path; approving and publishing are for people alone."""


def may(duties: tuple[str, ...], method: str, rule: str) -> bool:
    """Whether a token with *duties* may ask by *method* for what stands under the URL *rule*."""
    if not rule.startswith(f"{_API}/"):
        return False
    path = re.sub(r"<[^>]+>", "*", rule.removeprefix(_API))
    asked = "GET" if method == "HEAD" else method
    if any(f"{asked} {path}" in _ALLOWED.get(one, ()) for one in duties):
        return True
    is_readable = _READABLE.fullmatch(path) and not _UNREADABLE.search(path)
    return asked == "GET" and READ in duties and bool(is_readable)


def without_people(paper: Any) -> Any:
    """Return an answer's *paper* as a program may read it: no lines of journals, of who acted the role alone."""
    if isinstance(paper, list):
        return [without_people(one) for one in paper]
    if not isinstance(paper, dict):
        return paper
    return {
        key: _roles(value) if key in _PEOPLE and _are_names(value) else without_people(value)
        for key, value in paper.items()
        if key != _LINES
    }


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _roles(people: list[str]) -> list[str]:
    """Return the roles of ``role/person``; a bare name tells of a person alone and is left out."""
    return [role_of(one) for one in people if "/" in one]


class Tokens:
    """Makes, finds and revokes tokens; their secrets are never kept."""

    def __init__(self, store: Store, stamp: Callable[[], str], time: Time) -> None:
        """Keep tokens in *store*; *stamp* tells the time of day, *time* how fast somebody asks."""
        self._tokens = store.tokens
        self._stamp = stamp
        self._time = time
        self._guesses = Guesses(time)
        self._buckets: dict[str, Bucket] = {}

    def make(self, name: str, duties: tuple[str, ...], by: Pass) -> tuple[TokenRecord, str]:
        """Keep a new token that may do *duties*; return it with its secret, which nobody can learn again."""
        secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        token = TokenRecord(
            id=f"k-{secrets.token_hex(4)}",
            secret_hash=_hash(secret),
            name=name,
            made=self._stamp(),
            may=tuple(one for one in DUTIES if one in duties),
            made_by=f"{by.mark}/{by.name or ''}",
        )
        self._tokens.add(token)
        return token, secret

    def all(self) -> tuple[TokenRecord, ...]:
        """Return the tokens that are not revoked, oldest first."""
        return tuple(one for one in self._tokens.all() if one.revoked is None)

    def revoke(self, token: str) -> None:
        """Let a token open nothing from now on; raises Refusal."""
        if token not in {one.id for one in self.all()}:
            raise Refusal("no_such_token", token=token)
        try:
            self._tokens.change(token, revoked=self._stamp())
        except NotFound as missing:
            raise Refusal("no_such_token", token=token) from missing

    def admit(self, secret: str, address: str) -> TokenRecord:
        """Return the token whose *secret* somebody at *address* shows.

        Raises Refusal: ``who_are_you``, whatever is wrong with it, or ``slow_down``.
        """
        found = self._tokens.find(_hash(secret))
        if found is None:
            self._guesses.check(address)
            self._guesses.failed(address)
            raise Refusal("who_are_you")
        bucket = self._buckets.setdefault(found.id, Bucket(_RATE, _BURST, self._time))
        if not bucket.take():
            raise Refusal("slow_down")
        return self._used(found)

    def _used(self, token: TokenRecord) -> TokenRecord:
        """Note when *token* was used, once a minute at most."""
        now = self._stamp()
        if (token.used or "")[:_MINUTE] == now[:_MINUTE]:
            return token
        self._tokens.change(token.id, used=now)
        return replace(token, used=now)


def holder_of(token: TokenRecord) -> Pass:
    """Return the pass that *token* stands for, under the token's name.

    Its mark is that of the browser it was made in: who made it cannot approve what it wrote.
    """
    mark = (token.made_by or "").partition("/")[0]
    return Pass(FACILITATOR, None, None, None, token.name, mark or token.id)


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
