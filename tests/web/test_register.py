"""The register through the interface: findings of two exercises worked on, taken, owned, done, verified, sent round."""

from __future__ import annotations

import json
import queue
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.serving import Served, serve
from tests.web.past import Past
from web.webhooks.signing import is_signed

EARLIER, LATER = "2026-03-02T02:00:00.000Z", "2026-03-16T02:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Office:
    """A server with two exercises that are over; the first was played by two teams, the second by three."""

    server: Served
    first: str
    second: str

    def ask(self, method: str, path: str, body: object = None, holder: str | None = None) -> Any:
        """Ask as the server's facilitator, or whoever is given."""
        return self.server.ask(method, path, body, holder or self.server.facilitator())

    def findings(self, exercise: str | None = None) -> list[dict[str, Any]]:
        """Return the findings of the second exercise, or another."""
        found = self.ask("GET", f"/exercises/{exercise or self.second}/findings")["findings"]
        return list(found)

    def decide(self, do: str, *findings: str, **more: object) -> Any:
        """Do something with findings of the second exercise."""
        body = {"do": do, "findings": list(findings), **more}
        return self.ask("POST", f"/exercises/{self.second}/findings", body)

    def take(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Take the *number*-th finding into the register; return it and its first action."""
        name = self.findings()[number]["id"]
        self.decide("take", name, name="Li")
        finding = next(one for one in self.findings() if one["id"] == name)
        return finding, finding["actions"][0]

    def move(self, action: str, do: str, **more: object) -> Any:
        """Take an action one step on."""
        return self.ask("POST", f"/register/actions/{action}/move", {"do": do, **more})

    def raw(self, path: str, body: bytes | None = None, holder: str | None = None) -> bytes:
        """Return what a path answers, as it is."""
        headers = {"Authorization": f"Bearer {holder or self.server.facilitator()}"}
        request = urllib.request.Request(f"{self.server.url}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return bytes(answer.read())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The server of all tests here; each works on findings of its own."""
    data = Path(tmp_path_factory.mktemp("register")) / "data"
    past = Past(data)
    teams = ("ups-deviating.yaml", "ups-sleepy.yaml")
    first = past.exercise(teams, EARLIER, "First")
    second = past.exercise((*teams, "ups-model.yaml"), LATER, "Second")
    past.close()
    served = serve(data)
    yield Office(served, first, second)
    served.stop()


def refused(office: Office, method: str, path: str, body: object, holder: str = "") -> str:
    """Return the code of the refusal that the question meets."""
    with pytest.raises(urllib.error.HTTPError) as error:
        office.ask(method, path, body, holder or None)
    with error.value as answer:
        return str(json.load(answer)["refused"])


def status(url: str) -> int:
    """Return the status of the refusal that somebody without a pass meets at *url*."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(url)
    with error.value as answer:
        return int(answer.status or 0)


def test_findings_of_all_tables_are_told_with_what_is_proposed(office: Office) -> None:
    found = office.findings()
    assert len({one["id"] for one in found}) == len(found)
    both = next(one for one in found if len(one["tables"]) == 2)
    assert both["of"] == 3
    assert {one["name"] for one in both["tables"]} == {"A", "B"}
    assert both["class"] in ("deficiency", "correction", "recommendation")
    assert both["root_cause"] == both["automatic"]["root_cause"]
    assert office.findings() == found


def test_what_failed_before_is_marked_as_repeated_only_afterwards(office: Office) -> None:
    assert any(one["repeated"] == [office.first] for one in office.findings())
    assert all(one["repeated"] == [] for one in office.findings(office.first))


def test_what_a_person_says_outranks_the_program_and_is_never_overwritten(office: Office) -> None:
    finding = office.findings()[0]
    path = f"/exercises/{office.second}/findings/{finding['id']}"
    edit = {"severity": "low", "words": {"zh": "人工表述"}, "reason": "复核", "name": "Li"}
    office.ask("PATCH", path, edit)
    office.decide("take", finding["id"])
    now = next(one for one in office.findings() if one["id"] == finding["id"])
    assert (now["severity"], now["automatic"]["severity"]) == ("low", finding["severity"])
    assert now["words"] == {"zh": "人工表述"}
    assert office.decide("take", finding["id"])["updated"] == 1
    assert next(o for o in office.findings() if o["id"] == finding["id"])["severity"] == "low"
    history = office.ask("GET", f"{path}/proof")["history"]
    assert [one["did"] for one in history] == ["edited", "taken"]
    assert history[0]["by"] == "facilitator/Li"
    assert history[0]["changes"]["severity"] == [finding["severity"], "low"]
    office.ask("PATCH", path, {"severity": None, "words": None})
    back = next(one for one in office.findings() if one["id"] == finding["id"])
    assert back["severity"] == finding["severity"]
    assert back["edited"] == []


def test_due_dates_follow_severity_from_the_day_of_the_exercise(office: Office) -> None:
    """The story ends on 16 March 2026: 30, 60, 90 and 180 days later, none of them a holiday."""
    days = {"critical": "2026-04-15", "high": "2026-05-15", "medium": "2026-06-15"}
    days |= {"low": "2026-09-14"}  # 14 June is a Sunday, 12 September a Saturday
    for severity, due in days.items():
        names = [one["id"] for one in office.findings() if one["severity"] == severity][-1:]
        for name in names:
            office.decide("take", name)
            finding = next(one for one in office.findings() if one["id"] == name)
            assert finding["actions"][0]["due"] == due


def test_an_action_goes_its_way_and_is_verified_by_somebody_else(office: Office) -> None:
    _, action = office.take(1)
    name = action["id"]
    path = f"/register/actions/{name}"
    office.ask("PATCH", path, {"owner_kind": "person", "owner": "王工", "revision": 1})
    assert refused(office, "PATCH", path, {"owner": "x", "revision": 1}) == "changed_meanwhile"
    office.move(name, "accept", name="Li")
    body = {"do": "finish", "name": "Zhao"}
    assert refused(office, "POST", f"{path}/move", body) == "evidence_missing"
    office.ask("POST", f"{path}/evidence", {"text": "培训签到表", "name": "Zhao"})
    office.move(name, "finish", name="Zhao")
    for own in ("王工", "zhao"):
        body = {"do": "verify", "name": own}
        assert refused(office, "POST", f"{path}/move", body) == "own_verification"
    assert refused(office, "POST", f"{path}/move", {"do": "verify"}) == "verifier_missing"
    office.move(name, "verify", name="Chen")
    assert refused(office, "POST", f"{path}/move", {"do": "reopen"}) == "reason_missing"
    office.move(name, "reopen", reason="复发", name="Chen")
    shown = office.ask("GET", path)
    assert (shown["state"], shown["verifier"]) == ("in_progress", None)
    did = [one["did"] for one in shown["history"]]
    assert did == ["proposed", "edited", "accept", "proved", "finish", "verify", "reopen"]


def test_actions_are_added_by_hand_and_merged_into_one_another(office: Office) -> None:
    finding, action = office.take(8)
    added = {"element": "equipment", "words": {"zh": "加装第二路电源"}, "due": "2026-06-01"}
    made = office.ask("POST", f"/findings/{finding['id']}/actions", {**added, "name": "Li"})["id"]
    own = f"/register/actions/{made}/move"
    assert refused(office, "POST", own, {"do": "merge", "into": made}) == "merge_target"
    office.move(made, "merge", into=action["id"], name="Li")
    shown = office.ask("GET", f"/register/actions/{made}")
    assert (shown["state"], shown["into"], shown["moves"]) == ("merged", action["id"], ["reopen"])
    assert action["id"] in [one["id"] for one in shown["siblings"]]
    path = f"/register/actions/{made}"
    assert refused(office, "PATCH", path, {"element": "training"}) == "wrong_state"
    unknown = next(o["id"] for o in office.findings() if not o["actions"])
    body = {"element": "planning"}
    assert refused(office, "POST", f"/findings/{unknown}/actions", body).startswith("no")


def test_taking_again_leaves_what_people_did_alone(office: Office) -> None:
    finding, action = office.take(2)
    office.ask("PATCH", f"/register/actions/{action['id']}", {"due": "2026-12-01"})
    office.move(action["id"], "accept")
    office.decide("take", finding["id"], next_exercise="2026-04-01")
    office.decide("take", finding["id"], next_exercise=None)
    shown = office.ask("GET", f"/register/actions/{action['id']}")
    assert (shown["due"], shown["state"]) == ("2026-12-01", "accepted")


def test_what_is_due_is_due_five_working_days_before_the_next_exercise(office: Office) -> None:
    name = next(o["id"] for o in reversed(office.findings()) if not o["actions"])
    office.decide("take", name, next_exercise="2026-04-01")
    finding = next(one for one in office.findings() if one["id"] == name)
    assert {one["due"] for one in finding["actions"]} == {"2026-03-25"}
    path = f"/exercises/{office.second}/findings"
    assert office.ask("GET", path)["next_exercise"] == "2026-04-01"
    office.ask("PATCH", f"{path}/{name}", {"severity": "low"})
    finding = next(one for one in office.findings() if one["id"] == name)
    assert {one["due"] for one in finding["actions"]} == {"2026-03-25"}
    office.decide("take", name, next_exercise=None)
    finding = next(one for one in office.findings() if one["id"] == name)
    assert {one["due"] for one in finding["actions"]} == {"2026-09-14"}


def test_findings_are_rejected_merged_and_reopened(office: Office) -> None:
    one, two, three = [o["id"] for o in office.findings() if o["state"] == "open"][-3:]
    path = f"/exercises/{office.second}/findings"
    assert refused(office, "POST", path, {"do": "reject", "findings": [one]}) == "reason_missing"
    office.decide("reject", one, reason="误报")
    office.decide("merge", two, into=three)
    assert office.decide("take", one, two)["left"] == 2
    states = {o["id"]: (o["state"], o["into"]) for o in office.findings()}
    assert (states[one], states[two]) == (("rejected", None), ("merged", three))
    body = {"do": "merge", "findings": [three], "into": two}
    assert refused(office, "POST", path, body) == "merge_target"
    office.decide("reopen", one, two)
    assert {o["state"] for o in office.findings() if o["id"] in (one, two)} == {"open"}


def test_the_register_is_chosen_from_by_what_people_look_for(office: Office) -> None:
    office.take(3)
    whole = office.ask("GET", "/register")
    assert whole["total"] == len(whole["rows"])
    critical = office.ask("GET", "/register?severity=critical&open=true")["rows"]
    assert {row["finding"]["severity"] for row in critical} == {"critical"}
    assert office.ask("GET", "/register?plan=none")["rows"] == []
    overdue = office.ask("GET", "/register?overdue=true")["rows"]
    assert all(row["overdue"] for row in overdue)


def test_the_spreadsheet_comes_back_as_it_went_and_with_changes(office: Office) -> None:
    _, action = office.take(4)
    for language in ("zh", "en"):
        sheet = office.raw(f"/api/v1/register/export.csv?lang={language}")
        found = json.loads(office.raw("/api/v1/register/import", sheet))
        assert (found["changes"], found["problems"], found["unknown"]) == ([], [], [])
        assert found["same"] == office.ask("GET", "/register")["total"]
    lines = sheet.decode().splitlines()
    row = next(line for line in lines if line.startswith(action["id"]))
    changed = "\r\n".join([lines[0], row.replace(action["due"], "2026-11-02")])
    assert changed != "\r\n".join([lines[0], row])
    body = changed.encode("gb18030")
    (change,) = json.loads(office.raw("/api/v1/register/import", body))["changes"]
    assert change["fields"] == {"due": [action["due"], "2026-11-02"]}
    taken = json.loads(office.raw("/api/v1/register/import?take=1&name=Li", body))
    assert taken == {"changed": 1}
    conflict = row.replace(action["due"], "2026-11-03")
    again = json.loads(office.raw("/api/v1/register/import", f"{lines[0]}\r\n{conflict}".encode()))
    assert [one["id"] for one in again["conflicts"]] == [action["id"]]


def test_a_calendar_feed_tells_due_days_until_it_is_revoked(office: Office) -> None:
    _, action = office.take(5)
    made = office.ask("POST", "/register/feeds", {"name": "整改", "language": "zh", "as": "todos"})
    first = _entry(office, made["path"], action["id"])
    assert first["due"].dt.isoformat() == action["due"]
    assert first["status"] == "NEEDS-ACTION"
    assert "演练" in first["summary"]
    assert len(first.subcomponents) == 2
    office.move(action["id"], "begin")
    second = _entry(office, made["path"], action["id"])
    assert second["uid"] == first["uid"]
    assert int(second["sequence"]) == int(first["sequence"]) + 1
    assert second["status"] == "IN-PROCESS"
    office.ask("DELETE", f"/register/feeds/{made['id']}")
    for path in (made["path"], "/api/v1/feeds/forged.ics"):
        assert status(office.server.url + path) == 404


def _entry(office: Office, path: str, action: str) -> Any:
    with urllib.request.urlopen(office.server.url + path) as answer:  # nobody shows a pass
        assert answer.headers["Content-Type"].startswith("text/calendar")
        calendar = Calendar.from_ical(answer.read())
    return next(one for one in calendar.walk("VTODO") if action in str(one["uid"]))


def test_the_organisations_own_days_move_due_dates(office: Office) -> None:
    days = {"holidays": ["2026-04-15"], "workdays": []}
    office.ask("PUT", "/register/calendar", days)
    try:
        finding = next(
            o for o in office.findings() if o["severity"] == "critical" and not o["actions"]
        )
        office.decide("take", finding["id"])
        taken = next(one for one in office.findings() if one["id"] == finding["id"])
        assert taken["actions"][0]["due"] == "2026-04-16"
        both = {"holidays": ["2026-04-15"], "workdays": ["2026-04-15"]}
        assert refused(office, "PUT", "/register/calendar", both) == "day_twice"
    finally:
        office.ask("PUT", "/register/calendar", {"holidays": [], "workdays": []})


def test_who_judges_one_exercise_sees_only_its_part(office: Office) -> None:
    office.take(6)
    links = office.ask("GET", f"/exercises/{office.first}")["links"]
    judge = office.server.enter(links["evaluator"], "Wu")
    assert office.ask("GET", "/register", None, judge)["rows"] == []
    assert office.ask("GET", f"/exercises/{office.first}/findings", None, judge)["findings"]
    asked = f"/exercises/{office.second}/findings"
    assert refused(office, "GET", asked, None, judge) == "not_yours"
    row = office.ask("GET", "/register")["rows"][0]["id"]
    assert refused(office, "GET", f"/register/actions/{row}", None, judge) == "not_yours"
    assert refused(office, "GET", "/webhooks", None, judge) == "not_yours"


def test_participants_and_strangers_see_nothing_of_it(office: Office) -> None:
    table = office.ask("GET", f"/exercises/{office.second}")["tables"][0]
    for link in (next(iter(table["links"]["seats"].values())), table["links"]["observer"]):
        holder = office.server.enter(link, "Sun")
        for path in ("/register", f"/exercises/{office.second}/findings", "/register/feeds"):
            assert refused(office, "GET", path, None, holder) == "not_yours"
        with pytest.raises(urllib.error.HTTPError) as error:
            office.raw("/api/v1/register/export.csv", None, holder)
        with error.value as answer:
            assert answer.status == 403
    assert status(f"{office.server.url}/api/v1/register") == 401


def test_the_server_itself_takes_to_a_webhook_what_happened(office: Office) -> None:
    heard: queue.Queue[tuple[str, bytes]] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.put((self.headers["StartEx-Signature"], body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_about: object) -> None:
            """Say nothing."""

    receiver = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        body = {"url": f"http://127.0.0.1:{receiver.server_address[1]}/"}
        hook = office.ask("POST", "/webhooks", {**body, "events": ["action.changed"]})
        _, action = office.take(7)
        office.move(action["id"], "accept", name="Li")
        header, told = heard.get(timeout=60)
        assert json.loads(told)["data"]["action"]["state"] == "accepted"
        moment = int(header.partition(",")[0].removeprefix("t="))
        assert is_signed(hook["secret"], header, told, moment)
        tried = office.ask("POST", f"/webhooks/{hook['id']}/test")
        assert (tried["state"], tried["status"]) == ("delivered", 204)
        assert json.loads(heard.get(timeout=60)[1])["event"] == "test"
        (shown,) = office.ask("GET", "/webhooks")["webhooks"]
        assert "secret" not in shown
        assert [one["state"] for one in shown["deliveries"]] == ["delivered", "delivered"]
        office.ask("DELETE", f"/webhooks/{hook['id']}")
        assert office.ask("GET", "/webhooks")["webhooks"] == []
    finally:
        receiver.shutdown()
        thread.join()
        receiver.server_close()


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("GET", "/register/actions/A-none", None, "no_such_improvement"),
        ("POST", "/findings/F-none/actions", {"element": "planning"}, "no_such_finding"),
        ("POST", "/webhooks", {"url": "ftp://x/", "events": ["finding.taken"]}, "no_address"),
        ("POST", "/webhooks", {"url": "http://a:b@x/", "events": ["finding.taken"]}, "no_address"),
        ("POST", "/webhooks/w-none/test", {}, "no_such_webhook"),
        ("DELETE", "/register/feeds/k-none", None, "no_such_feed"),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_refused(
    office: Office, method: str, path: str, body: object, code: str
) -> None:
    assert refused(office, method, path, body) == code


def test_a_file_that_is_no_text_is_refused(office: Office) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        office.raw("/api/v1/register/import", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    with error.value as answer:
        assert json.load(answer)["refused"] == "no_text_file"


def test_actions_are_drafted_from_the_facts_in_both_languages(office: Office) -> None:
    """Both teams of both exercises left a duty out: the plan itself is to be thought over as well."""
    for language in ("zh", "en"):
        left_out = [o for o in office.findings() if o["reason"]["code"] == "missed_by_most"]
        assert left_out
        name = next(o["id"] for o in left_out if o["code"] == "step_missed")
        office.decide("take", name)
        taken = next(o for o in office.findings() if o["id"] == name)
        texts = [one["words"][language] for one in taken["actions"]]
        assert {one["element"] for one in taken["actions"]} == {"training", "planning"}
        assert any(taken["title"][language] in text and "2" in text for text in texts)
