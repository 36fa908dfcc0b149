"""A plan's mapping written as YAML that people can read and edit: blocks, long texts line by line."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML

from scenarios.block_style import ANY_WIDTH, Quoting

_FLOW_KEYS = frozenset(("by", "after", "heading", "lines", "settled", "when"))


class _Reading(Quoting):
    """Writes texts of several lines as blocks, and short lists of ids on one line."""

    def represent_str(self, data: str) -> Any:
        """Return the node of a string."""
        if "\n" in data and _may_be_block(data):
            return self.represent_scalar("tag:yaml.org,2002:str", data, style="|")
        return super().represent_str(data)

    def represent_dict(self, data: Mapping[str, Any]) -> Any:
        """Return the node of a mapping, the values of some keys on one line."""
        node = super().represent_dict(data)
        for key, value in node.value:
            if key.value in _FLOW_KEYS:
                _flow(value)
        return node


_Reading.add_representer(str, _Reading.represent_str)
_Reading.add_representer(dict, _Reading.represent_dict)


def plan_text(paper: Mapping[str, Any], comment: Sequence[str] = ()) -> str:
    """Return the *paper* of a plan as YAML, the lines of *comment* at its head."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = _Reading
    yaml.default_flow_style = False
    yaml.width = ANY_WIDTH
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(dict(paper), out)
    head = "".join(f"# {' '.join(line.split())}\n" for line in comment)
    return head + out.getvalue()


def _may_be_block(text: str) -> bool:
    """Whether *text* reads the same as a block: no odd characters, no blanks at its head or at a line's end."""
    lines = text.split("\n")
    return (
        all(line.isprintable() for line in lines)
        and not any(line.endswith(" ") for line in lines)
        and not text.startswith((" ", "\n"))
    )


def _flow(node: Any) -> None:
    """Let *node* and all in it stand on one line."""
    if not isinstance(node.value, list):
        return
    node.flow_style = True
    for each in node.value:
        for part in each if isinstance(each, tuple) else (each,):
            _flow(part)
