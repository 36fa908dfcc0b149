"""Finds a Chromium for the tests: $STARTEX_CHROMIUM, one on PATH, else the one that comes as an npm package."""

from __future__ import annotations

import ctypes.util
import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from hatch_build import install, node_binary

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / ".cache" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACK = "import c from '@sparticuz/chromium'; await c.executablePath()"
PACKAGED_FOR = {
    "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x",
    "AWS_LAMBDA_JS_RUNTIME": "nodejs22.x",
}
"""Told so, the package unpacks the shared libraries too, which a bare machine lacks."""


def find() -> tuple[str, dict[str, str]]:
    """Return the browser's path and the environment that it needs on top."""
    given = os.environ.get("STARTEX_CHROMIUM") or on_path()
    if given:
        return given, {}
    browser = unpacked()
    if ctypes.util.find_library("nss3"):
        return str(browser), {}
    return str(browser), {"LD_LIBRARY_PATH": str(CACHE / "al2023" / "lib")}


def on_path() -> str | None:
    """Return the machine's own browser, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def unpacked() -> Path:
    """Return the packaged browser, unpacked once into .cache, by one test process at a time."""
    browser = CACHE / "chromium"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / ".lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (browser.exists() and (CACHE / "al2023").exists()):
            unpack()
    return browser


def unpack() -> None:
    """Install the npm package and let it unpack its browser."""
    install(HERE, os.environ)
    environ = {**os.environ, **PACKAGED_FOR, "TMPDIR": str(CACHE)}
    command = [node_binary() or "node", "--input-type=module", "-e", UNPACK]
    subprocess.run(command, cwd=HERE, env=environ, check=True)


def flags() -> list[str]:
    """Return the command line that lets the browser run on a small machine, also as root."""
    plain = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
    quiet = ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*plain, *quiet, *(["--no-sandbox"] if is_root else [])]
