"""What commands on a data folder share: the house in it, the options, refusals in words, rows in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.table import Table

from web.cli import fail
from web.config import DEFAULT_DATA
from web.i18n import has_words, known, preferred, words

if TYPE_CHECKING:
    from web.errors import Refusal
    from web.house import House

FALLS_SHORT = 1
_UNKNOWN = (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST)

C = TypeVar("C", bound=Callable[..., Any])


def with_data(command: C) -> C:
    """Give *command* the options of everything that works on a data folder."""
    data = click.option(
        "--data",
        default=DEFAULT_DATA,
        show_default=True,
        type=click.Path(path_type=Path, file_okay=False),
        help=words(preferred(), "serve.data"),
    )
    return data(with_language(command))


def with_language(command: C) -> C:
    """Give *command* the options for JSON and for the language."""
    lang = click.option(
        "--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en"
    )
    as_json = click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
    return as_json(lang(command))


def with_name(command: C) -> C:
    """Give *command* the option that says who does it."""
    name = click.option(
        "--name", required=True, metavar="NAME", help=words(preferred(), "plan_cli.name")
    )
    return name(command)


def spoken(lang: str | None) -> str:
    """Return the language that is asked for, else the environment's."""
    return known(lang) if lang is not None else preferred()


@contextmanager
def opened_house(data: Path, language: str) -> Iterator[House]:
    """Open the house in the folder *data*; a refusal inside ends the program with its words.

    Status 2 for what is not there or not understood, 1 where a rule is not kept.
    """
    from engine.control_room import ControlRoom
    from engine.store.store import Store
    from scenarios.shelf import Shelf
    from web.config import Config
    from web.errors import Refusal
    from web.house import House

    if not (data / "startex.db").is_file():
        raise fail(words(language, "report_file.no_data", folder=str(data)))
    store = Store.in_folder(data)
    try:
        yield House(Config(data), ControlRoom(store), Shelf((data / "library",)))
    except Refusal as refusal:
        said = refusal_words(refusal, language)
        if refusal.status in _UNKNOWN:
            raise fail(said) from refusal
        click.echo(f"startex: {said}", err=True)
        sys.exit(FALLS_SHORT)
    finally:
        store.close()


def refusal_words(refusal: Refusal, language: str) -> str:
    """Return what a refusal says."""
    key = f"refused.{refusal.code}"
    if not has_words(language, key):
        return refusal.code.replace("_", " ")
    return words(language, key, **refusal.numbers)


def print_json(paper: object) -> None:
    """Print *paper* as JSON."""
    click.echo(json.dumps(paper, ensure_ascii=False, indent=2))


def print_rows(
    language: str, section: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Print *rows* under the words of *columns*; a line that says so where there are none."""
    if not rows:
        click.echo(words(language, "plan_cli.none"))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(words(language, f"{section}.{column}"), overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False, markup=False).print(table)


def write_out(content: bytes, target: Path | None) -> None:
    """Write *content* to *target*, which is then named, or to standard output."""
    if target is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        target.write_bytes(content)
        click.echo(str(target))
