"""The command `startex check`: everything that is wrong in plans, scenarios and responses."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from scenarios.desk import open_files
from scenarios.reader import Sheet
from web.i18n import known, preferred, words
from web.problems import line, paper

UNREADABLE = 2
FAULTY = 1


@click.command("check", help=words(preferred(), "cli.check"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(files: Sequence[str], as_json: bool, lang: str | None) -> None:
    """Print the problems of *files*; status 1 when there is an error, 2 when a file cannot be read."""
    language = known(lang) if lang is not None else preferred()
    sheets = open_files(files)
    for sheet in sheets:
        if not sheet.is_readable:
            click.echo(line(sheet.problems[0], language), err=True)
    if as_json:
        click.echo(json.dumps(_paper(sheets, language), ensure_ascii=False, indent=2))
    else:
        for sheet in sheets:
            _tell(sheet, language)
    sys.exit(_status(sheets))


def _tell(sheet: Sheet, lang: str) -> None:
    if not sheet.is_readable:
        return
    for problem in sheet.problems:
        click.echo(line(problem, lang))
    errors = sum(problem.is_error for problem in sheet.problems)
    warnings = len(sheet.problems) - errors
    summary = words(
        lang,
        "check.summary_warned" if warnings else "check.summary",
        file=sheet.name,
        kind=words(lang, f"kind.{sheet.kind or 'document'}"),
        errors=words(lang, "check.errors", count=errors),
        warnings=words(lang, "check.warnings", count=warnings),
    )
    click.echo(summary)


def _status(sheets: Sequence[Sheet]) -> int:
    if not all(sheet.is_readable for sheet in sheets):
        return UNREADABLE
    return 0 if all(sheet.is_faultless for sheet in sheets) else FAULTY


def _paper(sheets: Sequence[Sheet], lang: str) -> dict[str, Any]:
    return {
        "ok": _status(sheets) == 0,
        "files": [
            {
                "file": sheet.name,
                "kind": sheet.kind,
                "id": getattr(sheet.draft, "id", None),
                "digest": sheet.digest if sheet.is_readable else None,
                "ok": sheet.is_faultless,
                "problems": [paper(problem, lang) for problem in sheet.problems],
            }
            for sheet in sheets
        ],
    }
