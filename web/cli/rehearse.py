"""The command `startex rehearse`: an exercise played many times by simulated participants, and what that tells."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from engine.clock import SystemTime
from engine.rehearsal.crews import CrewFault
from engine.rehearsal.rehearsing import (
    MOST_RUNS,
    Played,
    Rehearsal,
    in_processes,
    on_cluster,
    rehearse,
)
from engine.rehearsal.rehearsing import Progress as Tell
from scenarios.behaviour import Behaviour
from scenarios.desk import is_id, open_behaviour
from scenarios.reader import Sheet
from scenarios.shelf import Shelf
from web.cli import fail
from web.cli.documents import Opened, opened, stop_at_errors
from web.cli.rehearsal_table import print_rehearsal
from web.i18n import known, preferred, words

IDEAL = "ideal"


@click.command("rehearse", help=words(preferred(), "cli.rehearse"))
@click.argument("scenario", metavar="SCENARIO")
@click.option("--plan", metavar="FILE", help=words(preferred(), "cli.option.plan"))
@click.option(
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=200,
    show_default=True,
    help=words(preferred(), "rehearse.option.runs"),
)
@click.option("--seed", type=int, default=1, help=words(preferred(), "cli.option.seed"))
@click.option(
    "--workers", type=click.IntRange(1, 256), help=words(preferred(), "rehearse.option.workers")
)
@click.option("--dask", metavar="ADDRESS", help=words(preferred(), "rehearse.option.dask"))
@click.option(
    "--behaviour",
    metavar="PRESET|FILE",
    default="trained",
    show_default=True,
    help=words(preferred(), "rehearse.option.behaviour"),
)
@click.option("--compare", metavar="PLAN", help=words(preferred(), "rehearse.option.compare"))
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(
    scenario: str,
    plan: str | None,
    runs: int,
    seed: int,
    workers: int | None,
    dask: str | None,
    behaviour: str,
    compare: str | None,
    as_json: bool,
    lang: str | None,
) -> None:
    """Rehearse SCENARIO and print what many runs of it tell."""
    language = known(lang) if lang is not None else preferred()
    if workers is not None and dask is not None:
        raise click.UsageError(words(language, "rehearse.workers_or_dask"))
    documents = opened(scenario, plan, language)
    rehearsal = Rehearsal(
        _played(documents, behaviour, language),
        runs,
        seed,
        _behaviour(IDEAL, documents, language)[0],
        None
        if compare is None
        else _played(opened(scenario, compare, language), behaviour, language),
    )
    crew = in_processes(workers or _cores(rehearsal)) if dask is None else on_cluster(dask)
    try:
        with _progress(language) as tell:
            result = rehearse(rehearsal, crew, SystemTime(), tell)
    except CrewFault as fault:
        raise fail(words(language, f"rehearse.{fault.code}", **fault.numbers)) from fault
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        print_rehearsal(documents.setting, result, language)


def _played(documents: Opened, behaviour: str, language: str) -> Played:
    people, digest = _behaviour(behaviour, documents, language)
    return Played(documents.setting, documents.refs, people, digest)


def _behaviour(name: str, documents: Opened, language: str) -> tuple[Behaviour, str]:
    """Return the behaviour *name*, a preset or a file, with its digest; ends the program when it is faulty."""
    shipped = Shelf().ids("behaviour")
    if is_id(name) and name not in shipped:
        listed = ", ".join(shipped)
        raise fail(words(language, "rehearse.unknown_behaviour", name=name, known=listed))
    sheet: Sheet = open_behaviour(name, documents.plan)
    stop_at_errors([sheet], language)
    if not isinstance(sheet.document, Behaviour):
        raise fail(words(language, "rehearse.no_behaviour", file=Path(name).name))
    return sheet.document, sheet.digest


def _cores(rehearsal: Rehearsal) -> int:
    """Return how many processes are worth starting: one while the work is small, else one for each core."""
    return 1 if rehearsal.total < _FEW else os.cpu_count() or 1


_FEW = 60


@contextmanager
def _progress(language: str) -> Iterator[Tell | None]:
    """Show on a terminal how far it is and how long it will take; elsewhere nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words(language, "rehearse.progress"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
