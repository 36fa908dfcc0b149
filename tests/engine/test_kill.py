"""A process that is killed while people act loses nothing that it answered."""

import subprocess
import sys
from pathlib import Path

import pytest

from exercise.facts import Acted
from tests.engine import live_process
from tests.engine.hall import OTHER, TABLE, Hall

ANSWERS = 400


@pytest.mark.parametrize("kind", ["threads", "gevent"])
def test_every_answered_act_is_kept_once_and_the_exercise_comes_back_standing(
    tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "data"
    answered = answers_until_killed(folder, kind)
    hall = Hall(folder)
    assert set(hall.room.recover()) == {TABLE, OTHER}
    hall.settle()
    kept = {
        (table, entry.seq, entry.fact.client_id): entry
        for table in (TABLE, OTHER)
        for entry in hall.store.journals.read(table)
        if isinstance(entry.fact, Acted)
    }
    assert answered <= set(kept)
    assert len({(table, client_id) for table, _, client_id in kept}) == len(kept)
    assert [hall.kept(table)[-1][1] for table in (TABLE, OTHER)] == ["paused restarted"] * 2
    hall.stop()


def answers_until_killed(folder: Path, kind: str) -> set[tuple[str, int, str | None]]:
    """Return (table, seq, client id) of the answers printed before the process was killed."""
    command = [sys.executable, "-W", "ignore", "-m", live_process.__name__, str(folder), kind]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(ANSWERS)]
        process.kill()
        lines += process.stdout.readlines()
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {(table, int(seq), client_id) for table, seq, client_id in whole}
