"""The result of a rehearsal as tables in a terminal: what a plan owner has to know first stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Written

from exercise.setting import Setting
from scenarios.timing import write_duration
from web.cli.evaluation_table import COLOURS
from web.i18n import known, words

SURE = 0.995
"""A duty that is met at least this often is not listed."""
MOST_LISTED = 15
Row = Mapping[str, Any]


def print_rehearsal(setting: Setting, result: Row, lang: str) -> None:
    """Print what cannot work, then chances, services, ways back, people and what moves the result."""
    console = Console(highlight=False)
    said = _Said(setting, lang)
    console.print(Written(f"{said.title(setting.scenario)} · {setting.scenario.id}", style="bold"))
    console.print(said.whole(result))
    for finding in result["best"]["findings"]:
        console.print(Written(f"! {said.finding(finding)}", style="red"))
    for table in (
        said.services(result["services"]),
        said.duties(result["obligations"]),
        said.paths(result["critical_path"]),
        said.people(result["people"]),
        said.influences(result["influences"]["score"]),
    ):
        if table.row_count:
            console.print()
            console.print(table)
    for key in ("never_played", "never_called"):
        if result[key]:
            console.print(words(lang, f"rehearse.{key}", names=", ".join(result[key])))
    if "compared" in result:
        console.print(said.compared(result["compared"]))


class _Said:
    """Rows and sentences in one language."""

    def __init__(self, setting: Setting, lang: str) -> None:
        self._setting = setting
        self._lang = lang
        self._language = "zh" if known(lang) == "zh-CN" else "en"

    def title(self, thing: Any) -> str:
        """Return the title of *thing*."""
        return str(thing.title.read(self._language))

    def whole(self, result: Row) -> Written:
        """Return the whole result on one line."""
        score = result["score"]
        ratings = ", ".join(
            f"{row['rating']} {self._word('rating', row['rating'])} {_share(row)}"
            for row in result["ratings"]
            if row["times"]
        )
        line = words(
            self._lang,
            "rehearse.whole",
            runs=result["runs"],
            score="–" if score["mean"] is None else f"{score['mean']:.2f}",
            low="–" if score["low"] is None else f"{score['low']:.2f}",
            high="–" if score["high"] is None else f"{score['high']:.2f}",
            ratings=ratings,
            behaviour=result["behaviour"]["id"],
            seed=result["seed"],
        )
        return Written(line, style=COLOURS.get(_likeliest(result["ratings"]), ""))

    def finding(self, finding: Row) -> str:
        """Return a limit that cannot be kept as a sentence with its numbers."""
        numbers = {
            name: _length(value) if name.endswith("_ms") else value
            for name, value in finding["numbers"].items()
        }
        for share in ("chance", "high", "believed_chance", "rehearsed_chance"):
            numbers[share] = _percent(finding["numbers"][share])
        kind = "recovery" if finding["kind"] == "recovery" else "limit"
        return words(
            self._lang,
            f"rehearse.infeasible.{kind}_{finding['origin']}",
            **numbers,
            degree=words(self._lang, f"rehearse.degree.{finding['degree']}"),
            name=self._name(finding["step"]),
            service=self._name(finding["service"] or finding["step"]),
        )

    def services(self, rows: Iterable[Row]) -> Table:
        """Return the services that were ever down or lost data."""
        table = self._table("service", "outage", "longest", "rto", "rto_met", "lost", "rpo_met")
        for row in rows:
            has_goal = row["rto_ms"] is not None or row["rpo_ms"] is not None
            if has_goal and (row["outage"]["times"] or row["lost_ms"]):
                table.add_row(
                    self._name(row["id"]),
                    _share(row["outage"]),
                    _spread(row["longest_ms"]),
                    _length(row["rto_ms"]),
                    _chance(row["rto_met"]),
                    _spread(row["lost_ms"]),
                    _chance(row["rpo_met"]),
                )
        return table

    def duties(self, rows: Iterable[Row]) -> Table:
        """Return the duties that are met least often."""
        table = self._table("duty", "title", "met", "others", "delay", "limit")
        unsure = [(_met(row), row) for row in rows if row["kind"] not in ("rto", "rpo")]
        unsure = [(met, row) for met, row in unsure if met["chance"] < SURE]
        unsure.sort(key=lambda each: float(each[0]["chance"]))
        for met, row in unsure[:MOST_LISTED]:
            others = (
                f"{self._word('verdict', verdict)} {_share(found)}"
                for verdict, found in row["verdicts"].items()
                if verdict != "met"
            )
            table.add_row(
                row["id"],
                self._name(row["step"]),
                _chance(met),
                ", ".join(others),
                _spread(row["delay_ms"]),
                _length(row["limit_ms"]),
            )
        return table

    def paths(self, rows: Iterable[Row]) -> Table:
        """Return what the time went into until each service was back."""
        table = self._table("service", "mean", "rto", "parts", "recovery")
        for row in rows:
            parts = (
                f"{self._word('rehearse.part', part['part'])} {_length(part['mean_ms'])}"
                for part in row["parts"]
                if part["mean_ms"] >= 1000
            )
            first = row["recoveries"][0]
            table.add_row(
                self._name(row["service"]),
                _length(row["mean_ms"]),
                _length(row["rto_ms"]),
                " → ".join(parts),
                "–" if first["recovery"] is None else self._name(first["recovery"]),
            )
        return table

    def people(self, rows: Sequence[Row]) -> Table:
        """Return the people with the most to do."""
        table = self._table("role", "busy", "waiting", "longest_wait")
        for row in sorted(rows, key=lambda row: -float(row["utilisation"]))[:5]:
            table.add_row(
                self._name(row["role"]),
                _percent(row["utilisation"]),
                str(row["most_waiting"]),
                _length(row["longest_wait_ms"]["p95"]),
            )
        return table

    def influences(self, rows: Sequence[Row]) -> Table:
        """Return what goes with the score most."""
        table = self._table("influence", "rho")
        for row in rows[:5]:
            kind, _, rest = row["what"].partition(":")
            name, _, option = rest.partition(":")
            said = f"{self._name(name)}{f' = {option}' if option else ''}"
            table.add_row(
                words(self._lang, f"rehearse.influence.{kind}", name=said), f"{row['rho']:+.2f}"
            )
        return table

    def compared(self, row: Row) -> str:
        """Return how the other version did on one line."""
        score, other = row["score"], row["other"]["plan"]
        return words(
            self._lang,
            "rehearse.compared",
            plan=other["id"],
            version=other["version"],
            pairs=row["pairs"],
            mean="–" if score["mean"] is None else f"{score['mean']:+.3f}",
            low="–" if score["low"] is None else f"{score['low']:+.3f}",
            high="–" if score["high"] is None else f"{score['high']:+.3f}",
            better=score["better"],
            worse=score["worse"],
        )

    def _word(self, section: str, code: str) -> str:
        return words(self._lang, f"{section}.{code}")

    def _name(self, name: str) -> str:
        setting = self._setting
        for things in (
            setting.steps,
            setting.services,
            setting.recoveries,
            setting.roles,
            setting.actions,
        ):
            if name in things:
                return self.title(things[name])
        return name

    def _table(self, *columns: str) -> Table:
        table = Table(show_edge=False, header_style="bold", pad_edge=False)
        for column in columns:
            table.add_column(words(self._lang, f"rehearse.column.{column}"))
        return table


def _met(row: Row) -> Row:
    counted = {v: n for v, n in row["verdicts"].items() if v not in ("pending", "waived")}
    of = sum(found["times"] for found in counted.values())
    met: Row = row["verdicts"].get(
        "met", {"times": 0, "of": of, "chance": 0.0 if of else 1.0, "low": 0.0, "high": 1.0}
    )
    return met


def _likeliest(rows: Sequence[Row]) -> str | None:
    best = max(rows, key=lambda row: int(row["times"]))
    return str(best["rating"]) if best["times"] else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _share(row: Row) -> str:
    return _percent(row["chance"])


def _chance(row: Row) -> str:
    if row["chance"] is None:
        return "–"
    return f"{_percent(row['chance'])} ({100 * row['low']:.0f}–{100 * row['high']:.0f})"


def _length(ms: int | None) -> str:
    if ms is None:
        return "–"
    whole = round(ms / 1000) * 1000
    return f"-{write_duration(-whole)}" if whole < 0 else write_duration(whole)


def _spread(row: Row | None) -> str:
    return (
        "–"
        if row is None
        else f"{_length(row['p50'])} ({_length(row['p5'])}–{_length(row['p95'])})"
    )
