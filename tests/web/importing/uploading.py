"""Sends files to a server as a browser's form does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from tests.serving import Served

_EDGE = "----startex-test-edge"


def send(server: Served, name: str, content: bytes, holder: str = "", **fields: str) -> Any:
    """Post the file and return status and answer, a refusal's too."""
    parts = [
        f'--{_EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content, b"\r\n"]
    body = b"".join([*parts, f"--{_EDGE}--\r\n".encode()])
    request = urllib.request.Request(f"{server.url}/api/v1/imports", body, method="POST")
    request.add_header("Content-Type", f"multipart/form-data; boundary={_EDGE}")
    if holder:
        request.add_header("Authorization", f"Bearer {holder}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)
