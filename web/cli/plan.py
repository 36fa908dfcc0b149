"""The command `startex plan`: plans of a data folder listed, shown, checked, compared, exported and revised."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import fail
from web.cli.opened import (
    FALLS_SHORT,
    opened_house,
    print_json,
    print_rows,
    spoken,
    with_data,
    write_out,
)
from web.cli.plan_work import approve, begin, go_back, publish, submit
from web.i18n import preferred, words

if TYPE_CHECKING:
    from scenarios.reader import Sheet
    from web.house import House

_LIST = ("id", "version", "title", "drafts", "findings")


@click.group("plan", help=words(preferred(), "cli.plan"))
def command() -> None:
    """Work on plans."""


for _each in (begin, submit, approve, publish, go_back):
    command.add_command(_each)


@command.command("list", help=words(preferred(), "plan_cli.list"))
@with_data
def every_plan(data: Path, as_json: bool, lang: str | None) -> None:
    """List the plans."""
    from web.planning.rows import plan_rows
    from web.register.spoken import read

    language = spoken(lang)
    with opened_house(data, language) as house:
        rows = plan_rows(house)
    if as_json:
        print_json({"plans": rows})
        return
    told = [
        (r["id"], r["newest"], read(r["title"], language), len(r["drafts"]), r["findings"])
        for r in rows
    ]
    print_rows(language, "plan_cli.column", _LIST, told)


@command.command("show", help=words(preferred(), "plan_cli.show"))
@click.argument("plan", metavar="PLAN")
@with_data
def show(plan: str, data: Path, as_json: bool, lang: str | None) -> None:
    """Show the versions and drafts of a plan."""
    from web.planning.page import plan_page

    language = spoken(lang)
    with opened_house(data, language) as house:
        paper = plan_page(house, plan)
    if as_json:
        print_json(paper)
        return
    versions = [
        (one["version"], one["effective"], one["approved_by"], len(one["changelog"]), one["note"])
        for one in paper["versions"]
    ]
    columns = ("version", "effective", "approved_by", "changes", "note")
    print_rows(language, "plan_cli.column", columns, versions)
    drafts = [_draft_row(one) for one in paper["drafts"]]
    if drafts:
        columns = ("draft", "state", "version", "contributors", "title")
        print_rows(language, "plan_cli.column", columns, drafts)


@command.command("check", help=words(preferred(), "plan_cli.check"))
@click.argument("which", metavar="PLAN[@VERSION]|draft:ID")
@with_data
def check(which: str, data: Path, as_json: bool, lang: str | None) -> None:
    """Tell what is wrong in a version or a draft; status 1 when there is an error."""
    from scenarios.checks import check_plan
    from scenarios.reader import read_text
    from web.problems import line, paper

    language = spoken(lang)
    with opened_house(data, language) as house:
        found = _sheet(house, which)
    sheet = check_plan(read_text(found.text, found.name))
    if as_json:
        problems = [paper(one, language) for one in sheet.problems]
        print_json({"ok": sheet.is_faultless, "which": which, "problems": problems})
    else:
        for problem in sheet.problems:
            click.echo(line(problem, language))
    sys.exit(0 if sheet.is_faultless else FALLS_SHORT)


@command.command("diff", help=words(preferred(), "plan_cli.diff"))
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@with_data
def diff(old: str, new: str, data: Path, as_json: bool, lang: str | None) -> None:
    """Show how B differs from A: files, ``PLAN@VERSION`` or ``draft:ID``."""
    from exercise.improvement.redlining import redline
    from exercise.improvement.refusal import RevisionRefused
    from web.cli.redline_text import print_redline

    language = spoken(lang)
    sheets = [_written(one, data, language) for one in (old, new)]
    try:
        paper = redline(*sheets)
    except RevisionRefused as refused:
        said = words(language, f"refused.{refused.code}", **refused.numbers)
        raise fail(said) from refused
    if as_json:
        print_json(paper)
    else:
        print_redline(paper, language)


@command.command("export", help=words(preferred(), "plan_cli.export"))
@click.argument("plan", metavar="PLAN[@VERSION]")
@click.option(
    "--to",
    "ending",
    required=True,
    type=click.Choice(("yaml", "md", "docx", "pdf")),
    help=words(preferred(), "plan_cli.to"),
)
@click.option(
    "--out",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "export.out"),
)
@with_data
def export(
    plan: str, ending: str, target: Path | None, data: Path, as_json: bool, lang: str | None
) -> None:
    """Write a version of a plan as a file."""
    from web.planning.exporting import edition_of
    from web.reports.plans.files import plan_file

    language = spoken(lang)
    name, version = _named(plan)
    with opened_house(data, language) as house:
        number = version or house.library.versions(name)[0].version
        if ending == "yaml":
            content = house.library.plan_sheet(name, number).text.encode("utf-8")
        else:
            content = plan_file(edition_of(house, name, number), ending, language)[0]
    write_out(content, target)


def _named(written: str) -> tuple[str, int | None]:
    """Return the plan and the version that *written* names, ``PLAN`` or ``PLAN@3``."""
    plan, _, version = written.partition("@")
    if version and not (version.isdecimal() and len(version) < 8):
        raise fail(words(preferred(), "refused.no_such_version", plan=plan, version=version))
    return plan, int(version) if version else None


def _sheet(house: House, which: str) -> Sheet:
    if which.startswith("draft:"):
        return house.drafts.sheets(which.removeprefix("draft:"))[1]
    return house.library.plan_sheet(*_named(which))


def _written(which: str, data: Path, language: str) -> Sheet:
    """Return the sheet of a file, or of a version or draft in the data folder."""
    from scenarios.reader import read_file, read_text
    from web.cli.documents import stop_at_errors

    if Path(which).is_file() or which.endswith((".yaml", ".yml")):
        sheet = read_file(which)
        stop_at_errors([sheet], language)
        return sheet
    with opened_house(data, language) as house:
        sheet = _sheet(house, which)
    return read_text(sheet.text, sheet.name)


def _draft_row(draft: Mapping[str, Any]) -> tuple[object, ...]:
    people = ", ".join(str(one["name"]) for one in draft["contributors"])
    return draft["id"], draft["state"], draft["version"], people, draft["title"]
