"""The command `startex whatif`: the recorded exercise with something changed, beside what really happened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from engine.recording import RecordingError, read_recording, setting_of
from engine.whatif import CONTINUE, PEOPLE, WhatIf, what_if
from exercise.entry import Entry
from exercise.facts import Ended
from exercise.setting import Setting
from exercise.whatif.acts import real_acts
from exercise.whatif.misread import Misread
from web.cli import fail
from web.cli.whatif_table import print_acts, print_whatif
from web.i18n import known, preferred, words
from web.whatifs.speech import misread_words


@click.command("whatif", help=words(preferred(), "cli.whatif"))
@click.argument("journal", metavar="JOURNAL.jsonl")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar='"D3@42m->15m"',
    help=words(preferred(), "whatif.option.change"),
)
@click.option(
    "--continue",
    "continue_with",
    type=click.Choice(CONTINUE),
    default=PEOPLE,
    show_default=True,
    help=words(preferred(), "whatif.option.continue"),
)
@click.option("--acts", "lists", is_flag=True, help=words(preferred(), "whatif.option.acts"))
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(
    journal: str,
    changes: tuple[str, ...],
    continue_with: str,
    lists: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    """Change something of JOURNAL and tell what would have come; status 2 when it cannot be read or changed."""
    language = known(lang) if lang is not None else preferred()
    try:
        recording = read_recording(journal)
        setting, refs = setting_of(recording)
        if lists:
            _list(setting, recording.entries, as_json, language)
            return
        found = what_if(setting, refs, recording.seed, recording.entries, changes, continue_with)
    except RecordingError as fault:
        said = words(language, f"recording.{fault.code}", **fault.numbers)
        raise fail(f"{journal}: {said}") from fault
    except Misread as fault:
        place = f'--change "{fault.change}": {fault.column}'
        raise fail(f"{place}: {misread_words(language, fault)}") from fault
    if as_json:
        click.echo(json.dumps(_paper(found), ensure_ascii=False, indent=2))
    else:
        print_whatif(setting, found, language)
    if not any(isinstance(entry.fact, Ended) for entry in recording.entries):
        click.echo(f"startex: {journal}: {words(language, 'recording.unfinished')}", err=True)


def _list(setting: Setting, entries: Sequence[Entry], as_json: bool, language: str) -> None:
    """Print the acts that can be changed."""
    acts = real_acts(setting, entries)
    if as_json:
        click.echo(json.dumps([asdict(act) for act in acts], ensure_ascii=False, indent=2))
    else:
        print_acts(setting, acts, language)


def _paper(found: WhatIf) -> dict[str, Any]:
    paper = found.paper()
    told = {key: paper.pop(key) for key in ("differences", "dropped")}
    return {**paper, "real": found.real, "whatif": found.forked, **told}
