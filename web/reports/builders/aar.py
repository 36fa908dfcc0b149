"""The after-action report with its improvement plan (AAR/IP), in the sections that HSEEP gives it."""

from __future__ import annotations

from typing import Any

from exercise.assessment.agreement import SCALE
from web.reports import notation
from web.reports.builders.agreement import agreement_part
from web.reports.builders.analysis import analysis_part
from web.reports.builders.archive import archived, final_ratings, signature
from web.reports.builders.compared import tables_part
from web.reports.builders.corrected import corrected_part
from web.reports.builders.course import course_table
from web.reports.builders.cover import cautions
from web.reports.builders.figures import course_figures, score_figures
from web.reports.builders.matrix import improvement_plan
from web.reports.builders.moments import moments_part
from web.reports.builders.people import panel_table, participants_table, takes_part
from web.reports.builders.prose import draft_note, prose
from web.reports.builders.ratings import definitions, rating_row, standing_rating
from web.reports.builders.reporting import reporting_part
from web.reports.builders.survey import survey_part
from web.reports.document import Block, Facts, Heading, PageBreak, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]
_ACRONYMS = (
    "aar",
    "ip",
    "eeg",
    "msel",
    "startex",
    "endex",
    "poete",
    "psmu",
    "rto",
    "rpo",
    "bia",
    "t_plus",
)


def aar_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the whole report."""
    return (
        Heading(1, say("aar.handling"), "handling"),
        Paragraph(say("aar.handling.text")),
        *draft_note(model, say),
        Heading(1, say("aar.summary"), "summary"),
        *cautions(model, say),
        *prose(model, "executive_summary", say),
        *moments_part(model, say),
        Heading(1, say("aar.overview"), "overview"),
        overview_facts(model, say),
        *prose(model, "overview", say),
        Heading(1, say("aar.capabilities"), "analysis"),
        ratings_by_objective(model, say),
        definitions(say),
        *score_figures(model, say),
        *analysis_part(model, say),
        Heading(1, say("aar.conclusion"), "conclusion"),
        *prose(model, "causes", say),
        *prose(model, "conclusion", say),
        *_appendices(model, say),
    )


def overview_facts(model: Model, say: Words) -> Facts:
    """Return the exercise overview of HSEEP: name, dates, scope, type, objectives, scenario, who took part."""
    seen, scenario, plan = model["overview"], model["scenario"], model["plan"]
    counts = seen["counts"]
    capabilities = [say.text(one["capability"]) for one in model["objectives"] if one["capability"]]
    roles = [say.text(one["title"]) for one in seen["seats"] if takes_part(one)]
    scope = say(
        "aar.scope_is",
        procedures=counts["procedures"],
        steps=counts["steps"],
        injects=counts["injects"],
        services=len(seen["services"]),
    )
    pairs = [
        (say("aar.name"), say.text(model["exercise"]["title"])),
        (say("report.doc.table"), model["table"]["name"]),
        (
            say("aar.dates"),
            _dates(model),
        ),
        (
            say("aar.story"),
            f"{notation.moment(scenario['story_start'])} – {notation.moment(seen['story_end'])}",
        ),
        (say("aar.type"), say.named("type", scenario["type"])),
        (say("aar.scope"), scope),
        (
            say("aar.objectives"),
            "\n".join(f"{one['id']} {say.text(one['title'])}" for one in model["objectives"]),
        ),
        (say("aar.capability"), say.listed(dict.fromkeys(capabilities)) or notation.NONE),
        (
            say("aar.hazard"),
            say.listed(say.named("cause", one) for one in seen["causes"]) or notation.NONE,
        ),
        (say("report.doc.scenario"), say.text(scenario["title"])),
        (
            say("aar.scenario"),
            _in_brief(seen, say),
        ),
        (say("report.doc.plan"), f"{say.text(plan['title'])} · v{plan['version']}"),
        (say("aar.sponsor"), say.text(seen["owner"])),
        (say("aar.participating"), say.listed(roles) or notation.NONE),
        (say("aar.contact"), model["assessment"]["lead"] or notation.NONE),
    ]
    return Facts(tuple(pairs))


def _dates(model: Model) -> str:
    seen, zone = model["overview"], model["scenario"]["story_start"]
    return " – ".join(notation.wall(seen[one], zone) for one in ("started_wall", "ended_wall"))


def _in_brief(seen: Model, say: Words) -> str:
    """Return the first paragraph of what the scenario says of itself, without the marks of its Markdown."""
    written = say.text(seen["summary"]) or say.text(seen["briefing"])
    return written.partition("\n\n")[0].replace("**", "") or notation.NONE


def ratings_by_objective(model: Model, say: Words) -> Table:
    """Return the table objective and capability against P, S, M, U, by the rating that stands."""
    rows = []
    for one in model["objectives"]:
        rating, whose = standing_rating(model, f"objective:{one['id']}", one["rating"])
        title = f"{one['id']} {say.text(one['title'])}"
        rows.append(
            (title, say.text(one["capability"]), *rating_row(rating), say(f"aar.whose.{whose}"))
        )
    heads = (say("aar.objective"), say("eeg.capability"), *SCALE, say("aar.whose"))
    return Table(
        heads,
        tuple(rows),
        (4, 3, 0.6, 0.6, 0.6, 0.6, 1.6),
        say("aar.table"),
        say("report.doc.none"),
    )


def _appendices(model: Model, say: Words) -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(1, say("aar.appendix_a"), "improvement"),
        *prose(model, "prevention", say),
        improvement_plan(model, say),
        Heading(1, say("aar.appendix_b"), "participants"),
        participants_table(model, say),
        panel_table(model, say),
        *survey_part(model, say),
        Heading(1, say("aar.appendix_c"), "timeline"),
        *course_figures(model, say),
        *reporting_part(model, say),
        Heading(2, say("report.doc.course")),
        course_table(model["parts"]["a"], say),
        *tables_part(model, say),
        Heading(1, say("aar.appendix_d"), "method"),
        Paragraph(say("aar.method")),
        Heading(2, say("aar.final")),
        final_ratings(model, say),
        *agreement_part(model, say),
        *corrected_part(model, say),
        Heading(2, say("aar.signature")),
        *signature(model, say),
        archived(model, say),
        Heading(1, say("aar.appendix_e"), "acronyms"),
        acronyms(say),
    )


def acronyms(say: Words) -> Table:
    """Return the short words of the report and what they stand for."""
    rows = tuple((say(f"aar.acronym.{one}"), say(f"aar.acronym.{one}.means")) for one in _ACRONYMS)
    return Table((say("aar.acronym"), say("aar.means")), rows, (1, 4), say("aar.appendix_e"))
