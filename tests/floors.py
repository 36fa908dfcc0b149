"""Reads a tree's imports and says where the house's rules are broken (docs/why.md tells why they stand).

A tree is a mapping from a path such as ``engine/clock.py`` to its source, so that the rules can be tried
on made-up trees as well as on the real one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FLOORS = ("scenarios", "exercise", "engine", "web")
"""From the ground up: a floor may import what stands before it, and itself."""

PURE = ("scenarios/", "exercise/")
OUTSIDE_WORLD = (
    *("asyncio", "concurrent", "gevent", "http", "multiprocessing", "queue", "selectors"),
    *("shelve", "socket", "ssl", "subprocess", "threading"),
)
"""What would make a pure floor depend on more than its arguments."""

FENCES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("flask", "socketio", "engineio", "werkzeug", "jinja2", "wtforms"), ("web/",)),
    **dict.fromkeys(("click", "rich", "babel"), ("web/",)),
    "simpy": ("engine/stage.py", "engine/world.py", "engine/processes.py"),
    **dict.fromkeys(("sqlalchemy", "alembic", "psycopg", "sqlite3"), ("engine/store/",)),
    **dict.fromkeys(("marshmallow", "webargs"), ("schemas/", "web/payloads/")),
    **dict.fromkeys(("time", "sched"), ("engine/clock.py",)),
    "random": ("engine/draws.py",),
    **dict.fromkeys(("secrets", "uuid"), ("web/",)),
    **dict.fromkeys(OUTSIDE_WORLD, ("engine/", "web/")),
}
"""A package, and where alone it may be imported: the start of a path, or a folder of that name anywhere."""

WALL_CLOCK = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today"),
    "datetime.date.today",
}
RANDOM = {"os.urandom", "os.getrandom"}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A place where a rule is broken; *rule* is floor, fence, clock, chance or circle."""

    path: str
    line: int
    rule: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.name}"


class Import(NamedTuple):
    """One imported name, dotted and absolute, with the line that imports it and the name it is bound to."""

    line: int
    name: str
    bound: str


def read_tree(root: Path) -> dict[str, str]:
    """Return the sources of the four floors under *root*."""
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for floor in FLOORS
        for file in sorted((root / floor).rglob("*.py"))
        if "node_modules" not in file.parts
    }


def breaches(tree: Mapping[str, str]) -> list[Breach]:
    """Return every breach in *tree*, in order of path and line."""
    found: set[Breach] = set()
    edges: dict[str, dict[str, int]] = {}
    modules = {module_of(path): path for path in tree}
    for path, source in tree.items():
        parsed = ast.parse(source, path)
        imports = tuple(imports_of(parsed, path))
        found.update(fence_breaches(path, imports))
        found.update(call_breaches(path, parsed, imports))
        edges[module_of(path)] = {target_of(each.name, modules): each.line for each in imports}
    found.update(circles(edges, modules))
    return sorted(found)


def imports_of(parsed: ast.AST, path: str) -> Iterator[Import]:
    """Yield all that a source imports, also inside functions, under TYPE_CHECKING and by import_module."""
    for node in ast.walk(parsed):
        match node:
            case ast.Import(names=names):
                for each in names:
                    first = each.name.partition(".")[0]
                    yield Import(node.lineno, each.name, each.asname or first)
            case ast.ImportFrom(names=names):
                start = origin(node, path)
                for each in names:
                    name = f"{start}.{each.name}".lstrip(".")
                    yield Import(node.lineno, name, each.asname or each.name)
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]):
                if dotted(func).rpartition(".")[2] in ("import_module", "__import__"):
                    yield Import(node.lineno, name, "")


def origin(node: ast.ImportFrom, path: str) -> str:
    """Return the absolute name of the module that a ``from`` import reads."""
    if node.level == 0:
        return node.module or ""
    folder = path.split("/")[: -node.level]
    return ".".join([*folder, *([node.module] if node.module else [])])


def fence_breaches(path: str, imports: tuple[Import, ...]) -> Iterator[Breach]:
    """Yield imports of a higher floor and of packages that are fenced in elsewhere."""
    own = FLOORS.index(path.partition("/")[0])
    for each in imports:
        top = each.name.partition(".")[0]
        if top in FLOORS and FLOORS.index(top) > own:
            yield Breach(path, each.line, "floor", each.name)
        allowed = FENCES.get(top.partition("_")[0] if top.startswith("flask") else top)
        if allowed is not None and not any(is_inside(path, place) for place in allowed):
            yield Breach(path, each.line, "fence", each.name)


def is_inside(path: str, place: str) -> bool:
    """Whether *path* is the file *place*, or lies in it: a floor's folder, or any folder of that name."""
    if not place.endswith("/"):
        return path == place
    if place.partition("/")[0] in FLOORS:
        return path.startswith(place)
    return f"/{place}" in f"/{path}"


def call_breaches(path: str, parsed: ast.AST, imports: tuple[Import, ...]) -> Iterator[Breach]:
    """Yield uses of today's date and of the machine's own randomness, whatever name they were given."""
    bound = {each.bound: each.name if "." in each.name else each.bound for each in imports}
    for node in ast.walk(parsed):
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        first, _, rest = dotted(node).partition(".")
        name = ".".join(part for part in (bound.get(first, first), rest) if part)
        if first not in bound:
            continue
        real = name if name in WALL_CLOCK | RANDOM else module_alias(name, first, imports)
        if real in WALL_CLOCK and path != "engine/clock.py":
            yield Breach(path, node.lineno, "clock", real)
        if real in RANDOM and not path.startswith("web/"):
            yield Breach(path, node.lineno, "chance", real)


def module_alias(name: str, first: str, imports: tuple[Import, ...]) -> str:
    """Return *name* with an alias given by ``import x as y`` undone."""
    for each in imports:
        if each.bound == first and "." not in each.name:
            return each.name + name[len(first) :]
    return name


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for such an expression, else an empty text."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            start = dotted(value)
            return f"{start}.{attr}" if start else ""
    return ""


def module_of(path: str) -> str:
    """Return the module that a path holds."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def target_of(name: str, modules: Mapping[str, str]) -> str:
    """Return the module of the tree that an import of *name* reaches, or an empty text."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def circles(edges: Mapping[str, Mapping[str, int]], modules: Mapping[str, str]) -> Iterator[Breach]:
    """Yield every import that is part of a circle of modules."""
    for module, targets in edges.items():
        for target, line in targets.items():
            if target and target != module and module in reachable(target, edges):
                yield Breach(modules[module], line, "circle", target)


def reachable(start: str, edges: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Return all modules that *start* leads to."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        module = waiting.pop()
        fresh = {target for target in edges.get(module, {}) if target and target not in seen}
        seen |= fresh
        waiting += fresh
    return seen
