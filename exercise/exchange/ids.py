"""Stable identifiers for other programs: the same thing has the same UUID in every export (RFC 9562, version 5)."""

from __future__ import annotations

from hashlib import sha1

HOME = "https://startex.invalid"
"""The address that our own names in other programs' formats begin with; ``.invalid`` leads nowhere (RFC 2606)."""
_NAMESPACE = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")
"""The namespace of URLs."""


def stable_uuid(*parts: str) -> str:
    """Return the UUID of the thing that *parts* name from the outside in, an exercise's id first."""
    name = "/".join((HOME, *parts))
    digest = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def iri(*parts: str) -> str:
    """Return the address that names the thing that *parts* name; what no address may hold is written as ``%XX``."""
    return "/".join((HOME, *(_escaped(part) for part in parts)))


def _escaped(part: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._~") else _percent(c) for c in part)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
