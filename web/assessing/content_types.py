"""What a file is, told by its own first bytes; what it calls itself counts for nothing."""

from __future__ import annotations

from collections.abc import Callable

PLAIN_TEXT = "text/plain"
PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
"""Pictures that every browser draws and that carry no scripts; they may be shown inside the desk."""

_TAB_TO_RETURN = frozenset("\t\n\r\f")
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"mp42": "audio/mp4",
    b"isom": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
)
_MPEG_LAYER_3 = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")


def content_type(content: bytes) -> str | None:
    """Return the media type of *content*: a picture, PDF, sound or plain text; None for anything else."""
    for tell in _TELLERS:
        found = tell(content)
        if found is not None:
            return found
    return None


def _by_beginning(content: bytes) -> str | None:
    return next((kind for begin, kind in _BEGINNINGS if content.startswith(begin)), None)


def _by_container(content: bytes) -> str | None:
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12])
    return _BRANDS.get(content[8:12]) if content[4:8] == b"ftyp" else None


def _by_sound(content: bytes) -> str | None:
    return "audio/mpeg" if content.startswith(_MPEG_LAYER_3) else None


def _by_letters(content: bytes) -> str | None:
    """Return plain text when every letter of it is one: UTF-8 without control characters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    is_plain = all(letter in _TAB_TO_RETURN or _is_letter(letter) for letter in text)
    return PLAIN_TEXT if text and is_plain else None


def _is_letter(letter: str) -> bool:
    return letter >= " " and not "\x7f" <= letter <= "\x9f"


_TELLERS: tuple[Callable[[bytes], str | None], ...] = (
    _by_beginning,
    _by_container,
    _by_sound,
    _by_letters,
)
