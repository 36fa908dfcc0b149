"""A lease on a data folder: one process plays the exercises in it, a second one is told so at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FolderTaken(Exception):
    """Another process plays the exercises in *folder*."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class Lease:
    """Holds the data *folder*, made where it is missing, from `take` to `give_up` or the end of the process.

    The system gives it up when the process dies, so nothing is left to clear away after a crash.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = None

    def take(self) -> None:
        """Take the folder; raises FolderTaken."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self.folder / "startex.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
        except OSError as refused:
            os.close(file)
            raise FolderTaken(self.folder) from refused
        self._file = file

    def give_up(self) -> None:
        """Let others have the folder."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Lease:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.give_up()


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
