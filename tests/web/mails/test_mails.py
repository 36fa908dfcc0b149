"""Mails over a real SMTP server: reminders once each, retried in time, given up visibly, unharmed by a restart."""

from __future__ import annotations

import ssl
from typing import Any

import pytest

from engine.store.programme import GIVEN_UP, SENT, WAITING, MailRecord
from tests.web.mails.conftest import CERTIFICATE, PASSWORD, USER, Postbox, keep
from tests.web.programme.conftest import Desk
from web.mails.message import MARK, message, subject_of
from web.mails.postman import Postman
from web.mails.reminding import Reminding
from web.mails.settings import MailSettings, mail_settings
from web.webhooks.round import Round

MINUTE_MS = 60_000


def go_round(desk: Desk, trust: ssl.SSLContext | None = None) -> None:
    """Remind and deliver, as the server's round does; everything is read from the store anew."""
    Reminding(desk.house).remind()
    Postman(desk.house.store, desk.clock.stamp, trust).deliver_due()


def states(desk: Desk) -> list[tuple[str, str, str | None]]:
    """Return to whom, state and problem of every mail."""
    mails = desk.ask("GET", "/programme/mails")["mails"]
    return [(one["to"], one["state"], one["problem"]) for one in mails]


def test_a_test_mail_arrives_marked_and_in_both_languages(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox, sender_name="演练办公室", reply_to="office@example.org")
    assert desk.ask("POST", "/programme/mail/test", {"to": "li@example.org"})["state"] == SENT
    (mail,) = postbox.got
    assert mail["Subject"] == f"{MARK}测试邮件 / Test mail"
    assert (mail["To"], mail["Reply-To"]) == ("li@example.org", "office@example.org")
    assert mail["From"].addresses[0].display_name == "演练办公室"
    assert mail.get_content_type() == "text/plain"
    assert "测试邮件" in mail.get_content()
    assert "This is a test mail" in mail.get_content()


def test_reminders_go_out_thirty_seven_and_one_day_before_and_once_each(
    desk: Desk, postbox: Postbox
) -> None:
    keep(desk, postbox, language="en")
    desk.plan(day="2026-03-17", remind=["li@example.org", "wu@example.org"])
    told: list[tuple[int, int]] = []
    for day in range(42):
        before = len(postbox.got)
        go_round(desk)
        go_round(desk)
        if len(postbox.got) != before:
            told.append((40 - day, len(postbox.got) - before))
        desk.pass_days(1)
    # 5 February and 40 days is 17 March; the day after it is missed.
    assert told == [(30, 2), (7, 2), (1, 2), (-1, 2)]
    assert postbox.got[2]["Subject"] == f"{MARK}Tabletop on 2026-03-17, 7 days ahead"
    assert (
        postbox.got[-1]["Subject"] == f"{MARK}Tabletop was planned for 2026-03-17 and was not held"
    )


def test_a_report_is_reminded_of_until_it_is_handed_in(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox, language="zh", always=["office@example.org"])
    desk.plan(day="2026-02-05", exercise=desk.hold("2026-02-05"), joint=True)
    go_round(desk)
    desk.pass_days(28)
    go_round(desk)
    go_round(desk)
    assert [one["Subject"] for one in postbox.got] == [
        f"{MARK}桌面推演：演练报告 2026-03-04 到期，还有 27 天",
        f"{MARK}桌面推演：演练报告 2026-03-04 已逾期",
    ]
    assert "中国证监会" in postbox.got[0].get_content()


def test_a_report_on_an_exercise_that_nobody_planned_goes_to_who_is_always_told(
    desk: Desk, postbox: Postbox
) -> None:
    keep(desk, postbox, language="en", always=["office@example.org"])
    body = {"title": {"en": "House rule"}, "every": "1y", "enabled": True}
    desk.ask("POST", "/programme/duties", {"duty": {**body, "report": {"within": "7 days"}}})
    desk.hold("2026-02-04")
    go_round(desk)
    (mail,) = postbox.got
    assert mail["Subject"] == f"{MARK}Report on Drill is due on 2026-02-11, in 6 days"


def test_the_round_of_the_server_reminds_and_delivers(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox)
    desk.plan(day="2026-02-10", remind=["li@example.org"])
    going = Round(desk.house)
    going.once(with_overdue=False)
    assert postbox.got == []
    going.once(with_overdue=True)
    Round(desk.house).once(with_overdue=True)
    assert [one["To"] for one in postbox.got] == ["li@example.org"]


def test_nothing_of_the_script_is_mailed(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox)
    desk.plan(day="2026-02-10", scenario="ups-single-path", remind=["li@example.org"])
    go_round(desk)
    text = postbox.got[0].get_content()
    scenario = desk.house.library.scenario_sheet("ups-single-path").document
    for inject in scenario.injects:  # type: ignore[union-attr]
        assert not any(words in text for words in inject.title.words.values())


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the test server is not on any net
def test_the_password_logs_in_and_is_in_no_answer(
    desk: Desk, guarded: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    answer = keep(desk, guarded, user=USER, password=PASSWORD)
    assert (answer["has_password"], PASSWORD in str(answer)) == (True, False)
    assert desk.ask("POST", "/programme/mail/test", {"to": "li@example.org"})["state"] == SENT
    keep(desk, guarded, user=USER)
    assert mail_settings(desk.house.store).password == PASSWORD
    assert PASSWORD not in desk.answer("GET", "/programme/mail").get_data(as_text=True)
    assert PASSWORD not in repr(mail_settings(desk.house.store))
    assert PASSWORD not in caplog.text


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the test server is not on any net
def test_a_wrong_password_is_told_and_tried_again_later(desk: Desk, guarded: Postbox) -> None:
    keep(desk, guarded, user=USER, password="wrong")
    found = desk.ask("POST", "/programme/mail/test", {"to": "li@example.org"})
    assert (found["state"], found["problem"]) == (WAITING, "login_refused")
    assert "wrong" not in str(found)


def test_under_starttls_mail_goes_to_a_server_that_is_trusted(desk: Desk, sealed: Postbox) -> None:
    keep(desk, sealed, security="starttls")
    desk.plan(day="2026-02-10", remind=["li@example.org"])
    go_round(desk)
    assert states(desk) == [("li@example.org", WAITING, "no_trust")]
    desk.clock.pass_by(MINUTE_MS)
    go_round(desk, ssl.create_default_context(cafile=str(CERTIFICATE)))
    assert (states(desk)[0][1], sealed.was_safe) == (SENT, [True])


def test_a_server_that_offers_no_starttls_gets_nothing(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox, security="starttls")
    found = desk.ask("POST", "/programme/mail/test", {"to": "li@example.org"})
    assert (found["problem"], postbox.got) == ("not_supported", [])


def test_a_recipient_who_is_refused_is_given_up_and_the_others_get_theirs(
    desk: Desk, postbox: Postbox
) -> None:
    keep(desk, postbox)
    postbox.refuses.add("gone@example.org")
    postbox.puts_off.add("full@example.org")
    people = ["gone@example.org", "full@example.org", "li@example.org"]
    desk.plan(day="2026-02-10", remind=people)
    go_round(desk)
    assert set(states(desk)) == {
        ("gone@example.org", GIVEN_UP, "recipient_refused"),
        ("full@example.org", WAITING, "recipient_later"),
        ("li@example.org", SENT, None),
    }
    postbox.refuses.clear()
    gone = next(one for one in desk.ask("GET", "/programme/mails")["mails"] if "gone" in one["to"])
    again = desk.ask("POST", f"/programme/mails/{gone['id']}/retry")
    assert (again["state"], again["problem"]) == (SENT, None)


def test_a_server_that_was_down_gets_the_mail_when_it_is_back(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox)
    desk.plan(day="2026-02-10", remind=["li@example.org"])
    postbox.stop()
    go_round(desk)
    assert states(desk) == [("li@example.org", WAITING, "refused")]
    postbox.start()
    go_round(desk)
    assert postbox.got == []
    desk.clock.pass_by(MINUTE_MS)
    go_round(desk)
    go_round(desk)
    assert (states(desk), len(postbox.got)) == ([("li@example.org", SENT, None)], 1)


def test_after_seven_tries_a_mail_is_given_up(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox)
    postbox.stop()
    desk.plan(day="2026-02-05", remind=["li@example.org"])
    Reminding(desk.house).remind()
    tried = 0
    for _ in range(60):
        tried += Postman(desk.house.store, desk.clock.stamp).deliver_due()
        desk.clock.pass_by(60 * MINUTE_MS)
    assert (tried, states(desk)) == (7, [("li@example.org", GIVEN_UP, "refused")])


def test_nothing_is_put_in_line_while_mail_is_off(desk: Desk, postbox: Postbox) -> None:
    keep(desk, postbox, enabled=False)
    desk.plan(day="2026-02-06", remind=["li@example.org"])
    go_round(desk)
    assert states(desk) == []
    refused = desk.ask("POST", "/programme/mail/test", {"to": "li@example.org"})
    assert refused["refused"] == "mail_off"


def test_a_moved_exercise_is_reminded_of_anew_and_a_cancelled_one_not(
    desk: Desk, postbox: Postbox
) -> None:
    keep(desk, postbox)
    made = desk.plan(day="2026-02-10", remind=["li@example.org"])
    other = desk.plan(day="2026-02-10", remind=["wu@example.org"])
    desk.ask("POST", f"/programme/exercises/{other['id']}/cancel", {"reason": "x"})
    go_round(desk)
    desk.ask("PATCH", f"/programme/exercises/{made['id']}", {"day": "2026-02-11"})
    go_round(desk)
    assert [one["To"] for one in postbox.got] == ["li@example.org"] * 2


@pytest.mark.parametrize(
    "words", ["Drill\r\nBcc: spy@example.org", "Drill\nTo: spy@example.org", "Drill\x00\x0b\u2028x"]
)
def test_no_title_begins_another_header(desk: Desk, postbox: Postbox, words: str) -> None:
    keep(desk, postbox, language="en")
    desk.plan(day="2026-02-10", title={"en": words}, remind=["li@example.org"])
    go_round(desk)
    (mail,) = postbox.got
    assert (mail["Bcc"], mail.get_all("To")) == (None, ["li@example.org"])
    assert mail["Subject"].startswith(f"{MARK}Drill ")


@pytest.mark.parametrize(
    "wish",
    [
        {"sender": "drills@example.org\r\nBcc: spy@example.org"},
        {"sender": "drills"},
        {"reply_to": "a@b.c, d@e.f"},
        {"always": ["<li@example.org>"]},
        {"security": "ssl"},
        {"port": 0},
        {"days": []},
    ],
)
def test_settings_that_make_no_sense_are_refused(
    desk: Desk, postbox: Postbox, wish: dict[str, Any]
) -> None:
    assert keep(desk, postbox, **wish)["refused"] == "malformed"


def test_a_subject_is_one_line_marked_once_and_short() -> None:
    assert subject_of(" a\t\nb ") == f"{MARK}a b"
    assert len(subject_of("x" * 1000)) == 200
    mail = MailRecord("m/1", "li@example.org", subject_of("a"), "text", made="")
    sent = message(mail, MailSettings(sender="d@example.org"), "2026-02-05T02:00:00.000Z")
    assert sent["Subject"] == f"{MARK}a"
    again = message(mail, MailSettings(sender="d@example.org"), "2026-02-06T02:00:00.000Z")
    assert sent["Message-ID"] == again["Message-ID"]


def test_mail_is_for_facilitators_of_the_whole_server(desk: Desk) -> None:
    for path in ("/programme/mail", "/programme/mails"):
        assert desk.answer("GET", path, holder="").status_code == 401
