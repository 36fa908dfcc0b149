"""A whole document as an author's file, for documents that the program itself writes."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML

from scenarios.block_style import Quoting
from scenarios.schemas.documents import Document, dump

_WIDTH = 160


def written(document: Document) -> str:
    """Return *document* as YAML, in the order in which authors write it."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = Quoting
    yaml.default_flow_style = None
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(dump(document), out)
    return out.getvalue()
