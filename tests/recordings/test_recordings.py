"""Recorded exercises replay line by line, whatever was rebuilt since.

A recording carries its own documents, so later changes of the library do not touch it. One that no longer replays
means that the engine plays differently: wanted or not, it must be said. New ones are made with
`startex play SCENARIO --responses FILE --journal tests/recordings/NAME.jsonl`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.recording import Recording, read_recording, setting_of, write_lines
from engine.replay import replay
from engine.run import Run
from exercise.evaluation.evaluation import evaluate, evaluate_journal

PATHS = sorted(Path(__file__).parent.glob("*.jsonl"))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_there_is_a_recording() -> None:
    assert PATHS


def test_it_replays_line_by_line(path: Path) -> None:
    recording = read_recording(path)
    setting, refs = setting_of(recording)
    replayed = replay(setting, recording.seed, recording.entries)
    assert replayed.count == len(recording.entries)
    judged = evaluate(replayed.stage.proceedings, refs, recording.seed)
    assert judged == evaluate_journal(setting, recording.entries, refs, recording.seed)


def test_it_can_be_left_at_any_entry_and_gone_on_with(path: Path) -> None:
    recording = read_recording(path)
    setting, refs = setting_of(recording)
    moments = sorted({entry.at for entry in recording.entries})
    for at in moments[:: max(1, len(moments) // 12)]:
        kept = [entry for entry in recording.entries if entry.at <= at]
        run = Run.rebuild(setting, refs, recording.seed, kept)
        assert run.seq == len(kept)
        assert run.next_due() is None or run.next_due() >= at  # type: ignore[operator]


def test_it_is_written_as_it_was_read(path: Path) -> None:
    recording: Recording = read_recording(path)
    lines = write_lines(recording.documents, recording.seed, recording.entries, recording.rules)
    assert "".join(lines).encode() == path.read_bytes()
