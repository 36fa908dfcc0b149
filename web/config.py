"""The settings of one server: where it listens, where its data lies, which parts of it run."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROLES = ("all", "web", "conductor")
PROTOCOL = 1
DEFAULT_DATA = Path("data")


@dataclass(frozen=True, slots=True)
class Config:
    """What `startex serve` was asked for; *data* None keeps nothing on disk but in a temporary folder."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    role: str = "all"
    max_body: int = 2 * 1024 * 1024

    def secret(self) -> str:
        """Return the server's secret, made at the first start and kept in the data folder for its owner alone."""
        self.data.mkdir(parents=True, exist_ok=True)
        path = self.data / "secret"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        return path.read_text(encoding="ascii").strip()
