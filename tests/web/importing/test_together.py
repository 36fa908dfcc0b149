"""An import that breaks halfway leaves nothing behind: no draft without its findings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.web.interfaces.office import Office
from web.config import Config
from web.importing import making
from web.opening import open_house

TEXT = b"# Phishing\n\n## Respond\n\n1. Look at it\n2. Tell the users\n"


def test_a_draft_is_kept_with_its_findings_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, house = open_house(Config(tmp_path))
    office = Office(app, house)
    sent = {"file": (io.BytesIO(TEXT), "phish.md")}
    upload = office.ask("POST", "/imports", data=sent).get_json()["id"]

    def broken(*_about: object) -> int:
        raise OSError("the disk is full")

    path, body = f"/imports/{upload}/draft", {"plan": "phish", "title": None, "name": "Li"}
    with monkeypatch.context() as patch:
        patch.setattr(making, "take_lacks", broken)
        assert office.ask("POST", path, body).status_code == 500
    assert house.store.plans.drafts("phish") == ()
    assert office.told("POST", path, body)["findings"] > 0
    house.close()
