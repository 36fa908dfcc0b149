"""The visitor behind a request: the passes that a bearer or the browser's cookie shows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Request as BareRequest

from web.errors import Refusal
from web.identity import Office, Pass, strongest
from web.tokens import PREFIX, Tokens, holder_of

COOKIE = "startex"
CSRF_HEADER = "X-StartEx-CSRF"
_MOST_PASSES = 12
_YEAR = 365 * 24 * 3600
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the browser's *mark* and the passes shown, as text and as read."""

    mark: str
    passes: tuple[tuple[str, Pass], ...]
    by_bearer: bool = False
    is_new: bool = False
    may: tuple[str, ...] | None = None
    """The duties of a token; None for people."""

    @property
    def holders(self) -> list[Pass]:
        """The passes, oldest first."""
        return [holder for _, holder in self.passes]

    def strongest(self) -> Pass | None:
        """Return the pass that may do most."""
        return strongest(self.holders)

    def master(self) -> Pass:
        """Return the pass of a facilitator of the whole server; raises Refusal."""
        return self._first([holder for holder in self.holders if holder.is_master])

    def for_exercise(self, exercise: str, *kinds: str) -> Pass:
        """Return the strongest pass for *exercise*, of one of *kinds* if given; raises Refusal."""
        fitting = [one for one in self.holders if one.exercise in (None, exercise)]
        return self._first([one for one in fitting if not kinds or one.kind in kinds])

    def for_table(self, exercise: str, table: str, *kinds: str) -> Pass:
        """Return the strongest pass for *table* of *exercise*, of one of *kinds* if given; raises Refusal."""
        fitting = [one for one in self.holders if one.covers(exercise, table)]
        return self._first([one for one in fitting if not kinds or one.kind in kinds])

    def _first(self, fitting: list[Pass]) -> Pass:
        found = strongest(fitting)
        if found is None:
            raise Refusal("not_yours" if self.passes else "who_are_you")
        return found


class Visitors:
    """Reads visitors from requests and writes their cookie."""

    def __init__(self, office: Office, secret: str, tokens: Tokens) -> None:
        """Trust the passes of *office* and *tokens*; the cookie is signed with *secret*."""
        self.office = office
        self.tokens = tokens
        self._cookie = URLSafeSerializer(secret, salt="cookie")

    def of(self, request: BareRequest) -> Visitor:
        """Return who sent *request*; a bearer counts alone. Raises Refusal for a bearer that is not ours."""
        bearer = request.headers.get("Authorization", "")
        mark, texts, is_new = self._read(request.cookies.get(COOKIE))
        if bearer.startswith("Bearer "):
            return self.by_pass(bearer[7:].strip())
        return Visitor(mark, self._known(texts), is_new=is_new)

    def asking(self, request: BareRequest) -> Visitor:
        """Return who sent *request* to the interface, where other programs come in by a token; raises Refusal."""
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if not bearer.startswith(PREFIX):
            return self.of(request)
        token = self.tokens.admit(bearer, request.remote_addr or "")
        holder = holder_of(token)
        return Visitor(holder.mark, ((bearer, holder),), by_bearer=True, may=token.may)

    def by_pass(self, text: str) -> Visitor:
        """Return the visitor who shows the pass *text*; raises Refusal when it is not ours."""
        holder = self.office.read_pass(text)
        if holder is None:
            raise Refusal("who_are_you")
        return Visitor(holder.mark, ((text, holder),), by_bearer=True)

    def check_csrf(self, request: Request, visitor: Visitor) -> None:
        """Raise Refusal when only the cookie speaks for a change and the page's own token is missing."""
        if request.method in _SAFE or visitor.by_bearer or not visitor.passes:
            return
        token = request.headers.get(CSRF_HEADER, "")
        if not self.office.is_csrf(token, visitor.mark):
            raise Refusal("csrf_missing")

    def remember(self, response: Response, request: Request, text: str) -> None:
        """Add the pass *text* to the browser's cookie."""
        mark, texts, _ = self._read(request.cookies.get(COOKIE))
        holder = self.office.read_pass(text)
        mark = holder.mark if holder is not None else mark
        self._write(response, request, mark, [*(one for one in texts if one != text), text])

    def forget(self, response: Response, request: Request, text: str) -> None:
        """Take the pass *text* out of the browser's cookie."""
        mark, texts, _ = self._read(request.cookies.get(COOKIE))
        self._write(response, request, mark, [one for one in texts if one != text])

    def mark(self, request: BareRequest) -> str:
        """Return the mark of the browser that sent *request*, a new one when it has none."""
        return self._read(request.cookies.get(COOKIE))[0]

    def _known(self, texts: list[str]) -> tuple[tuple[str, Pass], ...]:
        read = ((text, self.office.read_pass(text)) for text in texts)
        return tuple((text, holder) for text, holder in read if holder is not None)

    def _read(self, cookie: str | None) -> tuple[str, list[str], bool]:
        try:
            kept = self._cookie.loads(cookie or "")
        except BadSignature:
            return secrets.token_hex(6), [], True
        return str(kept["mark"]), [str(text) for text in kept["passes"]], False

    def _write(self, response: Response, request: Request, mark: str, texts: list[str]) -> None:
        value = str(self._cookie.dumps({"mark": mark, "passes": texts[-_MOST_PASSES:]}))
        response.set_cookie(
            COOKIE,
            value,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure or request.headers.get("X-Forwarded-Proto") == "https",
        )
