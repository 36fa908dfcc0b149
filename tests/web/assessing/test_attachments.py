"""Files of observations over REST: who may send and fetch them, what is refused, how they are given out."""

from __future__ import annotations

import hashlib
import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.serving import Served
from web.assessing.attachments import LARGEST

SCENARIO = "micro-reportable"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
BOUNDARY = "----of-this-test"


def multipart(name: str, content: bytes, field: str = "file") -> bytes:
    """Return a form with one file, as a browser writes it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    kind = "Content-Type: image/png\r\n\r\n"
    return (head + kind).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def ask(
    server: Served, method: str, path: str, holder: str, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and content of an answer."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    headers = {
        "Authorization": f"Bearer {holder}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    connection.request(method, f"/api/v1/tables/{path}", body, headers)
    answer = connection.getresponse()
    told = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return told


@pytest.fixture(scope="module")
def exercise(server: Served) -> Any:
    """An exercise of two tables."""
    return server.launch(scenario=SCENARIO, tables=[{"name": "A"}, {"name": "B"}])


@pytest.fixture(scope="module")
def table(exercise: Any) -> str:
    """The first table."""
    return str(exercise["tables"][0]["id"])


@pytest.fixture(scope="module")
def evaluator(server: Served, exercise: Any) -> str:
    """The pass of somebody who judges."""
    return server.enter(exercise["links"]["evaluator"], "Vera")


@pytest.fixture(scope="module")
def participant(server: Served, exercise: Any) -> str:
    """The pass of somebody who plays."""
    link = next(iter(exercise["tables"][0]["links"]["seats"].values()))
    return server.enter(link, "Li")


@pytest.fixture(scope="module")
def sent(server: Served, table: str, evaluator: str) -> dict[str, Any]:
    """A picture that the evaluator sent."""
    status, _, answer = ask(
        server, "POST", f"{table}/attachments", evaluator, multipart("板书.png", PNG)
    )
    assert status == 201, answer
    found: dict[str, Any] = json.loads(answer)
    return found


def refused(answer: tuple[int, dict[str, str], bytes]) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    return answer[0], json.loads(answer[2])["refused"]


def test_a_sent_file_is_told_by_name_type_size_and_digest(sent):
    digest = "sha256:" + hashlib.sha256(PNG).hexdigest()
    assert sent == {"name": "板书.png", "type": "image/png", "size": len(PNG), "digest": digest}


def test_it_comes_back_as_a_download_that_no_browser_draws_by_itself(
    server, table, evaluator, sent
):
    status, headers, content = ask(
        server, "GET", f"{table}/attachments/{sent['digest']}", evaluator
    )
    assert (status, content) == (200, PNG)
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
    assert headers["content-type"] == "image/png"


def test_a_participant_neither_sends_nor_fetches(server, table, participant, sent):
    fetched = ask(server, "GET", f"{table}/attachments/{sent['digest']}", participant)
    posted = ask(server, "POST", f"{table}/attachments", participant, multipart("x.png", PNG))
    assert refused(fetched) == refused(posted) == (403, "not_yours")


def test_a_file_of_one_table_is_unknown_at_another(server, exercise, evaluator, sent):
    other = exercise["tables"][1]["id"]
    answer = ask(server, "GET", f"{other}/attachments/{sent['digest']}", evaluator)
    assert refused(answer) == (404, "no_such_attachment")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", (409, "attachment_empty")),
        (b"MZ\x90\x00 a program", (415, "attachment_unfit")),
        (b"x" * (LARGEST + 1), (413, "attachment_too_large")),
        (b"x" * (LARGEST + 100_000), (413, "attachment_too_large")),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(server, table, evaluator, content, told):
    answer = ask(server, "POST", f"{table}/attachments", evaluator, multipart("x", content))
    assert refused(answer) == told


def test_the_largest_file_is_taken(server, table, evaluator):
    answer = ask(
        server, "POST", f"{table}/attachments", evaluator, multipart("x.txt", b"x" * LARGEST)
    )
    assert answer[0] == 201
    assert json.loads(answer[2])["size"] == LARGEST


def test_a_form_without_a_file_is_malformed(server, table, evaluator):
    body = multipart("x.png", PNG, field="photo")
    assert refused(ask(server, "POST", f"{table}/attachments", evaluator, body)) == (
        400,
        "malformed",
    )
