"""Who opens the demonstration's address: facilitator at the machine itself, a guest from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from exercise.audience import FACILITATOR
from web.config import Config
from web.demonstration import launch_demo
from web.identity import Invitation
from web.opening import open_house


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with the demonstration open."""
    app, house = open_house(Config(tmp_path_factory.mktemp("demonstration")))
    launch_demo(house, 1.0)
    yield app
    house.close()


def kinds(
    app: Flask, path: str, address: str, host: str, headers: dict[str, str] | None = None
) -> list[str]:
    """Return the kinds of passes that a browser at *address* has after it opened *path* of *host*."""
    browser = app.test_client()
    asked = {"environ_base": {"REMOTE_ADDR": address}, "base_url": f"http://{host}"}
    browser.get(path, headers=headers, **asked)
    passes = browser.get("/api/v1/me", **asked).get_json()["passes"]
    return [one["kind"] for one in passes]


@pytest.mark.parametrize("path", ["/", "/demo"])
@pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_at_the_machine_itself_the_demonstration_has_its_facilitator(
    demonstration, path, address, host
):
    assert kinds(demonstration, path, address, host) == ["facilitator"]


@pytest.mark.parametrize("path", ["/", "/demo"])
@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "fe80::1", "::ffff:10.0.0.1", ""])
def test_from_another_machine_nobody_becomes_facilitator(demonstration, path, address):
    assert kinds(demonstration, path, address, "localhost:8000") == []


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"]
)
def test_what_a_proxy_passes_on_does_not_come_from_the_machine_itself(demonstration, header):
    assert kinds(demonstration, "/", "127.0.0.1", "localhost", {header: "127.0.0.1"}) == []


@pytest.mark.parametrize(
    "host", ["evil.example:8000", "localhost.evil.example", "192.168.1.2:8000"]
)
def test_a_foreign_name_for_the_machine_makes_nobody_facilitator(demonstration, host):
    assert kinds(demonstration, "/", "127.0.0.1", host) == []


def test_a_guest_is_led_from_the_demonstration_to_the_way_in(demonstration):
    guest = demonstration.test_client()
    led = guest.get("/demo", environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert (led.status_code, led.location) == (302, "/")


def test_the_printed_link_makes_a_facilitator_from_anywhere(demonstration):
    house = demonstration.extensions["startex"]
    token = house.path_of(Invitation(FACILITATOR, house.demo)).rpartition("/")[2]
    elsewhere = {"REMOTE_ADDR": "10.0.0.1"}
    browser = demonstration.test_client()
    given = browser.post("/api/v1/enter", json={"token": token}, environ_base=elsewhere)
    assert given.get_json()["kind"] == "facilitator"
