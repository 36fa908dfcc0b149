"""The command `startex play`: a whole exercise in virtual time, and its evaluation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from engine.bots import Bots
from engine.play import Played, RefusedLine, play
from engine.recording import Recording, write_recording
from exercise.commands import Act, Command
from web.cli.documents import Opened, opened, opened_responses
from web.cli.evaluation_table import print_evaluation
from web.i18n import known, preferred, words


@click.command("play", help=words(preferred(), "cli.play"))
@click.argument("scenario", metavar="SCENARIO")
@click.option("--plan", metavar="FILE", help=words(preferred(), "cli.option.plan"))
@click.option("--responses", metavar="FILE", help=words(preferred(), "cli.option.responses"))
@click.option("--bots", is_flag=True, help=words(preferred(), "cli.option.bots"))
@click.option("--seed", type=int, default=1, help=words(preferred(), "cli.option.seed"))
@click.option("--journal", metavar="OUT.jsonl", help=words(preferred(), "cli.option.journal"))
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(
    scenario: str,
    plan: str | None,
    responses: str | None,
    bots: bool,
    seed: int,
    journal: str | None,
    as_json: bool,
    lang: str | None,
) -> None:
    """Play SCENARIO to its end and print the evaluation; what was refused is noted."""
    language = known(lang) if lang is not None else preferred()
    if bots and responses is not None:
        raise click.UsageError(words(language, "play.bots_or_responses"))
    documents = opened(scenario, plan, language)
    played = _played(documents, responses, bots, seed, language)
    if journal is not None:
        write_recording(journal, Recording(documents.texts, seed, played.entries))
    evaluation = played.run.evaluation()
    if as_json:
        evaluation["refused"] = refused_papers(played.refused)
        click.echo(json.dumps(evaluation, ensure_ascii=False, indent=2))
    else:
        print_evaluation(documents.setting, evaluation, language)
        for refused in played.refused:
            click.echo(refused_line(refused, language), err=True)


def _played(
    documents: Opened, responses: str | None, bots: bool, seed: int, language: str
) -> Played:
    setting = documents.setting
    lines = opened_responses(responses, documents, language).responses if responses else ()
    colleagues = Bots(setting, setting.seats, seed) if bots else None
    return play(setting, documents.refs, seed, lines, colleagues)


def refused_papers(refused: Sequence[RefusedLine]) -> list[dict[str, Any]]:
    """Return what was refused as JSON: when, who, what, and why."""
    return [
        {
            "at": each.at,
            "by": each.command.by,
            "what": _what(each.command),
            "code": each.refused.code,
            "numbers": dict(each.refused.numbers),
        }
        for each in refused
    ]


def refused_line(refused: RefusedLine, language: str) -> str:
    """Return what was refused on one line."""
    why = words(language, f"refused.{refused.refused.code}", **refused.refused.numbers)
    clock = clock_time(refused.at)
    who = refused.command.by or ""
    return words(language, "play.refused", at=clock, by=who, what=_what(refused.command), why=why)


def clock_time(at: int) -> str:
    """Return exercise time as people read it: ``1:05:30``."""
    minutes, seconds = divmod(at // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _what(command: Command) -> str:
    return command.action if isinstance(command, Act) else type(command).__name__.lower()
