"""Setting up: what makes the bundle be built anew, and what the two commands say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dev
import hatch_build

ROOT = Path(__file__).resolve().parent.parent


def test_a_changed_catalogue_asks_for_a_new_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    words = tmp_path / "web/client/locales/en.json"
    words.parent.mkdir(parents=True)
    words.write_text('{"a": "one"}')
    monkeypatch.setattr(hatch_build, "ROOT", tmp_path)
    monkeypatch.setattr(hatch_build, "CLIENT", tmp_path / "web/client")
    before = hatch_build.digest(hatch_build.client_sources())
    words.write_text('{"a": "two"}')
    assert hatch_build.digest(hatch_build.client_sources()) != before


def test_the_bundle_depends_on_catalogues_lock_and_sources_and_not_on_installed_packages():
    names = {
        file.relative_to(hatch_build.CLIENT).as_posix() for file in hatch_build.client_sources()
    }
    assert {"locales/en.json", "locales/zh-CN.json", "package-lock.json", "src/main.ts"} <= names
    assert not any(name.startswith("node_modules/") for name in names)


def test_a_missing_lock_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hatch_build, "ROOT", tmp_path)
    with pytest.raises(
        hatch_build.BuildRefused, match=r"^x/package-lock\.json is missing: run .* once"
    ):
        hatch_build.install(tmp_path / "x", {})


def test_the_build_is_skipped_when_the_environment_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(hatch_build, "CLIENT", tmp_path / "nowhere")
    hatch_build.build({"STARTEX_SKIP_CLIENT": "1"})


def test_fonts_for_print_are_copied_with_their_licences_once_for_each_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    client, fonts = tmp_path / "client", tmp_path / "fonts"
    for package, files in hatch_build.PACKED_FONTS.items():
        for file in (*files, "LICENSE_FONT"):
            path = client / "node_modules" / "@expo-google-fonts" / package / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(package)
    (client / "package-lock.json").write_text("{}")
    monkeypatch.setattr(hatch_build, "ROOT", tmp_path)
    monkeypatch.setattr(hatch_build, "CLIENT", client)
    monkeypatch.setattr(hatch_build, "FONTS", fonts)
    stamp = client / "node_modules" / ".lock-digest"
    stamp.write_text(hatch_build.digest([client / "package-lock.json"]))
    hatch_build.copy_fonts({})
    names = sorted(file.name for file in fonts.iterdir() if not file.name.startswith("."))
    assert names == [
        *("NotoEmoji_400Regular.ttf", "NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"),
        *("noto-emoji.LICENSE", "noto-sans-sc.LICENSE"),
    ]
    (fonts / "noto-emoji.LICENSE").unlink()
    hatch_build.copy_fonts({})
    assert not (fonts / "noto-emoji.LICENSE").exists()


def test_every_benchmark_says_what_it_measures(capsys: pytest.CaptureFixture[str]):
    assert dev.bench([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(len(line.split(maxsplit=1)) == 2 for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 0), (["help"], 0), (["nonsense"], 2), (["bench", "no"], 2)]
)
def test_the_script_needs_nothing_installed_to_explain_itself(arguments: list[str], code: int):
    # -S and -E: without the packages and the environment of the one who runs the tests
    command = [sys.executable, "-S", "-E", str(ROOT / "dev.py"), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == code
    assert "Traceback" not in result.stderr
