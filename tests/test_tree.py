"""The tree is fit to be handed on: locked with hashes, no registry's address, no path of one machine."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"node_modules", "__pycache__", "dist", "data"}
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
ADDRESSES = re.compile(
    r"registry\.(npmjs|npmmirror|yarnpkg)|pythonhosted\.org|pypi\.org/simple|(extra-)?index-url\s*[= ]\s*\w+:|"
    r"artifactory|/nexus/|\.tgz\b"
)
MACHINE = re.compile(r"(?<![\w.<])/(home|Users|root|work|opt/(pypi|wheels))/\w+")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[\w,-]+\])?==\S+( ; .+)? \\$")


def written_files() -> Iterator[Path]:
    """Yield every file of the tree that people wrote or that is kept with it."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name == ".ci" or is_ours(name))
        yield from (Path(folder) / name for name in sorted(files))


def is_ours(folder: str) -> bool:
    """Whether a folder of that name holds what people wrote, not what programs left."""
    return folder not in LEFT_OUT and not folder.startswith(".") and not folder.endswith("egg-info")


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and content of every text of the tree but this one."""
    for file in written_files():
        if file == Path(__file__):
            continue
        try:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Return where *pattern* is found in the tree, as path:line."""
    return [
        f"{path}:{number}: {found.group()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def locked(lock: Path) -> set[str]:
    """Return the packages that a lock pins, in lower case with dashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {plain(found[1]) for line in lines if (found := PINNED.match(line))}


def versions(lock: Path) -> set[str]:
    """Return ``name==version`` of all that a lock pins."""
    return {
        line.split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line
    }


def plain(name: str) -> str:
    """Return a package's name in the spelling that all spellings share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_names_a_registry():
    assert hits(ADDRESSES) == []


def test_no_file_names_a_path_of_one_machine():
    assert hits(MACHINE) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_pins_every_package_exactly_and_with_hashes(lock: Path):
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert lines
    for number, line in enumerate(lines):
        if line.startswith("    --hash=sha256:"):
            continue
        assert PINNED.match(line), f"{lock.name}:{number + 1}: {line}"
        assert lines[number + 1].startswith("    --hash=sha256:")


def test_the_locks_hold_all_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    names = {plain(re.split(r"[\[<>=~! ;]", each)[0]) for each in wanted}
    assert names <= locked(ROOT / "requirements" / "runtime.lock")


def test_the_lock_for_work_contains_the_lock_for_running():
    runtime, dev = (ROOT / "requirements" / f"{name}.lock" for name in ("runtime", "dev"))
    assert versions(runtime) <= versions(dev)


def test_the_npm_locks_hold_hashes_and_no_addresses():
    for lock in (ROOT / "web/client/package-lock.json", ROOT / "tests/browser/package-lock.json"):
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        fetched = {
            name: entry for name, entry in packages.items() if name and not entry.get("link")
        }
        assert fetched
        assert all("integrity" in entry and "resolved" not in entry for entry in fetched.values())


def test_every_python_file_says_first_what_it_is():
    silent = [
        path
        for path, text in texts()
        if path.endswith(".py") and not re.match(r'(#!.*\n)?[rR]?"""\S', text)
    ]
    assert silent == []


def test_no_source_grows_beyond_what_one_reads_at_once():
    long = [
        f"{path}: {len(text.splitlines())}"
        for path, text in texts()
        if path.endswith((".py", ".ts", ".vue")) and len(text.splitlines()) > most_lines(path)
    ]
    assert long == []


def most_lines(path: str) -> int:
    """Return how long a file may be; a list of tests may be longer than what it tests."""
    return 800 if path.startswith("tests/") else 330
