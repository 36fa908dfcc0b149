"""Who does it: roles in tables, markers such as [IR Lead] or 【值班员】, and what a step's words mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scenarios.exchange.imported import ImportedRole

MOST_ROLE = 60

_MARKED = re.compile(r"`\[([^\][`\n]{2,60})\]`|【([^【】\n]{2,30})】")
_BRACKETED = re.compile(r"(?<![`!\]])\[([A-Z\u4e00-\u9fff][^\][`\n]{1,59})\](?![(:\[`])")
_NAMED = re.compile(
    r"(?:责任人|责任部门|责任单位|负责人|负责部门|牵头部门|Owner|Responsible)\s*[:：]\s*"
    r"([^\s,，。;；、()（）|]+(?: [A-Z][^\s,，。;；()|]*)*)"
)
_HEADED = re.compile(r"^(?:Role|角色|岗位)\s*[:：]\s*(.+)$", re.IGNORECASE)
_ALSO = re.compile(r"\s*[(（][^)）]{1,20}[)）]\s*$")
_SEVERAL = re.compile(r"\s*[、/;；&＆,，]\s*")
_JOINED = re.compile(r"\s*(?:\band\b|及|和|与)\s*")
"""Words that join two roles, and that may stand inside the title of one."""
_NOBODY = frozenset(("", "-", "—", "–", "n/a", "tbd", "todo", "无", "待定", "/", "all", "全体"))
_NOT_ROLES = re.compile(
    r"^(?:x|todo.*|optional|company.*|name|date|link.*|insert.*|external)$", re.IGNORECASE
)


@dataclass(slots=True)
class People:
    """The roles that a document has named so far, by their titles without case."""

    roles: dict[str, ImportedRole] = field(default_factory=dict)

    def add(self, title: str, duties: str = "", line: int | None = None) -> str | None:
        """Note a role and return its title as it was first written; None where *title* is no role's."""
        title = clean(title)
        if title.casefold() in _NOBODY or _NOT_ROLES.match(title) or len(title) > MOST_ROLE:
            return None
        key = title.casefold()
        if key not in self.roles:
            self.roles[key] = ImportedRole(title, duties.strip(), line)
        return self.roles[key].title

    def add_all(self, cell: str, line: int | None = None) -> tuple[str, ...]:
        """Note every role in the *cell* of a table; what is known whole is one role, whatever words are in it."""
        if (known := self._known(cell)) is not None:
            return (known,)
        found = (
            self.add(one, line=line) for part in _SEVERAL.split(cell) for one in self._apart(part)
        )
        return tuple(dict.fromkeys(one for one in found if one))

    def marked_in(self, text: str, line: int) -> tuple[str, ...]:
        """Return the roles that *text* marks as those who act; a marker in backticks makes a role known."""
        marked = (match[1] or match[2] for match in _MARKED.finditer(text))
        found = [self.add(title, line=line) for title in marked]
        found += [self._known(match[1]) for match in _BRACKETED.finditer(text)]
        found += [self.add(match[1], line=line) for match in _NAMED.finditer(text)]
        return tuple(dict.fromkeys(one for one in found if one))

    def leading_in(self, text: str) -> tuple[str, ...]:
        """Return the known role that stands before a colon, or in brackets at the head of *text*."""
        head = re.split(r"[:：]", text, maxsplit=1)
        if len(head) == 2 and (role := self._known(head[0])):
            return (role,)
        match = re.search(r"[(（]([^()（）]{2,60})[)）]", text[:120])
        parts = re.split(r"[,，;；]", match[1]) if match else []
        known = [self._known(part) for part in parts]
        return tuple(one for one in known if one)

    def mentioned_in(self, text: str) -> tuple[str, ...]:
        """Return the known roles whose titles *text* contains, in its order: who acts mostly comes first."""
        found = [
            role.title
            for role in self.roles.values()
            if len(role.title) > 1 and _has(text, role.title)
        ]
        return tuple(sorted(found, key=text.find))

    def _apart(self, words: str) -> Sequence[str]:
        return [words] if self._known(words) else _JOINED.split(words)

    def _known(self, words: str) -> str | None:
        role = self.roles.get(clean(words).casefold())
        return role.title if role else None


def clean(title: str) -> str:
    """Return a role's *title* on one line without markup."""
    return " ".join(title.replace("*", "").replace("`", "").split()).strip(" :：-")


def headed_role(heading: str) -> str | None:
    """Return the role that a heading such as ``Role: Incident Commander (IC)`` is about."""
    match = _HEADED.match(heading.strip())
    return _ALSO.sub("", match[1]).strip() if match else None


def unmarked(text: str) -> str:
    """Return *text* without its markers of roles."""
    return " ".join(_MARKED.sub("", text).split())


def titles(roles: Iterable[ImportedRole]) -> Sequence[str]:
    """Return the titles of *roles*."""
    return [role.title for role in roles]


def _has(text: str, title: str) -> bool:
    if title.isascii():
        return re.search(rf"\b{re.escape(title)}\b", text) is not None
    return title in text
