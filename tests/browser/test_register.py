"""Findings and actions in a real browser: worked on, taken into the register, done and verified, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Come
from tests.browser.people import Person
from tests.serving import Served, serve
from tests.web.past import Past


@dataclass(frozen=True, slots=True)
class Played:
    """A server with two exercises that are over."""

    served: Served
    first: str
    second: str


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Two exercises of the same plan, each of two teams."""
    data = Path(tmp_path_factory.mktemp("findings")) / "data"
    teams = ("ups-deviating.yaml", "ups-sleepy.yaml")
    before = Past(data)
    first = before.exercise(teams, "2026-03-02T02:00:00.000Z", "First")
    second = before.exercise(teams, "2026-03-16T02:00:00.000Z", "Second")
    before.close()
    served = serve(data)
    yield Played(served, first, second)
    served.stop()


@pytest.fixture
def server(past: Played) -> Served:
    """The server that people of these tests come to."""
    return past.served


def arrive(come: Come, past: Played, lang: str, width: int = 1440) -> Person:
    """Let a facilitator come in by the server's key."""
    page = come(past.served.key, lang=lang, width=width)
    person = Person(page, lang)
    expect(person.button("leave")).to_be_visible(timeout=15_000)
    return person


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_from_findings_to_a_verified_action(come: Come, past: Played, accessible: Check) -> None:
    li = arrive(come, past, "zh")
    li.page.goto(f"/exercises/{past.second}/findings")
    li.page.get_by_label(li.t("register.signer")).fill("李")
    card = li.page.locator("article").first
    expect(card).to_contain_text(li.t("register.repeated"))
    card.get_by_role("button", name=re.compile("^" + li.t("register.edit"))).click()
    li.page.get_by_label(li.t("register.words_zh")).fill("<b>人工表述</b>")
    li.press("register.save")
    expect(li.page.get_by_text("<b>人工表述</b>")).to_be_visible()
    accessible(li.page)
    li.page.get_by_role("checkbox").first.check()
    li.page.get_by_role("button", name=li.t("register.take", count=1)).click()
    expect(card).to_contain_text(li.t("register.state.taken"))
    card.get_by_role("link").first.click()
    expect(li.page).to_have_url(re.compile("/register/actions/"))
    expect(li.page.get_by_label(li.t("action.evidence_text"))).to_be_visible(timeout=15_000)
    li.press("action.move.accept")
    li.sees(li.t("action.state.accepted"))
    expect(li.button("action.move.finish")).to_be_disabled()
    li.page.get_by_label(li.t("action.evidence_text")).fill("培训签到表")
    li.press("action.evidence_add")
    li.sees("培训签到表")
    li.press("action.move.finish")
    li.sees(li.t("action.verify_hint"))
    li.press("action.move.verify")
    li.sees(li.t("refused.own_verification", name="李"))
    li.page.get_by_label(li.t("register.signer")).fill("陈")
    li.press("action.move.verify")
    li.sees(li.t("register.did.verify"))
    accessible(li.page)


def test_rejecting_asks_for_a_reason_and_can_be_taken_back(come: Come, past: Played) -> None:
    ann = arrive(come, past, "en")
    ann.page.goto(f"/exercises/{past.first}/findings")
    card = ann.page.locator("article").first
    line = card.locator("b").first.inner_text()
    card.get_by_role("button", name=re.compile("^Reject")).click()
    dialog = ann.page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name=ann.t("action.move.reject"), exact=True)
    expect(confirm).to_be_disabled()
    ann.page.get_by_label(ann.t("register.reason")).fill("Seen differently")
    ann.confirm("action.move.reject")
    ann.page.get_by_role("button", name=re.compile(ann.t("register.closed"))).click()
    shut = ann.page.locator("article", has_text=line)
    expect(shut).to_contain_text(ann.t("register.state.rejected"))
    shut.get_by_role("button", name=re.compile("^" + ann.t("register.proof"))).click()
    expect(shut).to_contain_text("Seen differently")
    shut.get_by_role("button", name=re.compile("^" + ann.t("register.reopen"))).click()
    expect(ann.page.locator("article", has_text=line)).to_have_count(0)


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 390), ("en", 1440)])
def test_the_register_fits_every_screen(
    come: Come, past: Played, accessible: Check, lang: str, width: int
) -> None:
    person = arrive(come, past, lang, width)
    names = [one["id"] for one in _findings(past)[:3]]
    past.served.ask(
        "POST",
        f"/exercises/{past.first}/findings",
        {"do": "take", "findings": names},
        past.served.facilitator(),
    )
    person.follow("register")
    expect(person.page.locator("tbody tr").first).to_be_visible()
    accessible(person.page)
    assert not overflows(person.page)
    person.page.get_by_label(person.t("register.column.state")).select_option("rejected")
    person.sees(person.t("register.none_fit"))
    for path in ("/register/settings", f"/exercises/{past.first}/findings"):
        person.page.goto(path)
        expect(person.page.locator("main h2, main article").first).to_be_visible()
        assert not overflows(person.page), path


def test_a_spreadsheet_is_looked_at_before_it_is_taken_in(come: Come, past: Played) -> None:
    person = arrive(come, past, "en")
    person.page.goto("/register")
    sheet = "Action id,Due\r\nA-unknown,2026-05-01\r\n"
    chooser = person.page.locator("input[type=file]")
    chooser.set_input_files(
        {"name": "register.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
    )
    person.sees(person.t("register.problem.unknown_action", value="A-unknown"))
    take = person.page.get_by_role("button", name=person.t("register.import_take", count=0))
    expect(take).to_be_disabled()


def test_feeds_webhooks_and_tokens_are_set_up_and_ended(
    come: Come, past: Played, accessible: Check
) -> None:
    person = arrive(come, past, "zh")
    person.page.goto("/register/settings")
    person.sees(person.t("calendar.lead"))
    accessible(person.page)
    person.tab("register.feeds")
    person.page.get_by_label(person.t("register.feed_name")).fill("整改")
    person.press("register.feed_make")
    name = person.t("register.feed_address", name="整改")
    address = person.page.get_by_role("textbox", name=name)
    expect(address).to_have_value(re.compile(r"/api/v1/feeds/.+\.ics$"))
    person.page.get_by_role(
        "button", name=f"{person.t('register.feed_revoke')} 整改", exact=True
    ).click()
    person.confirm("register.feed_revoke")
    person.sees(person.t("register.feeds_none"))
    person.tab("webhook")
    person.page.get_by_label(person.t("webhook.url")).fill("http://127.0.0.1:9/hook")
    person.page.get_by_role("checkbox").first.check()
    person.press("webhook.add")
    person.sees(person.t("webhook.secret_once"))
    person.page.get_by_role("button", name=re.compile("^" + person.t("webhook.test"))).click()
    person.sees(person.t("webhook.state.waiting"))
    accessible(person.page)
    person.tab("token")
    person.page.get_by_label(person.t("token.name")).fill("文档系统")
    person.press("token.make")
    secret = person.page.get_by_role("textbox", name=person.t("token.secret_name"), exact=True)
    expect(secret).to_have_value(re.compile("^sxt_"))
    shown = secret.input_value()
    assert past.served.ask("GET", "/findings.json", None, shown)["format"]
    accessible(person.page)
    revoke = f"{person.t('token.revoke')} 文档系统"
    person.page.get_by_role("button", name=revoke, exact=True).click()
    person.confirm("token.revoke")
    person.sees(person.t("token.none"))
    with pytest.raises(HTTPError, match="401"):
        past.served.ask("GET", "/findings.json", None, shown)


def _findings(past: Played) -> list[dict[str, str]]:
    path = f"/exercises/{past.first}/findings"
    found = past.served.ask("GET", path, None, past.served.facilitator())["findings"]
    return list(found)
