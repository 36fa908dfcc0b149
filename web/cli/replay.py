"""The command `startex replay`: a recorded exercise played again and verified line by line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from engine.recording import RecordingError, Tampered, read_recording, setting_of
from engine.replay import Replay, ReplayDiverged, replay
from exercise.assessment.signing import check_signatures
from exercise.entry import Entry
from exercise.evaluation.evaluation import evaluate
from exercise.proceedings import Proceedings
from scenarios.timing import Ms, parse_duration
from web.cli import fail
from web.cli.evaluation_table import print_evaluation
from web.cli.play import clock_time
from web.cli.state_table import print_state, state_paper
from web.i18n import known, preferred, words

FALLS_SHORT = 1


class Moment(click.ParamType[Ms]):
    """A time as authors write it: ``40m``."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Ms:
        """Return milliseconds."""
        try:
            return parse_duration(value)
        except ValueError:
            self.fail(words(preferred(), "replay.no_time", value=value), param, ctx)


@click.command("replay", help=words(preferred(), "cli.replay"))
@click.argument("journal", metavar="JOURNAL.jsonl")
@click.option("--until", type=Moment(), metavar="40m", help=words(preferred(), "cli.option.until"))
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(journal: str, until: Ms | None, as_json: bool, lang: str | None) -> None:
    """Play JOURNAL again; status 1 when it is not what was recorded, 2 when it cannot be read."""
    language = known(lang) if lang is not None else preferred()
    try:
        recording = read_recording(journal)
        setting, refs = setting_of(recording)
        replayed = replay(setting, recording.seed, recording.entries, until)
    except (Tampered, ReplayDiverged) as fault:
        _fall_short(journal, fault, as_json, language)
    except RecordingError as fault:
        raise fail(f"{journal}: {_said(fault, language)}") from fault
    _check_signatures(journal, recording.entries, as_json, language)
    proceedings = replayed.stage.proceedings
    if until is not None:
        _show_state(proceedings, until, as_json, language)
        return
    evaluation = evaluate(proceedings, refs, recording.seed)
    is_over = proceedings.state.ended_at is not None
    if as_json:
        _print({**_summary(replayed), "evaluation": evaluation})
    else:
        if is_over:
            print_evaluation(setting, evaluation, language)
        click.echo(words(language, "replay.verified", count=replayed.count))
    if not is_over:
        click.echo(f"startex: {journal}: {words(language, 'recording.unfinished')}", err=True)
        sys.exit(FALLS_SHORT)


def _check_signatures(journal: str, entries: Sequence[Entry], as_json: bool, language: str) -> None:
    """Fall short when an evaluation was signed over something else than stands in the journal."""
    broken = next((one for one in check_signatures(entries) if not one.holds), None)
    if broken is None:
        return
    if as_json:
        _print(
            {
                "format": "startex/replay@1",
                "ok": False,
                "code": "signature_broken",
                "seq": broken.seq,
            }
        )
    said = words(language, "replay.signature_broken", seq=broken.seq)
    click.echo(f"startex: {journal}: {said}", err=True)
    sys.exit(FALLS_SHORT)


def _summary(replayed: Replay) -> dict[str, Any]:
    """Return what was verified; a recording without EndEx may lack its last lines, no hash can tell."""
    state = replayed.stage.state
    is_over = state.ended_at is not None
    return {
        "format": "startex/replay@1",
        "ok": is_over,
        **({} if is_over else {"code": "unfinished"}),
        "entries": replayed.count,
        "ended_ms": state.ended_at,
        "end_reason": state.end_reason,
    }


def _show_state(proceedings: Proceedings, at: Ms, as_json: bool, lang: str) -> None:
    paper = state_paper(proceedings, at)
    if as_json:
        _print(paper)
    else:
        click.echo(words(lang, "replay.state", at=clock_time(paper["at"])))
        print_state(proceedings.setting, paper, lang)


def _fall_short(journal: str, fault: Tampered | ReplayDiverged, as_json: bool, lang: str) -> None:
    if as_json:
        _print({"format": "startex/replay@1", "ok": False, **_fault_paper(fault)})
    click.echo(f"startex: {journal}: {_said(fault, lang)}", err=True)
    sys.exit(FALLS_SHORT)


def _fault_paper(fault: Tampered | ReplayDiverged) -> dict[str, Any]:
    if isinstance(fault, Tampered):
        return {"code": fault.code, "numbers": dict(fault.numbers)}
    return {
        "code": "diverged",
        "seq": fault.seq,
        "expected": fault.expected,
        "actual": fault.actual,
    }


def _said(fault: RecordingError | ReplayDiverged, lang: str) -> str:
    if isinstance(fault, RecordingError):
        return words(lang, f"recording.{fault.code}", **fault.numbers)
    expected, actual = (
        words(lang, "replay.nothing") if one is None else json.dumps(one, ensure_ascii=False)
        for one in (fault.expected, fault.actual)
    )
    return words(lang, "replay.diverged", seq=fault.seq, expected=expected, actual=actual)


def _print(paper: dict[str, Any]) -> None:
    click.echo(json.dumps(paper, ensure_ascii=False, indent=2))
