"""A real server process for tests and benchmarks: on a free port, with a data folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).parent / "startex"
LINK = re.compile(r"https?://\S+(/j/[\w.~=-]+)")
READY_WITHIN = 600
"""How many times 50 ms a server may take to answer, before a test gives up."""


@dataclass(slots=True)
class Served:
    """A running ``startex serve`` (or ``demo``); *key* is the facilitator's token for the whole server."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    lines: Path
    passes: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """Return what the server printed so far."""
        return self.lines.read_text(encoding="utf-8", errors="replace")

    @property
    def key(self) -> str:
        """The path of the facilitator's link that the server printed."""
        found = LINK.search(self.said)
        assert found, f"no link in what the server printed:\n{self.said}"
        return found[1]

    def ask(self, method: str, path: str, body: object = None, holder: str = "") -> Any:
        """Ask the interface under ``/api/v1``; returns the answer's JSON; a refusal is an HTTPError."""
        headers = {"Content-Type": "application/json"}
        if holder:
            headers["Authorization"] = f"Bearer {holder}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def enter(self, link: str, name: str | None = None) -> str:
        """Return the pass that a link gives to somebody called *name*."""
        token = link.rpartition("/")[2]
        found: str = self.ask("POST", "/enter", {"token": token, "name": name})["pass"]
        return found

    def enter_panel(self, table: str, name: str) -> str:
        """Return the pass that the own link of a named evaluator gives."""
        links = self.ask("GET", f"/tables/{table}/panel/links", holder=self.facilitator())["links"]
        return self.enter(links[name])

    def launch(self, **wishes: object) -> Any:
        """Launch an exercise as the server's facilitator; returns it with its links."""
        return self.ask("POST", "/exercises", wishes, self.facilitator())

    def facilitator(self) -> str:
        """Return the pass of the whole server's facilitator."""
        if "facilitator" not in self.passes:
            self.passes["facilitator"] = self.enter(self.key)
        return self.passes["facilitator"]

    def answers(self) -> bool:
        """Whether the server says that it is well."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(json.load(answer)["ok"])
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kill(self) -> None:
        """End it as a pulled plug would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


def serve(data: Path, *options: str, command: str = "serve", port: int | None = None) -> Served:
    """Start the program and return it when it answers; raises AssertionError with what it printed if it ends."""
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    lines = data.parent / f"{data.name}.said.txt"
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "STARTEX_LANG": "en"}
    arguments = [str(PROGRAM), command, "--port", str(port), "--data", str(data), *options]
    with lines.open("wb") as said:
        process = subprocess.Popen(arguments, stdout=said, stderr=subprocess.STDOUT, env=environ)
    served = Served(data, port, process, lines)
    await_answer(served)
    return served


def await_answer(served: Served) -> None:
    """Return when the server answers."""
    for _ in range(READY_WITHIN):
        if served.answers():
            return
        try:
            code = served.process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"the server ended with {code}:\n{served.said}")
    served.kill()
    raise AssertionError(f"the server does not answer:\n{served.said}")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
