"""`startex report`: the evaluation report of a recorded journal, or of a table in a data folder, as a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from web.cli import fail
from web.cli.source import table_of
from web.config import DEFAULT_DATA
from web.i18n import known, preferred, words

KINDS = (".html", ".json")


@click.command("report", help=words(preferred(), "cli.report"))
@click.argument("source", metavar="EXERCISE_OR_JOURNAL")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE.(html|json)",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "report_file.to"),
)
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
@click.option(
    "--data",
    default=DEFAULT_DATA,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
def command(source: str, target: Path, lang: str | None, data: Path) -> None:
    """Write the report of SOURCE to FILE."""
    language = known(lang) if lang is not None else preferred()
    if target.suffix not in KINDS:
        raise fail(
            words(language, "report_file.kind_unknown", kind=target.suffix, known=", ".join(KINDS))
        )
    from web.reports.model import report_model
    from web.reports.page import report_page

    table = table_of(source, data, language)
    model = report_model(table, table.last_wall)
    if target.suffix == ".json":
        written = json.dumps(model, ensure_ascii=False, indent=2) + "\n"
    else:
        written = report_page(model, language, is_served=False)
    target.write_text(written, encoding="utf-8")
    click.echo(str(target))
