"""The command `startex import`: what is understood of a foreign plan and what is missing; the plan as a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import fail
from web.i18n import known, preferred, words

if TYPE_CHECKING:
    from scenarios.exchange.imported import ImportedPlan, Notice
    from scenarios.plan import Plan
    from scenarios.reader import Sheet

REFUSED = 2


@click.command("import", help=words(preferred(), "cli.import"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    "target",
    metavar="PLAN.yaml",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "import_file.to"),
)
@click.option("--strict", is_flag=True, help=words(preferred(), "importing.strict"))
@click.option("--json", "as_json", is_flag=True, help=words(preferred(), "cli.json"))
@click.option("--lang", default=None, help=words(preferred(), "cli.lang"), metavar="zh|en")
def command(file: Path, target: Path | None, strict: bool, as_json: bool, lang: str | None) -> None:
    """Print what is understood of FILE and what it lacks; status 2 when it cannot be imported."""
    from scenarios.exchange.imported import ImportRefused
    from scenarios.exchange.reading import read
    from scenarios.plan import Plan
    from web.importing.shelf import planned

    language = known(lang) if lang is not None else preferred()
    try:
        imported = read(file, strict)
    except ImportRefused as refused:
        _refuse(file, refused.problems, language, as_json)
    sheet = planned(imported)
    plan = sheet.document if isinstance(sheet.document, Plan) else None
    if target is not None:
        _write(target, sheet, plan, language)
    if as_json:
        told = _paper(imported, plan, None if target is None else str(target))
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(imported, plan, language)
        if target is not None:
            click.echo(str(target))


def _refuse(file: Path, problems: tuple[Notice, ...], language: str, as_json: bool) -> None:
    for one in problems:
        click.echo(f"{file}{_where(one)}: {_words(one, language)}", err=True)
    if as_json:
        found = [_notice(one) for one in problems]
        click.echo(json.dumps({"ok": False, "problems": found}, ensure_ascii=False, indent=2))
    sys.exit(REFUSED)


def _write(target: Path, sheet: Sheet, plan: Plan | None, language: str) -> None:
    if plan is None or not plan.procedures:
        raise fail(words(language, "refused.import_no_steps"))
    if not target.parent.is_dir():
        raise fail(words(language, "report_file.no_folder", folder=str(target.parent)))
    target.write_text(sheet.text, encoding="utf-8")


def _tell(imported: ImportedPlan, plan: Plan | None, language: str) -> None:
    from web.importing.preview import lacking_paper

    hints = sum(len(step.hints) for step in imported.steps())
    counts = {
        "procedures": len(imported.procedures),
        "steps": len(imported.steps()),
        "roles": len(imported.roles),
        "hints": hints,
    }
    click.echo(imported.title)
    click.echo(words(language, "importing.found", **counts))
    for row in [] if plan is None else lacking_paper(plan):
        if row["asked"]:
            key = f"importing.{'lacks' if row['lacking'] else 'has'}.{row['what']}"
            click.echo("  " + words(language, key, lacking=row["lacking"], asked=row["asked"]))
    for procedure in imported.procedures:
        click.echo(f"\n{procedure.title}  [{words(language, f'phase.{procedure.phase}')}]")
        for step in procedure.steps:
            click.echo(f"  {step.lines[0]:>5}  {step.title}" + _said(step.roles))
            for hint in step.hints:
                said = words(language, f"importing.hint.{hint.key}", words=hint.words)
                click.echo(f"         {said}")
    if imported.notices:
        click.echo()
    for one in imported.notices:
        click.echo(f"{imported.name}{_where(one)}: {_words(one, language)}")


def _said(roles: tuple[str, ...]) -> str:
    return f"  ({', '.join(roles)})" if roles else ""


def _where(notice: Notice) -> str:
    return f":{notice.line}" if notice.line else f" {notice.path}" if notice.path else ""


def _words(notice: Notice, language: str) -> str:
    said = words(language, f"importing.notice.{notice.code}", **notice.numbers)
    count = notice.numbers.get("count")
    return said if count is None else words(language, "importing.times", words=said, times=count)


def _paper(imported: ImportedPlan, plan: Plan | None, target: str | None) -> dict[str, Any]:
    from web.importing.preview import lacking_paper, origin_paper

    return {
        "ok": True,
        "format": imported.format,
        "title": imported.title,
        "language": imported.language,
        "plan": None if plan is None else plan.id,
        "to": target,
        "roles": [role.title for role in imported.roles],
        "sections": {key: len(text) for key, text in imported.sections.items()},
        "procedures": [
            {
                "id": one.id,
                "title": one.title.read(""),
                "phase": one.phase,
                "steps": [
                    {
                        "id": step.id,
                        "title": step.title.read(""),
                        "by": list(step.by),
                        "after": list(step.after),
                        "origin": origin_paper(step.origin),
                    }
                    for step in one.steps
                ],
            }
            for one in (plan.procedures if plan else ())
        ],
        "lacking": None if plan is None else lacking_paper(plan),
        "notices": [_notice(one) for one in imported.notices],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    from web.importing.shelf import notice_paper

    return dict(notice_paper(notice))
