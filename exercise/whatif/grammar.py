"""The grammar of changes: ``D3@42m->15m``, ``#57->never``, ``+commander:decide-dr@9m; option=switch``,
``recovery.switch-to-dr.takes=15m``.

An act is named by a step that it answered, by its action, or as ``#`` and its number in the journal; ``@42m`` says
which one, where there are several. After the arrow stand, with semicolons between them, a new time (``-15m`` is so
much earlier), ``never``, ``option=…`` and ``form.FIELD=…``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.commands import Act
from exercise.setting import Setting
from exercise.whatif.acts import RealAct, called
from exercise.whatif.changes import ActChange, Added, Altered, Change, Moved, Removed
from exercise.whatif.filled import read_field, read_option
from exercise.whatif.misread import Misread
from exercise.whatif.parts import Part, pieces
from exercise.whatif.world_grammar import read_world
from scenarios.hints import nearest
from scenarios.plan import Action
from scenarios.timing import Ms, write_duration

ARROW, NEVER = "->", "never"
_WORLD = ("recovery.", "service.")
_MOST_TIMES = 8


def read_changes(
    setting: Setting, acts: Sequence[RealAct], texts: Iterable[str]
) -> tuple[Change, ...]:
    """Return what *texts* want changed; raises Misread, also when two of them change the same act."""
    changes: list[Change] = []
    changed: set[int] = set()
    for text in texts:
        try:
            read = read_change(setting, acts, text)
            _check_once(read, changed)
        except Misread as fault:
            fault.change = text
            raise
        changes += read
    return tuple(changes)


def _check_once(read: Iterable[Change], changed: set[int]) -> None:
    """Refuse an act that is among those *changed* before, and remember those that are *read*."""
    seqs = {one.seq for one in read if isinstance(one, Moved | Removed | Altered)}
    if seqs & changed:
        raise Misread("changed_twice", seq=min(seqs & changed))
    changed |= seqs


def read_change(setting: Setting, acts: Sequence[RealAct], text: str) -> tuple[Change, ...]:
    """Return what *text* wants changed: of one act perhaps both its time and what it was; raises Misread."""
    whole = Part(text.strip(), 1 + len(text) - len(text.lstrip()))
    if whole.text.startswith(_WORLD):
        return (read_world(setting, whole),)
    if whole.text.startswith("+"):
        return (_added(setting, Part(whole.text[1:], whole.column + 1)),)
    named, wanted = whole.cut(ARROW)
    if wanted is None or not named.text or not wanted.text:
        raise Misread("not_a_change", whole.column, value=text)
    return tuple(_altered(setting, _act(setting, acts, named), wanted))


def _act(setting: Setting, acts: Sequence[RealAct], named: Part) -> RealAct:
    """Return the real act that *named* means."""
    name, then = named.cut("@")
    if name.text.startswith("#"):
        return _numbered(acts, name)
    if name.text not in setting.steps and name.text not in setting.actions:
        hint = nearest(name.text, (*setting.steps, *setting.actions))
        raise Misread("no_such_name", name.column, hint, name=name.text)
    found = called(acts, setting, name.text)
    if not found:
        raise Misread("no_act", name.column, name=name.text)
    if then is not None:
        found = _at(found, then, name.text)
    meant = [act for act in found if name.text in act.steps] or found
    if len(meant) > 1:
        raise Misread("several_acts", named.column, name=name.text, times=_times(meant))
    return meant[0]


def _numbered(acts: Sequence[RealAct], name: Part) -> RealAct:
    for act in acts:
        if str(act.seq) == name.text[1:]:
            return act
    raise Misread("no_such_entry", name.column, name=name.text)


def _at(acts: Sequence[RealAct], then: Part, name: str) -> list[RealAct]:
    """Return those of *acts* that were done at the moment *then*: exactly, else as exactly as it is written."""
    moment = then.moment()
    exact = [act for act in acts if act.at == moment]
    near = exact or [act for act in acts if moment <= act.at < moment + then.width()]
    if not near:
        hint = write_duration(min(acts, key=lambda act: abs(act.at - moment)).at)
        numbers = {"name": name, "at": then.text, "times": _times(acts)}
        raise Misread("no_act_then", then.column, hint, **numbers)
    return near


def _altered(setting: Setting, act: RealAct, wanted: Part) -> Iterable[ActChange]:
    """Yield what is wanted of *act*."""
    parts = list(pieces(wanted))
    if any(part.text == NEVER for part in parts):
        if len(parts) > 1:
            raise Misread("never_and_more", wanted.column)
        return (Removed(act.seq),)
    action = setting.actions[act.action]
    changes: list[ActChange] = []
    option, form = None, dict[str, object]()
    for part in parts:
        key, value = part.cut("=")
        if value is None:
            changes.append(Moved(act.seq, _moment(setting, part, act.at)))
        else:
            option = _read_part(setting, action, key, value, form) or option
    if option is not None or form:
        changes.append(Altered(act.seq, option, form))
    return changes


def _read_part(
    setting: Setting, action: Action, key: Part, value: Part, form: dict[str, object]
) -> str | None:
    """Return the option that is chosen, or put what is said into *form*."""
    if key.text == "option":
        return read_option(action, value)
    if not key.text.startswith("form."):
        hint = nearest(key.text, ("option", "form."))
        raise Misread("unknown_part", key.column, hint, part=key.text)
    field = Part(key.text.removeprefix("form."), key.column + len("form."))
    form[field.text] = read_field(setting, action, field, value)
    return None


def _added(setting: Setting, whole: Part) -> Added:
    """Return an act that really nobody did: ``ROLE:ACTION@9m; option=…; form.FIELD=…; about=I07``."""
    first, *rest = pieces(whole)
    who, what = first.cut(":")
    verb, then = (who, None) if what is None else what.cut("@")
    if then is None:
        raise Misread("not_a_change", whole.column, value=f"+{whole.text}")
    if (role := who.text.partition("/")[0]) not in setting.roles:
        raise Misread("no_such_role", who.column, nearest(role, setting.roles), role=role)
    action = setting.actions.get(verb.text)
    if action is None:
        hint = nearest(verb.text, setting.actions)
        raise Misread("no_such_action", verb.column, hint, action=verb.text)
    option, about, form = None, None, dict[str, object]()
    for part in rest:
        key, value = part.cut("=")
        if key.text == "about" and value is not None:
            about = value.text
        elif value is None:
            raise Misread("unknown_part", part.column, part=part.text)
        else:
            option = _read_part(setting, action, key, value, form) or option
    if action.options and option is None:
        known = ", ".join(each.id for each in action.options)
        raise Misread("option_missing", verb.column, action=action.id, known=known)
    at = _moment(setting, then, None)
    return Added(at, Act(who.text, action.id, option, about, form or None))


def _moment(setting: Setting, part: Part, real: Ms | None) -> Ms:
    """Return the new moment of an act that really was at *real*; with a sign it is so much earlier or later."""
    sign = part.text[:1] if real is not None and part.text[:1] in ("+", "-") else ""
    length = Part(part.text[len(sign) :].strip(), part.column + len(sign)).moment()
    at = length if real is None or not sign else real + (length if sign == "+" else -length)
    if at < 0:
        raise Misread("before_start", part.column, value=part.text)
    if at > setting.scenario.duration:
        most = write_duration(setting.scenario.duration)
        raise Misread("after_end", part.column, value=part.text, most=most)
    return at


def _times(acts: Sequence[RealAct]) -> str:
    """Return when *acts* were done, the first few of them."""
    said = [write_duration(act.at) for act in acts[:_MOST_TIMES]]
    return ", ".join(said) + (" …" if len(acts) > _MOST_TIMES else "")
