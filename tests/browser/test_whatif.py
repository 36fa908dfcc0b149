"""What-if in a real browser: acts are moved by pointer and keyboard, run, kept, cited, deleted, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve
from tests.web.past import Past

SWITCH = {"zh": "执行灾备切换", "en": "Execute the switch to DR"}


@dataclass(frozen=True, slots=True)
class Played:
    """A server with one exercise that is over, and its table."""

    served: Served
    table: str


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The team that strays from the plan switched to DR at 39 minutes."""
    data = Path(tmp_path_factory.mktemp("whatif")) / "data"
    before = Past(data)
    exercise = before.exercise(("ups-deviating.yaml",), "2026-03-02T02:00:00.000Z", "UPS")
    table = before.house.store.exercises.runs(exercise)[0].id
    before.close()
    served = serve(data)
    yield Played(served, table)
    served.stop()


@pytest.fixture
def server(past: Played) -> Served:
    """The server that people of these tests come to."""
    return past.served


def arrive(come: Come, past: Played, lang: str, width: int = 1440) -> Person:
    """Let a facilitator come in by the server's key and open the what-if of the table."""
    page = come(past.served.key, lang=lang, width=width)
    me = Person(page, lang)
    expect(me.button("leave")).to_be_visible(timeout=15_000)
    page.goto(f"/tables/{past.table}/whatif")
    expect(act(me, SWITCH[lang])).to_be_visible(timeout=15_000)
    return me


def act(me: Person, says: str | re.Pattern[str]) -> Locator:
    """Return the mark of an act on the timeline."""
    marks = me.page.get_by_role("region", name=me.t("whatif.acts"), exact=True)
    return marks.get_by_role("button", name=says).first


def fifteen_earlier(me: Person) -> None:
    """Move the decision by typing a time, and the switch by the keyboard."""
    me.page.get_by_label(me.t("whatif.pick_list")).select_option(label=_label_of(me, "38:00"))
    time = me.page.get_by_label(me.t("whatif.new_time"))
    time.fill("23")
    time.press("Enter")
    expect(time).to_have_value("23m")
    switch = act(me, SWITCH[me.lang])
    switch.focus()
    for _ in range(15):
        me.page.keyboard.press("Shift+ArrowLeft")
    expect(switch).to_have_accessible_name(re.compile(r"\b24:00"))


def _label_of(me: Person, moment: str) -> str:
    options = me.page.get_by_label(me.t("whatif.pick_list")).locator("option")
    said = [one.strip() for one in options.all_text_contents()]
    return next(one for one in said if f"{moment} ·" in one)


def result(me: Person) -> Locator:
    return me.page.get_by_role("region", name=me.t("whatif.result"), exact=True)


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_switching_fifteen_minutes_earlier_is_shown_to_keep_the_rto(
    come: Come, past: Played, accessible: Check, lang: str
) -> None:
    me = arrive(come, past, lang)
    accessible(me.page)
    fifteen_earlier(me)
    me.press("whatif.run")
    shown = result(me)
    quarter = me.t("length.m", n=15)
    expect(shown.get_by_text(me.t("whatif.shorter", time=quarter)).first).to_be_visible()
    late, met = me.t("verdict.late"), me.t("verdict.met")
    services = {"zh": "集中交易", "en": "Central trading"}
    duty = f"{services[lang]} · {me.t('obligation.rto')}"
    sentence = me.t("whatif.verdict.changed", duty=duty, was=late, **{"is": met})
    expect(shown.get_by_text(sentence)).to_be_visible()
    expect(shown.get_by_text("360,000")).to_be_visible()
    accessible(me.page)


def test_an_act_is_dragged_with_the_pointer_and_put_back(come: Come, past: Played) -> None:
    me = arrive(come, past, "en")
    switch = act(me, SWITCH["en"])
    box = switch.locator(".dot").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    me.page.mouse.move(x, y)
    me.page.mouse.down()
    me.page.mouse.move(x - 60, y, steps=4)
    me.page.mouse.up()
    expect(switch).to_have_accessible_name(re.compile(r"now at T\+(00:)?3"))
    me.press("whatif.as_it_was")
    expect(switch).not_to_have_accessible_name(re.compile("now at"))
    me.sees(me.t("whatif.no_changes"))
    expect(me.button("whatif.run")).to_be_disabled()


def test_what_is_left_out_and_what_made_no_sense_are_told(come: Come, past: Played) -> None:
    me = arrive(come, past, "en")
    activate = act(me, re.compile(r"T\+7:00"))
    activate.focus()
    me.page.keyboard.press("Delete")
    expect(activate).to_have_accessible_name(re.compile(me.t("whatif.never")))
    me.press("whatif.run")
    shown = result(me)
    expect(shown.get_by_role("heading", name=me.t("whatif.senseless"))).to_be_visible()
    expect(shown.get_by_text(me.t("whatif.dropped.not_called_for")).first).to_be_visible()


def test_the_world_is_made_as_the_plan_believes(come: Come, past: Played) -> None:
    me = arrive(come, past, "en")
    me.page.get_by_text(me.t("whatif.world")).click()
    name = f"{me.t('whatif.as_believed')}: Switch to the DR site"
    me.page.get_by_role("button", name=name).click()
    me.press("whatif.run")
    said = "takes = {min: 12m, mode: 15m, max: 20m}"
    expect(result(me).get_by_text(said)).to_be_visible()
    wrong = me.page.get_by_label(f"{me.t('whatif.takes')}: Switch to the DR site")
    wrong.fill("soon")
    wrong.press("Tab")
    me.press("whatif.run")
    alert = me.page.get_by_role("alert")
    expect(alert).to_have_text(me.t("whatif.problem.bad_value", name="takes", value="soon"))


def test_a_what_if_is_kept_cited_opened_by_its_address_and_deleted(
    come: Come, past: Played
) -> None:
    me = arrive(come, past, "en")
    fifteen_earlier(me)
    me.page.get_by_label(me.t("whatif.name"), exact=True).fill("Switch earlier")
    me.press("whatif.keep")
    kept = me.page.get_by_role("region", name=me.t("whatif.kept"))
    expect(kept.get_by_text("Switch earlier")).to_be_visible()
    number = kept.locator("code").inner_text()
    assert number.startswith("W-")
    me.page.goto(f"/whatifs/{number}")
    expect(result(me).get_by_text("360,000")).to_be_visible(timeout=15_000)
    kept.get_by_role("button", name=f"{me.t('whatif.delete')}: Switch earlier").click()
    me.confirm("whatif.delete")
    me.sees(me.t("whatif.none_kept"))
    expect(result(me)).to_be_hidden()


def test_a_finding_that_cites_a_what_if_leads_there(come: Come, past: Played) -> None:
    served, holder = past.served, past.served.facilitator()
    body = {"name": "Cited", "changes": ["H3@39m->24m", "decide-strategy@38m->23m"]}
    kept = served.ask("POST", f"/tables/{past.table}/whatifs", body, holder)
    exercise = served.ask("GET", f"/tables/{past.table}/whatif", holder=holder)["exercise"]["id"]
    path = f"/exercises/{exercise}/findings"
    finding = served.ask("GET", path, holder=holder)["findings"][0]
    words = {"words": {"en": f"Switched too late, see {kept['id']}"}, "name": "Li"}
    edit = {**words, "reason": "What-if"}
    served.ask("PATCH", f"{path}/{finding['id']}", edit, holder)
    me = arrive(come, past, "en")
    me.page.goto(path)
    me.page.get_by_role("link", name=kept["id"]).click()
    expect(result(me).get_by_text("360,000")).to_be_visible(timeout=15_000)
    served.ask("DELETE", f"/tables/{past.table}/whatifs/{kept['id']}", holder=holder)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_a_phone(come: Come, past: Played, accessible: Check, lang: str) -> None:
    me = arrive(come, past, lang, width=390)
    assert not overflows(me.page)
    fifteen_earlier(me)
    me.press("whatif.run")
    expect(result(me)).to_be_visible()
    assert not overflows(me.page)
    accessible(me.page)


def test_the_review_leads_there(come: Come, past: Played) -> None:
    me = arrive(come, past, "en")
    me.follow("review")
    me.follow("whatif.title")
    expect(me.page.get_by_role("heading", level=1, name=me.t("whatif.title"))).to_be_visible()
