"""Files that go with an observation: taken in, checked, kept once, given out as downloads."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from engine.store.attachments import AttachmentRecord
from engine.store.errors import NotFound
from web.assessing.content_types import content_type
from web.errors import Refusal
from web.house import House
from web.table import Table

LARGEST = 10 * 1024 * 1024
"""The most bytes that one file may have."""

MOST_OF_A_TABLE = 500 * 1024 * 1024
"""The most bytes that the files of one table take together, so that nobody fills the disk."""

_LONGEST_NAME = 120

Paper = dict[str, Any]


def keep(house: House, table: Table, by: str, name: str, content: bytes) -> Paper:
    """Keep *content* for *table*; return ``{name, type, size, digest}`` for the note. Raises Refusal."""
    kind = _checked(content)
    if house.store.attachments.room_taken(table.id) + len(content) > MOST_OF_A_TABLE:
        raise Refusal("attachments_full", most=MOST_OF_A_TABLE // 1024 // 1024)
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    made = house.room.source.stamp()
    house.store.attachments.put(
        AttachmentRecord(table.id, digest, kind, len(content), made, by, content)
    )
    return {"name": clean_file_name(name), "type": kind, "size": len(content), "digest": digest}


def kept(house: House, table: Table, digest: str) -> AttachmentRecord:
    """Return the file of *table* under *digest*; raises Refusal."""
    try:
        return house.store.attachments.get(table.id, digest)
    except NotFound as missing:
        raise Refusal("no_such_attachment") from missing


def check_attached(house: House, table: Table, attached: Iterable[Mapping[str, object]]) -> None:
    """Raise Refusal unless each of a note's attachments is kept for *table* as what it is said to be."""
    wanted = tuple(attached)
    known = house.store.attachments.sizes(table.id) if wanted else {}
    for one in wanted:
        if known.get(str(one.get("digest"))) != (one.get("type"), one.get("size")):
            raise Refusal("no_such_attachment")


def name_of(table: Table, digest: str) -> str:
    """Return what the last note that names the file calls it; its digest's beginning when none does."""
    found = digest.partition(":")[2][:12]
    for entry in table.entries:
        for one in getattr(entry.fact, "attachments", ()):
            if one.get("digest") == digest:
                found = clean_file_name(str(one.get("name", "")))
    return found


def clean_file_name(name: str) -> str:
    """Return the last part of a path as one line without control or direction marks, 120 characters at most."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in bare if not unicodedata.category(c).startswith("C"))
    kept_name = " ".join(seen.split()).strip(". ")
    if len(kept_name) > _LONGEST_NAME:
        stem, dot, ending = kept_name.rpartition(".")
        short = len(ending) < 10 and bool(dot)
        kept_name = (
            f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
            if short
            else kept_name[:_LONGEST_NAME]
        )
    return kept_name or "attachment"


def _checked(content: bytes) -> str:
    if not content:
        raise Refusal("attachment_empty")
    if len(content) > LARGEST:
        raise Refusal("attachment_too_large", most=LARGEST // 1024 // 1024)
    kind = content_type(content)
    if kind is None:
        raise Refusal("attachment_unfit")
    return kind
