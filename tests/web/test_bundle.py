"""The bundle's fonts on pages that the client does not draw: just those files whose characters are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from web import bundle

SHEET = (
    "@font-face{font-family:N;font-display:swap;src:url(/static/dist/latin.woff2)format('woff2');"
    "unicode-range:U+0-7F}"
    "@font-face{font-family:N;src:url(/static/dist/some.woff2);unicode-range:U+6F14,U+7EC3-7EC5}"
    "@font-face{font-family:N;src:url(/static/dist/rest.woff2);unicode-range:U+62??}"
    "body{margin:0}"
)


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle with three font files."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"index.html": {"css": ["index.css"]}}))
    (tmp_path / "index.css").write_text(SHEET)
    monkeypatch.setattr(bundle, "DIST", tmp_path)
    monkeypatch.setattr(bundle, "_MANIFEST", manifest)


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize(
    ("shown", "files"),
    [
        ("EXERCISE", ["latin"]),
        ("演练", ["some"]),
        ("\u62a5 a", ["latin", "rest"]),
        ("", []),
        ("é", []),
    ],
)
def test_a_page_asks_at_once_for_the_files_that_it_needs(shown, files):
    head = bundle.fonts(shown)
    assert [name for name in ("latin", "some", "rest") if f"/{name}.woff2" in head] == files
    assert head.count('rel="preload"') == len(files)
    assert head.count("@font-face") == len(files)
    assert "swap" not in head


@pytest.mark.usefixtures("fonts")
def test_a_page_that_stands_alone_has_its_fonts_inside():
    (bundle.DIST / "some.woff2").write_bytes(b"letters")
    head = bundle.fonts("演练", is_served=False)
    assert "data:font/woff2;base64,bGV0dGVycw==" in head
    assert "/static/" not in head


def test_without_a_bundle_there_are_no_fonts(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "_MANIFEST", tmp_path / "none.json")
    assert bundle.fonts("演练", is_served=False) == ""
