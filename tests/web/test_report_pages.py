"""Reports on a real server: every kind as document and page, a narrative that is locked when signed, who sees what."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from web.reports.kinds import KINDS


@pytest.fixture
def ended(server, launch, enter):
    """An exercise after EndEx with a facilitator, an evaluator on its panel, and a participant."""
    exercise = launch(title="Reported")
    table = exercise["tables"][0]
    fay = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    li = enter(table["links"]["seats"]["ops-duty"], table["id"], "li")
    ann = enter(exercise["links"]["evaluator"], table["id"], "Ann")
    assert fay.control("start")["ok"]
    assert li.act("acknowledge-alarm")["ok"]
    assert fay.control("end")["ok"]
    assert fay.ask("panel", {"evaluators": ["Ann"], "lead": "Ann"})["ok"]
    return {
        "table": table["id"],
        "fay": server.enter(exercise["links"]["facilitator"], "Fay"),
        "ann": server.enter_panel(table["id"], "Ann"),
        "li": server.enter(table["links"]["seats"]["ops-duty"], "li"),
        "judge": ann,
    }


def refused(server, path: str, holder: str, body: object = None) -> tuple[int, str]:
    """Return status and code of a refusal."""
    request = urllib.request.Request(
        f"{server.url}/api/v1{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {holder}", "Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request, timeout=30)
    return answer.value.code, json.loads(answer.value.read())["refused"]


def write(server, ended, text: str | None, part: str = "conclusion", language: str = "en") -> None:
    """Let the facilitator write a part of the narrative."""
    judgement = {"do": "narrative", "part": part, "language": language, "text": text}
    server.ask("POST", f"/tables/{ended['table']}/judge", judgement, ended["fay"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_read_as_a_document_in_both_languages(server, ended, kind):
    said = {}
    for language in ("zh", "en"):
        path = f"/tables/{ended['table']}/report/{kind}?lang={language}"
        document = server.ask("GET", path, holder=ended["fay"])
        assert document["kind"] == kind
        assert "演练 EXERCISE" in document["mark"]
        said[language] = document
    assert said["zh"]["title"] != said["en"]["title"]
    assert len(said["zh"]["blocks"]) == len(said["en"]["blocks"])


def test_a_kind_that_is_not_known_is_refused_in_words(server, ended):
    path = f"/tables/{ended['table']}/report/poster"
    assert refused(server, path, ended["fay"])[1] == "no_such_kind"


def test_what_was_written_stands_in_the_report_until_it_is_put_back(server, ended):
    write(server, ended, "Mine alone.")
    path = f"/tables/{ended['table']}/report"
    said = json.dumps(server.ask("GET", f"{path}/summary?lang=en", holder=ended["fay"]))
    assert "Mine alone." in said
    assert "Mine alone." not in json.dumps(
        server.ask("GET", f"{path}/summary?lang=zh", holder=ended["fay"])
    )
    write(server, ended, None)
    model = server.ask("GET", path, holder=ended["fay"])
    part = next(one for one in model["narrative"] if one["part"] == "conclusion")
    assert part["texts"]["en"]["text"] is None
    assert part["texts"]["en"]["draft"]


def test_a_signed_evaluation_locks_the_narrative(server, ended):
    ann = ended["judge"]
    for subject in ("whole", *(f"objective:O{n}" for n in range(1, 8))):
        assert ann.ask("rate", {"subject": subject, "rating": "U", "reason": "nothing done"})["ok"]
    assert ann.ask("sign_guide", {})["ok"]
    signed = ann.ask("sign_off", {})
    assert signed["ok"], signed
    judgement = {"do": "narrative", "part": "conclusion", "language": "en", "text": "Too late."}
    path = f"/tables/{ended['table']}/judge"
    assert refused(server, path, ended["fay"], judgement)[1] == "signed_off"
    model = server.ask("GET", f"/tables/{ended['table']}/report", holder=ended["fay"])
    assert model["assessment"]["signature"]["holds"] is True


def test_a_participant_cannot_write_the_narrative(server, ended):
    judgement = {"do": "narrative", "part": "conclusion", "language": "en", "text": "We won."}
    status, _ = refused(server, f"/tables/{ended['table']}/judge", ended["li"], judgement)
    assert status == 403


def test_a_participants_report_holds_nothing_of_the_script_and_of_what_evaluators_think(
    server, ended
):
    secret = "zq-for-evaluators"
    ended["judge"].ask("note", {"id": "n1", "text": secret, "audience": "evaluators"})
    ended["judge"].ask("rate", {"subject": "whole", "rating": "U", "reason": secret})
    table = ended["table"]
    for path in (f"/tables/{table}/report", *(f"/tables/{table}/report/{one}" for one in KINDS)):
        told = server.ask("GET", path, holder=ended["li"])
        assert secret not in json.dumps(told, ensure_ascii=False), path
    model = server.ask("GET", f"/tables/{table}/report", holder=ended["li"])
    assert model["overview"]["summary"] == {}
    workbook = server.ask("GET", f"/tables/{table}/report/workbook?lang=en", holder=ended["li"])
    sheets = [one["text"] for one in workbook["blocks"] if one["type"] == "heading"]
    assert "MSEL planned and actual" not in sheets


def test_before_endex_a_participant_is_given_no_report(server, launch):
    table = launch(title="Running")["tables"][0]
    holder = server.enter(table["links"]["seats"]["ops-duty"], "wang")
    for path in ("report", "report/summary", "report/eeg"):
        assert refused(server, f"/tables/{table['id']}/{path}", holder)[1] == "not_yet"


def test_the_plain_page_shows_any_kind(server, ended):
    for kind, words in (("aar", "After-action report"), ("brief", "Executive brief")):
        request = urllib.request.Request(
            f"{server.url}/reports/{ended['table']}?kind={kind}&lang=en",
            headers={"Authorization": f"Bearer {ended['fay']}"},
        )
        page = urllib.request.urlopen(request, timeout=30).read().decode()
        assert words in page
        assert "演练 EXERCISE" in page
