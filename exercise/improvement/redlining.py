"""Two versions of a plan as a redline: item by item, field by field, text word by word."""

from __future__ import annotations

from typing import Any

from scenarios.reader import Sheet

FORMAT = "startex/redline@1"


def redline(old: Sheet, new: Sheet) -> dict[str, Any]:
    """Return how *new* differs from *old* as JSON ``startex/redline@1`` (docs/protocol.md).

    ``{"format", "from": {"id", "version", "digest"}, "to": …, "items": [{"kind", "id", "title", "op",
    "procedure", "from_procedure", "fields": [{"key", "old", "new", "pieces": [{"op", "text"}]}]}]}``; *kind* is
    ``plan sections role service recovery form action procedure step``. Raises RevisionRefused.
    """
    raise NotImplementedError
