"""An application without a server around it, asked as other programs ask: with a bearer, told in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from web.house import House
from web.identity import Invitation, Pass

FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Office:
    """An application with its house."""

    app: Flask
    house: House

    def ask(
        self, method: str, path: str, body: object = None, bearer: str | None = None, **more: Any
    ) -> TestResponse:
        """Ask under ``/api/v1``; without a *bearer* as facilitator of the whole server."""
        shown = self.boss() if bearer is None else bearer
        headers = {**more.pop("headers", {})} | (
            {"Authorization": f"Bearer {shown}"} if shown else {}
        )
        if body is not None:
            more["json"] = body
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **more)

    def told(self, method: str, path: str, body: object = None, bearer: str | None = None) -> Any:
        """Return the JSON of an answer that is no refusal."""
        answer = self.ask(method, path, body, bearer)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def refused(
        self, method: str, path: str, body: object = None, bearer: str | None = None
    ) -> tuple[int, str]:
        """Return status and code of a refusal."""
        answer = self.ask(method, path, body, bearer)
        return answer.status_code, str(answer.get_json()["refused"])

    def boss(self, name: str | None = "Wang", mark: str = "desk-1") -> str:
        """Return the pass of a facilitator of the whole server."""
        return self.house.office.write_pass(Pass(FACILITATOR, None, None, None, name, mark))

    def participant(self) -> str:
        """Return the pass of a participant of some table."""
        seat = Invitation("participant", "e-1", "t-1", "ops-duty")
        return self.house.office.write_pass(self.house.office.admit(seat, "Li"))

    def token(self, *may: str, name: str = "DMS") -> str:
        """Return the secret of a new token."""
        return str(self.told("POST", "/tokens", {"name": name, "may": list(may)})["secret"])
