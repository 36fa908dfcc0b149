"""What a released version of the rules made of a recorded exercise stays so, to the byte."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from engine.recording import read_recording, setting_of
from exercise.evaluation.evaluation import evaluate_journal
from exercise.paper import canonical
from exercise.rules import RELEASED, rules_of

HERE = Path(__file__).parent
JUDGED = {"2026.1": "185201d5747262d0580fe0d48b3419e0b55858bf8269a5324086b971b1ece47a"}
"""The digest of the judgement by each released version: everything but findings, actions and people's verdicts."""


def test_every_released_version_has_its_judgement_here() -> None:
    assert set(JUDGED) == set(RELEASED)


@pytest.mark.parametrize("version", JUDGED)
def test_a_released_version_judges_as_it_always_did(version: str) -> None:
    recording = read_recording(HERE / "ups-deviating.jsonl")
    setting, refs = setting_of(recording)
    judged = evaluate_journal(setting, recording.entries, refs, recording.seed, rules_of(version))
    for key in ("findings", "actions", "adjusted"):
        del judged[key]
    assert sha256(canonical(judged).encode()).hexdigest() == JUDGED[version]
