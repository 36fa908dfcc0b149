"""The command `startex programme`: planned exercises, duties and the year in figures."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.opened import (
    FALLS_SHORT,
    opened_house,
    print_json,
    print_rows,
    spoken,
    with_data,
    write_out,
)
from web.i18n import has_words, preferred, words

if TYPE_CHECKING:
    from web.programme.view import Programme

_PLANNED = ("day", "title", "state", "plan", "duties")
_DUTIES = ("duty", "place", "state", "due", "last_day")
_OVERDUE = "overdue"


@click.group("programme", help=words(preferred(), "cli.programme"))
def command() -> None:
    """Work on the programme."""


@command.command("list", help=words(preferred(), "programme_cli.list"))
@with_data
def every_exercise(data: Path, as_json: bool, lang: str | None) -> None:
    """List the planned exercises."""
    from web.programme.view import Programme
    from web.register.spoken import read

    language = spoken(lang)
    with opened_house(data, language) as house:
        planned = Programme(house).planned_papers()
    if as_json:
        print_json({"planned": planned})
        return
    rows = [
        (
            one["day"],
            read(one["title"], language),
            _state(one["state"], language),
            one["plan"],
            ", ".join(one["duties"]),
        )
        for one in planned
    ]
    print_rows(language, "programme_cli.column", _PLANNED, rows)


@command.command("duties", help=words(preferred(), "programme_cli.duties"))
@with_data
def every_duty(data: Path, as_json: bool, lang: str | None) -> None:
    """Tell where every duty stands; status 1 when one is overdue."""
    from web.programme.view import Programme
    from web.register.spoken import read

    language = spoken(lang)
    with opened_house(data, language) as house:
        duties = Programme(house).duty_papers()
    standings = [(duty, one) for duty in duties for one in duty["standings"]]
    if as_json:
        print_json({"duties": duties})
    else:
        rows = [
            (
                read(duty["title"], language),
                read(one["place"]["title"], language),
                _state(one["state"], language),
                one["due"],
                one["last_day"],
            )
            for duty, one in standings
        ]
        print_rows(language, "programme_cli.column", _DUTIES, rows)
    sys.exit(FALLS_SHORT if any(one["state"] == _OVERDUE for _, one in standings) else 0)


@command.command("summary", help=words(preferred(), "programme_cli.summary"))
@click.option(
    "--year", type=click.IntRange(1990, 9999), help=words(preferred(), "programme_cli.year")
)
@click.option(
    "--to",
    "target",
    metavar="FILE.(docx|pdf|xlsx|html|json)",
    type=click.Path(path_type=Path, dir_okay=False),
    help=words(preferred(), "programme_cli.to"),
)
@with_data
def summary(
    year: int | None, target: Path | None, data: Path, as_json: bool, lang: str | None
) -> None:
    """Tell what was planned and held in a year and where duties stand, or write the summary for the regulator."""
    from web.programme.view import Programme

    language = spoken(lang)
    with opened_house(data, language) as house:
        found = Programme(house)
        if target is not None:
            _write(found, year or found.today.year, target, language)
            return
        paper = _figures(found.paper(year or found.today.year))
    if as_json:
        print_json(paper)
        return
    rows = [
        (words(language, f"programme_cli.part.{part}"), _state(state, language), count)
        for part in ("planned", "duties", "reports")
        for state, count in paper[part].items()
    ]
    rows.append((words(language, "programme_cli.part.held"), "", paper["held"]))
    print_rows(language, "programme_cli.column", ("what", "state", "count"), rows)


def _write(programme: Programme, year: int, target: Path, language: str) -> None:
    """Write the summary of *year* as a file of the kind that its ending names; raises Refusal."""
    from web.programme.summary import summary_model
    from web.programme.summary_file import check_format, summary_file

    ending = target.suffix.removeprefix(".")
    check_format(ending)
    write_out(summary_file(summary_model(programme, year), ending, language), target)


def _figures(paper: dict[str, Any]) -> dict[str, Any]:
    """Return how many there are of what in the year of *paper*, by state."""
    year = str(paper["year"])
    of_year = [one for one in paper["planned"] if one["day"].startswith(year)]
    standings = [one for duty in paper["duties"] for one in duty["standings"]]
    reports = [one for one in paper["reports"] if one["due"].startswith(year)]
    return {
        "year": paper["year"],
        "planned": dict(Counter(one["state"] for one in of_year)),
        "held": sum(one["day"].startswith(year) for one in paper["held"]),
        "duties": dict(Counter(one["state"] for one in standings)),
        "reports": dict(Counter(one["state"] for one in reports)),
        "handed": paper["handed"].get(year),
    }


def _state(state: str, language: str) -> str:
    for section in ("programme.state", "programme_cli.state"):
        if has_words(language, f"{section}.{state}"):
            return words(language, f"{section}.{state}")
    return state
