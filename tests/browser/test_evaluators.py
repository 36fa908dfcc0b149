"""Evaluators in real browsers: a guide rated by keyboard, observations with files, a blind panel, a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Evaluator, Facilitator, Person
from tests.serving import Served

SCENARIO = "micro-reportable"
ATTACK = "**calm** <script>alert(1)</script>"
OTHER = {"zh": "en", "en": "zh"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003810180b4a5e4dd0000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Team:
    """A facilitator, Vera who leads, Wang at a phone who reads the other language, and their table."""

    facilitator: Facilitator
    vera: Evaluator
    wang: Evaluator
    table: str

    def go(self, person: Person, page: str) -> None:
        """Let *person* open a page of the table."""
        person.page.goto(f"/tables/{self.table}/{page}")
        expect(person.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def team(come: Come, server: Served, lang: str) -> Team:
    """The team at their desks, the exercise running."""
    exercise = server.launch(scenario=SCENARIO)
    table = str(exercise["tables"][0]["id"])
    links = exercise["links"]
    facilitator = Facilitator(come(links["facilitator"], lang=lang), lang)
    vera = Evaluator(come(links["evaluator"], lang=lang), lang)
    vera.come_in("Vera")
    wang = Evaluator(come(links["evaluator"], lang=OTHER[lang], width=390, height=844), OTHER[lang])
    wang.come_in("Wang")
    made = Team(facilitator, vera, wang, table)
    made.go(facilitator, "control")
    for person in (vera, wang):
        made.go(person, "evaluate")
    facilitator.start()
    return made


def rows(person: Person) -> Locator:
    """Return the heads of the guide's rows."""
    return person.page.locator("[data-guide] [data-row]")


def rating_keys(person: Person, title: str) -> Locator:
    """Return the letters that rate *title*."""
    name = person.t("rate.of", title=title)
    return person.page.get_by_role("group", name=name, exact=True)


def answer(person: Person, button: str, reason: str | None = None) -> None:
    """Answer the question that is asked, with a reason if one is given."""
    dialog = person.page.get_by_role("dialog")
    if reason is not None:
        dialog.get_by_role("textbox").fill(reason)
    person.confirm(button)


def rate_whole(person: Person, letter: str, reason: str) -> None:
    """Rate the whole exercise from the keyboard; the rules say something else, so say why."""
    expect(rows(person).first).to_be_visible()
    rows(person).first.focus()
    person.page.keyboard.press("ArrowDown")
    expect(rows(person).nth(1)).to_be_focused()
    person.page.keyboard.press("ArrowUp")
    expect(rows(person).first).to_be_focused()
    person.page.keyboard.press(letter)
    expect(person.page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    answer(person, "rate", reason)
    pressed = rating_keys(person, person.t("whole")).get_by_role("button", pressed=True)
    expect(pressed).to_have_text(letter.upper())


def automatic(person: Person) -> str:
    """Return what the rules say of the whole, as the guide shows it."""
    chip = person.page.locator("[data-guide] .subject").first.locator(".chip").first
    return chip.inner_text().strip()[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_panel_rates_blindly_agrees_in_the_open_and_signs(
    team: Team, accessible: Check, tmp_path: Path
):
    vera, wang, facilitator = team.vera, team.wang, team.facilitator
    observe(vera, accessible, tmp_path)
    facilitator.page.goto(f"/tables/{team.table}/control")
    facilitator.end()
    confirm_verdicts(vera)
    for person, tab in ((vera, "guide"), (wang, "guide.short")):
        person.tab(tab)
        expect(rows(person).first).to_be_visible()
        accessible(person.page)
    unlike = [letter for letter in "psmu" if letter != automatic(vera).lower()]
    rate_whole(vera, unlike[0], "seen by Vera")
    rate_whole(wang, unlike[-1], "seen by Wang")
    assert "seen by Wang" not in vera.page.content()
    name_the_panel(team, accessible)
    sign_guides(team, accessible)
    settle(vera, accessible)
    sign(team, accessible)
    reopen(team)


def observe(vera: Evaluator, accessible: Check, folder: Path) -> None:
    """Keep an observation at a moment of the timeline, with evidence and a picture; correct it."""
    photo = folder / "板书.png"
    photo.write_bytes(PNG)
    page = vera.page
    page.get_by_role("textbox", name=vera.t("observation"), exact=True).fill(ATTACK)
    page.get_by_role("button", name=vera.t("observation.strength"), exact=True).click()
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "T+0:00")
    page.locator("input[type=file]").set_input_files(photo)
    vera.sees("板书.png")
    vera.press("observation.keep")
    note = page.get_by_role("listitem").filter(has_text="<script>alert(1)</script>")
    expect(note).to_contain_text("**calm**")
    expect(note).to_contain_text("T+0:00")
    note.get_by_role("button", name=vera.t("attach.look"), exact=True).click()
    expect(note.get_by_role("img", name="板书.png")).to_have_js_property("naturalWidth", 1)
    accessible(page)
    note.get_by_role("button", name=vera.t("guide.note.correct"), exact=True).click()
    page.get_by_role("textbox", name=vera.t("observation"), exact=True).fill("Calm all along")
    vera.press("guide.note.keep_correction")
    kept = page.get_by_role("listitem").filter(has_text="Calm all along")
    expect(kept).to_contain_text("板书.png")
    expect(note).to_have_count(0)
    kept.get_by_role("button", name=vera.t("guide.note.withdraw"), exact=True).click()
    answer(vera, "guide.note.withdraw")
    expect(kept).to_have_count(0)


def confirm_verdicts(vera: Evaluator) -> None:
    """Waive one verdict, then confirm all that are left; the progress counts them."""
    vera.tab("obligations")
    page = vera.page
    page.locator("li.duty .line").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(vera.t("override"), exact=True).select_option("waived")
    dialog.get_by_label(vera.t("reason"), exact=True).fill("The telephone was dead")
    dialog.get_by_role("button", name=vera.t("override"), exact=True).click()
    vera.sees(vera.t("guide.is_waived", reason="The telephone was dead"))
    progress = page.get_by_role("progressbar", name=vera.t("guide.confirmed_label"))
    expect(progress).to_have_js_property("value", 1)
    left = page.get_by_role("button", name=re.compile(one_of(vera, "guide.confirm_shown_other")))
    left.click()
    answer(vera, "guide.confirm")
    expect(left).to_have_count(0, timeout=30_000)
    assert progress.evaluate("it => it.value > 1")


def one_of(person: Person, key: str) -> str:
    """Return a pattern that fits the words of *key* whatever is filled in."""
    return ".+".join(re.escape(part) for part in re.split(r"\{\{\w+\}\}", person.t(key)))


def name_the_panel(team: Team, accessible: Check) -> None:
    """Name both evaluators, Vera as the lead."""
    facilitator = team.facilitator
    team.go(facilitator, "evaluation")
    facilitator.press("panel.name")
    page = facilitator.page
    page.get_by_label(facilitator.t("panel.names"), exact=True).fill("Vera\nWang")
    page.get_by_label(facilitator.t("panel.lead"), exact=True).select_option("Vera")
    accessible(page)
    facilitator.press("panel.keep")
    facilitator.sees(facilitator.t("panel.is_lead"))


def sign_guides(team: Team, accessible: Check) -> None:
    """Sign one after the other: nothing is open until the last has signed."""
    for person in (team.vera, team.wang):
        team.go(person, "evaluation")
        expect(person.button("panel.sign")).to_be_enabled()
        accessible(person.page)
    team.vera.tab("agreement")
    team.vera.sees(team.vera.t("agreement.blind"))
    team.vera.tab("panel")
    for person in (team.vera, team.wang):
        person.press("panel.sign")
        answer(person, "panel.sign")
        person.sees(person.t("guide.lock.guide_signed"))
    team.vera.sees(team.vera.t("panel.revealed"))
    team.vera.tab("agreement")
    team.vera.sees(team.vera.t("agreement.too_few"))
    accessible(team.vera.page)


def settle(vera: Evaluator, accessible: Check) -> None:
    """Settle what they differ on, with a reason."""
    vera.tab("sign.settle")
    vera.sees("seen by Wang")
    vera.sees(vera.t("sign.source.open"))
    accessible(vera.page)
    rating_keys(vera, vera.t("whole")).get_by_role("button").nth(2).click()
    answer(vera, "sign.settle_do", "both have a point")
    vera.sees("both have a point")


def sign(team: Team, accessible: Check) -> None:
    """Sign the whole; everybody's screens say that it is locked."""
    vera, wang = team.vera, team.wang
    vera.tab("sign")
    expect(vera.button("sign.do")).to_be_enabled()
    accessible(vera.page)
    vera.press("sign.do")
    answer(vera, "sign.do")
    vera.sees(vera.t("sign.holds"))
    accessible(vera.page)
    wang.sees(wang.t("guide.lock.signed_off"))
    team.go(wang, "evaluate")
    wang.tab("guide.short")
    wang.sees(wang.t("guide.lock.signed_off"))
    keys = rating_keys(wang, wang.t("whole")).get_by_role("button")
    expect(keys.first).to_have_attribute("aria-disabled", "true")


def reopen(team: Team) -> None:
    """Reopen with a reason; the trace keeps it."""
    vera = team.vera
    vera.press("sign.reopen")
    answer(vera, "sign.reopen", "a photo came in late")
    vera.sees(vera.t("sign.what.evaluation_reopened"))
    vera.sees("a photo came in late")


@pytest.mark.parametrize("lang", ["en"])
def test_an_observation_made_without_a_connection_is_sent_later(team: Team):
    vera = team.vera
    vera.tab("guide")
    expect(rows(vera).first).to_be_visible()
    vera.page.context.set_offline(True)
    vera.page.evaluate("window.dispatchEvent(new Event('offline'))")
    vera.page.get_by_role("textbox", name=vera.t("observation"), exact=True).fill("While offline")
    vera.press("observation.keep")
    vera.page.context.set_offline(False)
    vera.sees("While offline")


@pytest.mark.parametrize("lang", ["zh"])
def test_before_startex_the_guide_can_be_read_but_not_rated(come: Come, server: Served, lang: str):
    exercise: Any = server.launch(scenario=SCENARIO)
    vera = Evaluator(come(exercise["links"]["evaluator"], lang=lang), lang)
    vera.come_in("Vera")
    vera.page.goto(f"/tables/{exercise['tables'][0]['id']}/evaluate")
    vera.tab("guide")
    vera.sees(vera.t("guide.lock.not_started"))
    keys = rating_keys(vera, vera.t("whole")).get_by_role("button")
    expect(keys).to_have_count(4)
    expect(keys.first).to_have_attribute("aria-disabled", "true")
    rows(vera).nth(1).click()
    expect(
        vera.page.get_by_text(re.compile(re.escape(vera.t("guide.target")))).first
    ).to_be_visible()
    expect(vera.button("observation.keep")).to_be_disabled()
