"""What `startex plan` does to drafts: begun, submitted, approved by another person, published; versions restored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.opened import opened_house, print_json, spoken, with_data, with_name
from web.i18n import preferred, words

if TYPE_CHECKING:
    from datetime import date

    from web.house import House
    from web.identity import Pass
    from web.planning.shared import Who

EFFECTIVE = click.option(
    "--effective",
    type=click.DateTime(("%Y-%m-%d",)),
    default=None,
    help=words(preferred(), "plan_cli.effective"),
)
NOTE = click.option("--note", default="", help=words(preferred(), "plan_cli.note"))


@click.command("draft", help=words(preferred(), "plan_cli.draft"))
@click.argument("plan", metavar="PLAN")
@click.option(
    "--finding",
    "findings",
    multiple=True,
    metavar="F-…",
    help=words(preferred(), "plan_cli.finding"),
)
@click.option("--title", default=None, help=words(preferred(), "plan_cli.title"))
@with_name
@with_data
def begin(
    plan: str,
    findings: tuple[str, ...],
    title: str | None,
    name: str,
    data: Path,
    as_json: bool,
    lang: str | None,
) -> None:
    """Begin a draft of the next version, of what findings propose or of nothing yet."""
    language = spoken(lang)
    with opened_house(data, language) as house:
        if findings:
            made = _of_findings(house, plan, findings, title, name)
        else:
            made = house.drafts.start(plan, (), _who(name), title)["id"]
        _tell({"plan": plan, "draft": made}, made, as_json)


@click.command("submit", help=words(preferred(), "plan_cli.submit"))
@click.argument("draft", metavar="DRAFT")
@NOTE
@EFFECTIVE
@with_name
@with_data
def submit(
    draft: str,
    note: str,
    effective: datetime | None,
    name: str,
    data: Path,
    as_json: bool,
    lang: str | None,
) -> None:
    """Ask for the approval of a draft."""
    from web.webhooks.plan_loop import SUBMITTED, tell_plan

    with opened_house(data, spoken(lang)) as house:
        found = house.approval.submit(draft, _who(name), note.strip(), _day(effective))
        tell_plan(house, SUBMITTED, draft)
        _tell({"draft": draft, "state": found.state}, draft, as_json)


@click.command("approve", help=words(preferred(), "plan_cli.approve"))
@click.argument("draft", metavar="DRAFT")
@click.option("--reason", default="", help=words(preferred(), "plan_cli.reason"))
@with_name
@with_data
def approve(
    draft: str, reason: str, name: str, data: Path, as_json: bool, lang: str | None
) -> None:
    """Approve a draft that others worked on."""
    from web.webhooks.plan_loop import APPROVED, tell_plan

    with opened_house(data, spoken(lang)) as house:
        found = house.approval.approve(draft, _who(name), reason.strip())
        tell_plan(house, APPROVED, draft)
        _tell({"draft": draft, "state": found.state}, draft, as_json)


@click.command("publish", help=words(preferred(), "plan_cli.publish"))
@click.argument("draft", metavar="DRAFT")
@NOTE
@EFFECTIVE
@with_name
@with_data
def publish(
    draft: str,
    note: str,
    effective: datetime | None,
    name: str,
    data: Path,
    as_json: bool,
    lang: str | None,
) -> None:
    """Publish an approved draft as the next version."""
    from web.planning.proving import Proving
    from web.webhooks.plan_loop import PUBLISHED, tell_plan

    with opened_house(data, spoken(lang)) as house:
        made = house.approval.publish(draft, _who(name), note.strip(), _day(effective))
        tell_plan(house, PUBLISHED, draft, made)
        Proving(house).settle(made.plan)
        paper = {"plan": made.plan, "version": made.version, "digest": made.digest}
        _tell(paper, f"{made.plan}@{made.version}", as_json)


@click.command("restore", help=words(preferred(), "plan_cli.restore"))
@click.argument("plan", metavar="PLAN")
@click.argument("version", type=click.IntRange(1))
@with_name
@with_data
def go_back(
    plan: str, version: int, name: str, data: Path, as_json: bool, lang: str | None
) -> None:
    """Begin a draft that leads back to an earlier version."""
    from web.planning.beginning import restore

    with opened_house(data, spoken(lang)) as house:
        made = restore(house, plan, version, name, _pass(name))
        _tell({"plan": plan, "draft": made.id, "base": made.base}, made.id, as_json)


def _of_findings(
    house: House, plan: str, findings: tuple[str, ...], title: str | None, name: str
) -> str:
    from web.planning.answering import Answers
    from web.planning.inbox import Inbox
    from web.planning.proving import Proving
    from web.register.people import signature
    from web.webhooks.outbox import Outbox

    tell = Outbox(house.store, house.room.source.stamp).tell
    inbox = Inbox(house, Proving(house), plan, tell)
    answers = Answers(inbox, _who(name), signature(_pass(name), name))
    return str(answers.draft(findings, {}, None, title)["draft"])


def _pass(name: str) -> Pass:
    from web.identity import Pass

    return Pass("facilitator", None, None, None, name, _mark(name))


def _who(name: str) -> Who:
    from web.planning.shared import Who

    return Who(_mark(name), " ".join(name.split()))


def _mark(name: str) -> str:
    """Return what stands for a person at a terminal, where there is no browser: the name itself."""
    return f"terminal/{' '.join(name.split()).casefold()}"


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _tell(paper: dict[str, Any], line: str, as_json: bool) -> None:
    if as_json:
        print_json(paper)
    else:
        click.echo(line)
