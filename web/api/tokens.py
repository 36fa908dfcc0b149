"""Tokens by which other programs come in; for facilitators of the whole server."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from engine.store.tokens import TokenRecord
from exercise.screen import wall_ms
from web.api.asking import visitor, visitors
from web.errors import Refusal
from web.identity import clean_name
from web.payloads.tokens import NewToken
from web.tokens import DUTIES

tokens = Blueprint("tokens", __name__, url_prefix="/api/v1", description="Tokens for programs")


@tokens.get("/tokens")
def every_token() -> dict[str, Any]:
    """List the tokens that were not revoked; secrets are not shown again."""
    visitor().master()
    return {"tokens": [_paper(one) for one in visitors().tokens.all()], "duties": list(DUTIES)}


@tokens.post("/tokens")
@tokens.arguments(NewToken)
def make_token(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a token; its secret is shown now and never again."""
    holder = visitor().master()
    name = clean_name(sent["name"])
    if name is None:
        raise Refusal("name_missing")
    made, secret = visitors().tokens.make(name, tuple(sent["may"]), holder)
    return _paper(made) | {"secret": secret}, 201


@tokens.delete("/tokens/<token>")
def revoke_token(token: str) -> dict[str, Any]:
    """Let a token open nothing from now on."""
    visitor().master()
    visitors().tokens.revoke(token)
    return {"ok": True}


def _paper(token: TokenRecord) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "may": list(token.may),
        "made_wall": wall_ms(token.made),
        "made_by": (token.made_by or "").partition("/")[2] or None,
        "used_wall": None if token.used is None else wall_ms(token.used),
    }
