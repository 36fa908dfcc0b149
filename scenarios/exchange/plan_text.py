"""A plan's mapping written as YAML that people can read and edit: blocks, long texts line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FLOW_KEYS = frozenset(("by", "after", "heading", "lines", "settled", "when"))
_PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff](?:[\w .()/%+\u3001\u3002\uff00-\uffef\u4e00-\u9fff-]*[\w.()/%\u4e00-\u9fff])?"
)
_DURATION = re.compile(r"\d{1,9}[smh](?:\d{1,9}[smh]){0,2}")
_WORDS_OF_YAML = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def plan_text(paper: Mapping[str, Any], comment: Sequence[str] = ()) -> str:
    """Return the *paper* of a plan as YAML, the lines of *comment* at its head."""
    head = [f"# {' '.join(line.split())}" for line in comment]
    return "\n".join([*head, *_block(paper, ""), ""])


def _block(paper: Mapping[str, Any], pad: str) -> Iterator[str]:
    """Yield the lines of a mapping whose keys stand after *pad*."""
    for key, value in paper.items():
        yield from _entry(f"{pad}{_scalar(key)}:", key, value, pad)


def _entry(head: str, key: str, value: Any, pad: str) -> Iterator[str]:
    if key in _FLOW_KEYS or not value or not isinstance(value, Mapping | list | str):
        yield f"{head} {_flow(value)}"
    elif isinstance(value, Mapping):
        yield head
        yield from _block(value, f"{pad}  ")
    elif isinstance(value, list):
        yield head
        for one in value:
            yield from _item(one, f"{pad}  ")
    elif _may_be_block(value):
        mark = "|" if value.endswith("\n") else "|-"
        yield f"{head} {mark}"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{pad}  {line}" if line else ""
    else:
        yield f"{head} {_scalar(value)}"


def _item(value: Any, pad: str) -> Iterator[str]:
    """Yield the lines of an item of a list: what it begins with stands after its dash."""
    if not isinstance(value, Mapping) or not value:
        yield f"{pad}- {_flow(value)}"
        return
    lines = _block(value, f"{pad}  ")
    yield f"{pad}- {next(lines).removeprefix(f'{pad}  ')}"
    yield from lines


def _flow(value: Any) -> str:
    """Return *value* on one line."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Return one value as it can stand anywhere: bare where that reads the same, else quoted."""
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = _PLAIN.fullmatch(value) and value.casefold() not in _WORDS_OF_YAML
    if is_plain or _DURATION.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=not value.replace("\n", "").isprintable())


def _may_be_block(text: str) -> bool:
    """Whether *text* reads the same as a block: no odd characters, no blank at its head or at a line's end."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    return (
        "\n" in text
        and all(line.isprintable() and not line.endswith(" ") for line in lines)
        and bool(lines[0])
        and not lines[0].startswith(" ")
        and bool(lines[-1])
    )
