#!/usr/bin/env python3
"""Sets everything up, then runs the demonstration or the checks. Needs nothing but Python 3.11 or newer.

python3 dev.py demo [OPTIONS]     a demonstration exercise in the browser; the options are startex demo's
python3 dev.py test [ARGUMENTS]   every check and test; with arguments only pytest, with those
python3 dev.py setup              only set up; afterwards .venv/bin/startex is the program
python3 dev.py bench [NAME]       list the benchmarks, or run one: it prints a JSON line
python3 dev.py fmt                put the Python sources in form
python3 dev.py lock               resolve requirements/*.lock anew
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
BENCHMARKS = ROOT / "benchmarks"
LOCKS = {"run": ("runtime.lock", "build.lock"), "dev": ("runtime.lock", "dev.lock")}
"""What is installed to run the program, and to work on it."""
Command = list["str | Path"]
PYTEST_SPREAD = ("-n", "2", "--dist", "loadfile")


def main() -> int:
    """Do what the command line asks; returns the exit code."""
    command, rest = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    tasks = {"demo": demo, "test": test, "setup": setup, "bench": bench, "fmt": fmt, "lock": lock}
    if command not in tasks:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    try:
        return tasks[command](rest)
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError as failed:
        say(f"this failed: {' '.join(str(part) for part in failed.cmd)}")
        return 1


def demo(rest: list[str]) -> int:
    """Start the demonstration."""
    prepare("run")
    return call(BIN / "startex", "demo", *rest)


def setup(rest: list[str]) -> int:
    """Prepare for work on the program."""
    prepare("dev")
    say(f"the program is {BIN.relative_to(ROOT) / 'startex'}")
    return 0


def test(rest: list[str]) -> int:
    """Run every check, then the tests; pytest's closing line is printed last."""
    prepare("dev")
    if rest:
        return call(PYTHON, "-m", "pytest", *rest)
    failed = [name for name, command in checks() if not passes(name, command)]
    code, closing = run_tests()
    if failed:
        print(f"checks that failed: {', '.join(failed)}")
    print(closing, flush=True)
    return code or (1 if failed else 0)


def bench(rest: list[str]) -> int:
    """List the benchmarks, or run one by its name."""
    known = sorted(file.stem for file in BENCHMARKS.glob("*.py") if not file.stem.startswith("_"))
    if not rest:
        print("\n".join(f"{name:16} {first_line(BENCHMARKS / f'{name}.py')}" for name in known))
        return 0
    if rest[0] not in known:
        say(f"no benchmark {rest[0]!r}; there are: {', '.join(known)}")
        return 2
    prepare("dev")
    return call(PYTHON, "-m", f"benchmarks.{rest[0]}", *rest[1:])


def fmt(rest: list[str]) -> int:
    """Sort imports, repair what ruff can repair, and format."""
    prepare("dev")
    fixed = call(PYTHON, "-m", "ruff", "check", "--fix", *(rest or ["."]))
    return call(PYTHON, "-m", "ruff", "format", *(rest or ["."])) or fixed


def lock(rest: list[str]) -> int:
    """Resolve the newest versions into the lock files, with hashes and without any address."""
    prepare("dev")
    plain = [
        *("--universal", "--generate-hashes", "--no-emit-index-url"),
        *("--no-header", "--no-annotate", "--quiet"),
    ]
    upgrade = ["--upgrade"] if "--upgrade" in rest else []
    runtime = REQUIREMENTS / "runtime.lock"
    wanted = (
        ("runtime.lock", ["pyproject.toml"]),
        ("build.lock", ["--group", "build", "--constraints", str(runtime)]),
        ("dev.lock", ["pyproject.toml", "--group", "dev", "--constraints", str(runtime)]),
    )
    for name, sources in wanted:
        target = str(REQUIREMENTS / name)
        subprocess.run(
            [BIN / "uv", "pip", "compile", *sources, *plain, *upgrade, "-o", target],
            cwd=ROOT,
            check=True,
        )
    return 0


def prepare(level: str) -> None:
    """Bring .venv and the client's bundle up to date; at once when nothing changed."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed.")
    wanted = requirements_digest(level)
    stamp = VENV / f".startex-{level}"
    if not (PYTHON.exists() and stamp.is_file() and stamp.read_text() == wanted):
        started = time.monotonic()
        install(level)
        stamp.write_text(wanted)
        say(f"environment ready in {time.monotonic() - started:.0f} s")
    if subprocess.run([PYTHON, ROOT / "hatch_build.py"], cwd=ROOT, check=False).returncode:
        sys.exit("the client could not be built; the reason stands above")


def install(level: str) -> None:
    """Create .venv when it is missing, and install what is locked, and the program itself, into it."""
    if not PYTHON.exists():
        say("making .venv")
        require_ensurepip()
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    say("installing the locked requirements")
    pip: Command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    pip += ["install", "--no-compile"]
    hashed: Command = [*pip, "--require-hashes"]
    subprocess.run([*hashed, "-r", REQUIREMENTS / "build.lock"], cwd=ROOT, check=True)
    # With node there, npm fetches the client's packages while pip fetches the rest.
    client: Command = [PYTHON, ROOT / "hatch_build.py", "install"]
    with subprocess.Popen(client, cwd=ROOT):
        files = [part for name in LOCKS[level] for part in ("-r", REQUIREMENTS / name)]
        subprocess.run([*hashed, *files], cwd=ROOT, check=True)
    environ = {**os.environ, "STARTEX_SKIP_CLIENT": "1"}
    itself: Command = [*pip, "--no-deps", "--no-build-isolation", "--editable", "."]
    subprocess.run(itself, cwd=ROOT, env=environ, check=True)
    compile_ahead()


def compile_ahead() -> None:
    """Compile what was installed and the packages, so that no start waits for it where Python may not write itself."""
    packages = [*VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages"]
    packages += [ROOT / "scenarios", ROOT / "exercise", ROOT / "engine"]
    packages += [path for path in (ROOT / "web").iterdir() if path.name not in ("client", "static")]
    found = [path for path in packages if path.exists()]
    subprocess.run([PYTHON, "-m", "compileall", "-q", "-j", "0", *found], cwd=ROOT, check=False)


def require_ensurepip() -> None:
    """Leave with one line of advice where Python came without its own installer."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python has no ensurepip: on Debian or Ubuntu run 'apt-get install python3-venv' once."
        )


def requirements_digest(level: str) -> str:
    """Return a digest of all that decides what stands in .venv."""
    total = hashlib.sha256(sys.version.encode())
    for file in (ROOT / "pyproject.toml", *(REQUIREMENTS / name for name in LOCKS[level])):
        total.update(file.read_bytes())
    return total.hexdigest()


def checks() -> list[tuple[str, Command]]:
    """Return the checks that are not tests, each with its command."""
    client: Command = [PYTHON, ROOT / "hatch_build.py", "run"]
    return [
        ("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("vue-tsc", [*client, "typecheck"]),
        ("eslint", [*client, "lint"]),
        ("client tests", [*client, "test"]),
    ]


def passes(name: str, command: Command) -> bool:
    """Run one check and say how it went; what it found is shown only when it failed."""
    started = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    fine = result.returncode == 0
    print(
        f"{name:14} {'passed' if fine else 'FAILED'} {time.monotonic() - started:5.1f} s",
        flush=True,
    )
    if not fine:
        print(result.stdout, flush=True)
    return fine


def run_tests() -> tuple[int, str]:
    """Run pytest, showing its output as it comes; returns its exit code and its closing line, held back."""
    command: Command = [PYTHON, "-m", "pytest", "--color=no", *PYTEST_SPREAD]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            if closing:
                print(closing, flush=True)
            closing = line.rstrip("\n")
    return running.returncode, closing


def call(*command: str | Path) -> int:
    """Run a command in the foreground; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def first_line(file: Path) -> str:
    """Return what a source file says it is."""
    return file.read_text(encoding="utf-8").lstrip('"').partition("\n")[0].rstrip('"')


def say(message: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(f"[dev] {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
