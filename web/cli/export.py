"""The command `startex export`: a finished exercise as a file of another program's format."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import click

from web.cli import fail
from web.cli.source import is_journal, tables_of
from web.config import DEFAULT_DATA, Config
from web.i18n import known, preferred, words


@click.command("export", help=words(preferred(), "cli.export"))
@click.argument("source", metavar="EXERCISE_OR_JOURNAL")
@click.option("--to", "kind", required=True, metavar="FORMAT", help=words(preferred(), "export.to"))
@click.option(
    "--out",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "export.out"),
)
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
@click.option(
    "--data",
    default=DEFAULT_DATA,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=words(preferred(), "serve.data"),
)
def command(source: str, kind: str, target: Path | None, lang: str | None, data: Path) -> None:
    """Write SOURCE in FORMAT to FILE, or to standard output."""
    from engine.store.store import Store
    from web.exporting import FORMATS, register_of, source_of

    language = known(lang) if lang is not None else preferred()
    if kind not in FORMATS:
        raise fail(words(language, "export.unknown", format=kind, known=", ".join(FORMATS)))
    chosen = FORMATS[kind]
    tables = tables_of(source, data, language)
    if chosen.is_single and len(tables) > 1:
        listed = ", ".join(table.id for table in tables)
        raise fail(words(language, "export.one_table", format=kind, tables=listed))
    secret, register = _secret(source, data), None
    if not is_journal(source):
        register = register_of(Store.in_folder(data), tables[0].exercise.id, language)
    sources = [source_of(one, one.entries, language, secret, register) for one in tables]
    written = chosen.write(sources)
    _write(written, target)


def _secret(source: str, data: Path) -> bytes:
    """Return what makes the pseudonyms: the server's secret, or all that the recording holds."""
    if is_journal(source):
        return sha256(Path(source).read_bytes()).digest()
    return Config(data).secret().encode()


def _write(written: str, target: Path | None) -> None:
    content = written.encode("utf-8", "surrogatepass")
    if target is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        target.write_bytes(content)
        click.echo(str(target))
