"""A redline in a terminal: what came in is green and underlined, what went out red and struck through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from web.i18n import has_words, words
from web.register.spoken import read

_STYLES = {"+": "green underline", "-": "red strike", "=": ""}
_PLAIN = {"+": ("{+", "+}"), "-": ("[-", "-]"), "=": ("", "")}
"""How pieces stand apart where there are no colours."""


def print_redline(paper: Mapping[str, Any], language: str) -> None:
    """Print a redline (``startex/redline@1``) item by item."""
    console = Console(highlight=False, markup=False)
    has_colours = console.color_system is not None
    for item in paper["items"]:
        console.print(_head(item, language))
        for line in _lines(item, language, has_colours):
            console.print(line, soft_wrap=True)
    if not paper["items"]:
        console.print(words(language, "plan_cli.same"))


def _head(item: Mapping[str, Any], language: str) -> Text:
    title = item["title"]
    said = read(title, language) if isinstance(title, Mapping) else str(title or "")
    op = words(language, f"plan_cli.op.{item['op']}")
    kind = _named("kind", item["kind"], language)
    return Text(f"{op}  {kind} {item['id']}  {said}".rstrip(), style="bold")


def _lines(item: Mapping[str, Any], language: str, has_colours: bool) -> Iterator[Text]:
    if item["op"] == "moved":
        place = {"from": item["from_procedure"] or "–", "to": item["procedure"] or "–"}
        yield Text("    " + words(language, "plan_cli.moved", **place))
    for field in item["fields"]:
        line = Text(f"    {_named('step_key', field['key'], language)}: ")
        pieces = field["pieces"] or _whole(field)
        for piece in pieces:
            before, after = ("", "") if has_colours else _PLAIN[piece["op"]]
            line.append(f"{before}{piece['text']}{after}", style=_STYLES[piece["op"]])
        yield line


def _whole(field: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return a value that is no text as pieces: all of the old goes out, all of the new comes in."""
    pieces = [{"op": "-", "text": _written(field["old"])}, {"op": "=", "text": " "}]
    return [*pieces, {"op": "+", "text": _written(field["new"])}]


def _named(section: str, code: str, language: str) -> str:
    key = f"{section}.{code}"
    return words(language, key) if has_words(language, key) else code


def _written(value: object) -> str:
    """Return a value as a plan writes it on one line; a dash where there is none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_written(one) for one in value)
    return " ".join(str(value).split())
