"""The command `startex finding`: findings of a data folder listed, exported to other systems, statuses taken back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import fail
from web.cli.opened import (
    FALLS_SHORT,
    opened_house,
    print_json,
    print_rows,
    refusal_words,
    spoken,
    with_data,
    with_name,
    write_out,
)
from web.i18n import preferred, words

if TYPE_CHECKING:
    from exercise.improvement.proof import Standing
    from web.house import House
    from web.interfaces.feed import Answer
    from web.interfaces.pushing import Pushing, Row

KINDS = ("json", "csv", "oscal", "md", "patch")
_LIST = ("id", "plan", "step", "finding", "severity", "standing", "owner", "due")
_EVERY = "findings"


@click.group("finding", help=words(preferred(), "cli.finding"))
def command() -> None:
    """Work on findings."""


def _with_filters(one: Callable[..., Any]) -> Callable[..., Any]:
    for name in ("plan", "standing", "severity", "exercise", "since"):
        key = f"finding_cli.{name}"
        one = click.option(f"--{name}", default=None, help=words(preferred(), key))(one)
    return one


@command.command("list", help=words(preferred(), "finding_cli.list"))
@_with_filters
@with_data
def every_finding(data: Path, as_json: bool, lang: str | None, **asked: str | None) -> None:
    """List findings."""
    from web.interfaces.names import called_in
    from web.interfaces.paper import answer_paper
    from web.interfaces.sheet import rows_of

    language = spoken(lang)
    with opened_house(data, language) as house:
        answer, standings = _pulled(house, asked)
        stamp = house.room.source.stamp()
        paper = answer_paper(house.store, answer, stamp, standings)
        rows = rows_of(house.store, answer, stamp, language, called_in(house, language))
    if as_json:
        print_json(paper)
    else:
        told = [tuple(row[column] for column in _LIST) for row in rows]
        print_rows(language, "findings_file.column", _LIST, told)


@command.command("export", help=words(preferred(), "finding_cli.export"))
@click.option(
    "--to",
    "kind",
    required=True,
    type=click.Choice(KINDS),
    help=words(preferred(), "finding_cli.to"),
)
@click.option(
    "--out",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "export.out"),
)
@_with_filters
@with_data
def export(
    kind: str,
    target: Path | None,
    data: Path,
    as_json: bool,
    lang: str | None,
    **asked: str | None,
) -> None:
    """Write findings as a file of another system's format."""
    language = spoken(lang)
    if kind == "patch" and not asked["plan"]:
        raise fail(words(language, "finding_cli.plan_wanted"))
    with opened_house(data, language) as house:
        content = _content(house, kind, asked, language)
    write_out(content, target)


@command.command("push", help=words(preferred(), "finding_cli.push"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry", is_flag=True, help=words(preferred(), "finding_cli.dry"))
@with_name
@with_data
def push(file: Path, dry: bool, name: str, data: Path, as_json: bool, lang: str | None) -> None:
    """Take statuses in from a file: rows in JSON, or an OSCAL plan of action; status 1 when a row is refused."""
    language = spoken(lang)
    document = _document(file, language)
    with opened_house(data, language) as house:
        work, rows = _pushing(house), _rows(house, document, name, file, language)
        result = work.push(rows, "terminal", dry)
    if as_json:
        print_json({"taken": not (dry or result.refused), "rows": result.rows})
    else:
        for row in result.rows:
            click.echo(_told(row, language))
    sys.exit(FALLS_SHORT if result.refused else 0)


def _pulled(house: House, asked: Mapping[str, str | None]) -> tuple[Answer, dict[str, Standing]]:
    from web.interfaces.feed import Asked, pull
    from web.planning.proving import Proving

    plan = asked["plan"]
    if plan is not None and not house.store.plans.drafts(plan):
        house.library.versions(plan)
    known = {one.plan for one in house.store.register.findings(plan=plan, taken=True)}
    proving = Proving(house)
    found = {k: one for each in sorted(known) for k, one in proving.settle(each).items()}
    return pull(house.store, Asked(limit=None, **asked)), found


def _content(house: House, kind: str, asked: Mapping[str, str | None], language: str) -> bytes:
    from web.interfaces.checklist import checklist
    from web.interfaces.names import called_in
    from web.interfaces.paper import answer_paper
    from web.interfaces.patches import patch_of
    from web.interfaces.poam import oscal
    from web.interfaces.sheet import findings_csv

    answer, standings = _pulled(house, asked)
    stamp, name = house.room.source.stamp(), asked["plan"] or _EVERY
    if kind == "patch":
        is_chosen = any(value for key, value in asked.items() if key != "plan")
        chosen = {one.finding.id for one in answer.items} if is_chosen else None
        return patch_of(house, name, language, chosen)
    if kind == "json":
        paper = answer_paper(house.store, answer, stamp, standings)
        return (json.dumps(paper, ensure_ascii=False, indent=2) + "\n").encode()
    if kind == "oscal":
        return oscal(answer, name, language, standings).encode()
    write = findings_csv if kind == "csv" else checklist
    return write(house.store, answer, stamp, language, called_in(house, language)).encode()


def _document(file: Path, language: str) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError) as wrong:
        raise fail(words(language, "finding_cli.unreadable", file=str(file))) from wrong


def _rows(house: House, document: Any, name: str, file: Path, language: str) -> list[Row]:
    """Return what *document* says, in the name of *name* where it names nobody itself."""
    from exercise.exchange.poam_reading import ROOT, NotPoam, read_poam
    from web.interfaces.poam_push import rows_of
    from web.interfaces.pushing import row_of
    from web.payloads.interfaces import Statuses

    unreadable = fail(words(language, "finding_cli.unreadable", file=str(file)))
    if isinstance(document, dict) and ROOT in document:
        try:
            return rows_of(house.store, read_poam(document), name, None).rows
        except NotPoam as wrong:
            raise unreadable from wrong
    sent = document if isinstance(document, dict) else {"statuses": document}
    if Statuses().validate(sent):
        raise unreadable
    return [row_of({**one, "by": one["by"] or name}) for one in Statuses().load(sent)["statuses"]]


def _pushing(house: House) -> Pushing:
    from web.interfaces.pushing import Pushing
    from web.planning.proving import Proving
    from web.register.actions import Actions
    from web.webhooks.outbox import Outbox

    stamp = house.room.source.stamp
    actions = Actions(house.store, stamp, Outbox(house.store, stamp).tell)
    return Pushing(house.store, actions, stamp, Proving(house).settle)


def _told(row: Mapping[str, Any], language: str) -> str:
    from web.errors import Refusal

    if "refused" in row:
        refusal = Refusal(row["refused"], **row["numbers"])
        return f"{row['id']}: {refusal_words(refusal, language)}"
    return f"{row['id']}: {row['state']} ({', '.join(row['did']) or '–'})"
