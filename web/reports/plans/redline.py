"""The redline between two versions of a plan as a document: item by item, field by field, words marked by signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.i18n import LANGUAGES, words
from web.reports.changes import value_words
from web.reports.document import Block, Document, Heading, Inline, Paragraph, Span, Table
from web.reports.plans.fields import field_words
from web.reports.plans.names import Names

Paper = Mapping[str, Any]

_AROUND = 60
_LONG = 2 * _AROUND + 20


@dataclass(frozen=True, slots=True)
class Compared:
    """A redline (``startex/redline@1``) with how its two sides are called and what is named in the newer one."""

    paper: Paper
    title: str
    old: str
    new: str
    made: str


def redline_document(compared: Compared, name: Names) -> Document:
    """Return *compared* in the language of *name*; what went out stands in ``[−…]``, what came in in ``[+…]``."""
    say = name.say
    return Document(
        kind="redline",
        language=say.language,
        title=f"{say('redline')} · {compared.title}",
        subtitle=f"{compared.old} → {compared.new}",
        mark=" ".join(words(one, "plan_doc.mark") for one in LANGUAGES),
        made=compared.made,
        blocks=tuple(_blocks(compared.paper["items"], name)),
    )


def _blocks(items: Sequence[Paper], name: Names) -> Iterator[Block]:
    say = name.say
    yield Paragraph(say("plan.n_items", count=len(items)), "lead")
    yield Paragraph(say("plan_doc.signs"), "note")
    for item in items:
        yield Heading(2, _title(item, name))
        if item["kind"] != "sections":
            yield Paragraph(_about(item, name), "note")
        if item["fields"]:
            yield _fields(item["fields"], name)


def _title(item: Paper, name: Names) -> str:
    op = name.say(f"redline.op.{item['op']}")
    if item["kind"] in ("sections", "plan"):
        what = name.say("plan.sections" if item["kind"] == "sections" else "plan")
    else:
        what = f"{item['id']} {name.say.text(_text(item['title']))}".strip()
    return name.say.about(op, what)


def _about(item: Paper, name: Names) -> str:
    new, old = item.get("procedure"), item.get("from_procedure")
    if old and new and old != new:
        moved = {"from": name("procedure", old), "to": name("procedure", new)}
        return name.say("redline.moved", **moved)
    if item["op"] == "moved":
        return name.say("redline.moved_within")
    if new:
        return name.say("redline.in", procedure=name("procedure", new))
    return name.say.named("kind", item["kind"])


def _fields(fields: Sequence[Paper], name: Names) -> Table:
    say = name.say
    rows = tuple((field_words(one["key"], say), _changed(one, name)) for one in fields)
    heads = (say("plan_doc.field"), say("plan_doc.change"))
    return Table(heads, rows, (1, 4))


def _changed(field: Paper, name: Names) -> Inline:
    pieces = field.get("pieces") or ()
    if pieces and any(_is_prose(field[side]) for side in ("old", "new")):
        last = len(pieces) - 1
        return tuple(_piece(one, n == 0, n == last) for n, one in enumerate(pieces))
    titles = name.titles()
    said = [
        _marked(sign, value_words(field[side], titles, name.say))
        for sign, side in (("-", "old"), ("+", "new"))
        if field[side] is not None
    ]
    return (said[0], " ", said[1]) if len(said) == 2 else tuple(said)


def _is_prose(value: object) -> bool:
    """Whether a value is a text that somebody wrote, not an id or a length of time."""
    return isinstance(value, str) and (" " in value or not value.isascii())


def _piece(piece: Paper, is_first: bool, is_last: bool) -> str | Span:
    text = str(piece["text"])
    if piece["op"] != "=":
        return _marked(piece["op"], text)
    if len(text) <= _LONG:
        return text
    return f"{'' if is_first else text[:_AROUND]} … {'' if is_last else text[-_AROUND:]}"


def _marked(sign: str, text: str) -> Span:
    shown = "\N{MINUS SIGN}" if sign == "-" else "+"
    return Span(f"[{shown}{text}]", strong=sign == "+")


def _text(title: object) -> Mapping[str, str]:
    return title if isinstance(title, Mapping) else {"": str(title or "")}
