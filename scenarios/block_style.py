"""Values as an author would write them into blocks: long texts and lists of items on lines of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

ANY_WIDTH = 1_000_000
STEP = 2
"""How much deeper the inside of a value stands."""

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


class Quoting(SafeRepresenter):
    """Quotes what the library would write bare and not read again: a leading ``?``, unusual line breaks."""

    def represent_str(self, data: str) -> Any:
        """Return the node of a string."""
        style = '"' if data.startswith("?") or not data.isprintable() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


Quoting.add_representer(str, Quoting.represent_str)


def written(value: object) -> str:
    """Return *value* as YAML on one line, as it may stand inside ``[…]`` too."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = Quoting
    yaml.default_flow_style = True
    yaml.width = ANY_WIDTH
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump({"x": value}, out)
    return out.getvalue().strip().removeprefix("{x: ").removesuffix("}")


def after_key(value: object, column: int, line_break: str = "\n") -> str:
    """Return what follows ``key:`` in a block whose keys stand at *column* from 0, with its leading blank or break."""
    pad = line_break + " " * (column + STEP)
    if isinstance(value, str) and _is_literal(value):
        mark = "|" if value.endswith("\n") else "|-"
        lines = value.removesuffix("\n").split("\n")
        return f" {mark}" + "".join(pad + line if line else line_break for line in lines)
    if isinstance(value, Mapping) and _has_long(value):
        return "".join(
            f"{pad}{_key(key)}:{after_key(each, column + STEP, line_break)}"
            for key, each in value.items()
        )
    if isinstance(value, list) and value and all(isinstance(e, Mapping) and e for e in value):
        return "".join(line_break + item(each, column + STEP, line_break) for each in value)
    return f" {written(value)}"


def item(value: object, column: int, line_break: str = "\n", is_flow: bool = False) -> str:
    """Return *value* as an item of a list whose dashes stand at *column*, without the last line break.

    *is_flow* writes it on one line, as its neighbours are, unless there is a long text in it.
    """
    dash = " " * column + "- "
    if not isinstance(value, Mapping) or not value or (is_flow and not _has_long(value)):
        return dash + written(value)
    inner = line_break + " " * (column + STEP)
    return dash + inner.join(
        f"{_key(key)}:{after_key(each, column + STEP, line_break)}" for key, each in value.items()
    )


def _key(key: object) -> str:
    return str(key) if _BARE.fullmatch(str(key)) else written(str(key))


def _has_long(value: object) -> bool:
    """Whether a text of several lines is somewhere in *value*."""
    if isinstance(value, Mapping):
        return any(map(_has_long, value.values()))
    if isinstance(value, list):
        return any(map(_has_long, value))
    return isinstance(value, str) and _is_literal(value)


def _is_literal(words: str) -> bool:
    """Whether *words* are several lines that read the same when they are written as they are."""
    body = words.removesuffix("\n")
    return (
        "\n" in words
        and bool(body)
        and not body.startswith((" ", "\n"))
        and not body.endswith("\n")
        and body.replace("\n", "").isprintable()
    )
