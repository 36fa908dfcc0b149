"""The signature of what is sent to a webhook: HMAC-SHA256 over the time and the body (docs/protocol.md 2)."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "StartEx-Signature"
_TOLERANCE = 300


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return the header's value for *body* sent at *moment*, seconds since 1970: ``t=…,v1=…``."""
    return f"t={moment},v1={_digest(secret, moment, body)}"


def is_signed(secret: str, header: str, body: bytes, now: int, tolerance: int = _TOLERANCE) -> bool:
    """Whether *header* was made for *body* by who knows *secret*, at most *tolerance* seconds from *now*."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    try:
        moment = int(parts["t"])
    except (KeyError, ValueError):
        return False
    if abs(now - moment) > tolerance:
        return False
    return hmac.compare_digest(parts.get("v1", "").encode(), _digest(secret, moment, body).encode())


def _digest(secret: str, moment: int, body: bytes) -> str:
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()
