"""The patch of a plan's source: its changes written into the Markdown that it was imported from, or is exported as."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.store.errors import NotFound
from engine.store.plan_cards import SourceRecord
from exercise.exchange.plan_patch import Mark, NotText, language_of, plan_patch
from exercise.exchange.safe_text import markdown
from scenarios.origin import Imported, Origin
from scenarios.plan import Plan
from scenarios.timing import parse_duration
from web.errors import Refusal
from web.house import House
from web.i18n import words
from web.interfaces.names import called_in
from web.interfaces.plan_changes import Wish, wishes_of
from web.planning.exporting import edition_of
from web.register.spoken import read
from web.reports.changes import value_words
from web.reports.plans.fields import field_words
from web.reports.plans.files import plan_file, source_name
from web.reports.speech import Words

_DURATIONS = ("within", "within_max", "every", "escalate.within")
_TEXTS = ("title", "title.zh", "title.en")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a patch is for, where each step stands in it, and which version's changes are in it already."""

    name: str
    content: bytes
    origins: Mapping[str, Origin]
    version: int = 0


@dataclass(frozen=True, slots=True)
class _Named:
    """The language of the file, and what a plan's items are called in it."""

    say: Words
    titles: Mapping[str, str]


def patch_of(
    house: House,
    plan: str,
    language: str,
    findings: Collection[str] | None = None,
    after: int = 0,
) -> bytes:
    """Return the unified patch of the source of *plan*: what came after version *after*, and what is proposed.

    A plan that came from no Markdown is patched as it is exported in *language*. With *findings* only what answers
    one of them. Raises Refusal ``no_such_plan``, ``no_such_source``, ``source_unreadable``.
    """
    source = source_of(house, plan, language)
    wishes = [
        one
        for one in wishes_of(house.store, plan, max(after, source.version))
        if findings is None or set(one.findings) & set(findings)
    ]
    try:
        name = _named(house, plan, language_of(source.content))
        marks = [mark for one in wishes if (mark := _mark(source, one, name)) is not None]
        return plan_patch(source.name, source.content, marks)
    except NotText as unfit:
        raise Refusal("source_unreadable", name=source.name) from unfit


def source_of(house: House, plan: str, language: str) -> Source:
    """Return the Markdown that *plan* was imported from, else its newest version in Markdown; raises Refusal."""
    known = tuple(_plans(house, plan))
    if not known:
        raise Refusal("no_such_plan", plan=plan)
    imported = known[0].imported
    if imported is None or imported.format != "markdown":
        return _exported(house, known[0], language)
    kept = _kept(house, plan, imported)
    origins = {s.id: s.origin for one in reversed(known) for s in one.steps() if s.origin}
    return Source(kept.name, kept.content, origins)


def _exported(house: House, plan: Plan, language: str) -> Source:
    """Return the newest version of *plan* in Markdown; a row or a heading of it begins with the id of its step."""
    version = house.store.plans.newest(plan.id)
    if version is None:
        raise Refusal("no_such_source", plan=plan.id)
    content = plan_file(edition_of(house, plan.id, version), "md", language)[0]
    lines = content.decode("utf-8").split("\n")
    origins: dict[str, Origin] = {}
    for name in (*(one.id for one in plan.steps()), *(one.id for one in plan.services)):
        begins = re.compile(rf"[|#\s]*{re.escape(name)}(?![\w-])")
        places = [number for number, line in enumerate(lines, 1) if begins.match(line)]
        origins |= {name: Origin(lines=(places[0],))} if places else {}
    return Source(source_name(plan.id, version), content, origins, version)


def _plans(house: House, plan: str) -> Iterator[Plan]:
    """Yield the versions of *plan* and the texts of its drafts, the newest first."""
    for version in reversed(house.store.plans.versions(plan)):
        found = house.library.by_digest(version.digest).document
        if isinstance(found, Plan):
            yield found
    for draft in reversed(house.store.plans.drafts(plan)):
        if draft.text is not None:
            sheet = house.library.read(draft.text, f"{plan}.yaml")
            found = sheet.document or sheet.draft
            if isinstance(found, Plan):
                yield found


def _kept(house: House, plan: str, imported: Imported) -> SourceRecord:
    try:
        return house.store.plan_cards.source(imported.digest)
    except NotFound as missing:
        raise Refusal("no_such_source", plan=plan) from missing


def _named(house: House, plan: str, language: str) -> _Named:
    return _Named(Words(language), called_in(house, language)(plan))


def _mark(source: Source, wish: Wish, name: _Named) -> Mark | None:
    """Return what *wish* asks of the file; None where the file says it already."""
    origin = source.origins.get((wish.after if wish.op == "add" else wish.step) or "")
    lines = origin.lines if origin else ()
    note = _note(wish, name)
    if wish.op != "set":
        return Mark(lines, note)
    if wish.key in _DURATIONS:
        old, new = _length(wish.old), _length(wish.new)
        if old is None and origin is not None:
            old = _hinted(origin, wish.key)
        return None if new is not None and old == new else Mark(lines, note, old, new)
    if wish.key in _TEXTS and isinstance(wish.old, str) and isinstance(wish.new, str):
        return Mark(lines, note, wish.old, wish.new)
    return Mark(lines, note)


def _length(value: object) -> int | None:
    try:
        return None if value is None else parse_duration(value)  # type: ignore[arg-type]
    except ValueError:
        return None


def _hinted(origin: Origin, key: str) -> int | None:
    """Return the length that the file's own words suggest for *key*, None unless they suggest one alone."""
    found = {_length(one.value) for one in origin.hints if one.key == key}
    return found.pop() if len(found) == 1 else None


def _note(wish: Wish, name: _Named) -> str:
    say = name.say
    said = [say(f"plan_patch.{wish.standing}", version=wish.version or "")]
    said.append(_what(wish, name))
    if wish.note.strip():
        said.append(say("plan_patch.why", why=markdown(wish.note)))
    if wish.findings:
        said.append(say("plan_patch.findings", findings=", ".join(wish.findings)))
    return say.series(said)


def _what(wish: Wish, name: _Named) -> str:
    say = name.say
    step = markdown(wish.step)
    if wish.op == "set":
        key = field_words(wish.key, say)
        old, new = (markdown(value_words(one, name.titles, say)) for one in (wish.old, wish.new))
        return words(say.language, "plan_patch.set", step=step, key=markdown(key), old=old, new=new)
    title = wish.new if wish.op == "add" else wish.old
    named = read(_title(title), say.language) if isinstance(title, Mapping) else ""
    return say(f"plan_patch.{wish.op}", step=step, title=markdown(named))


def _title(item: Mapping[str, object]) -> Mapping[str, object]:
    """Return an item's title by language, however the plan writes it."""
    title = item.get("title")
    return title if isinstance(title, Mapping) else {"": title or ""}
