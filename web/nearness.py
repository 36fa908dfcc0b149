"""Nearness: whether a request was made on the very machine that the server runs on."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from flask import Request

_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def is_own_machine(request: Request) -> bool:
    """Whether *request* came from this machine, straight, and to an address that only this machine has.

    A proxy on the machine passes on what others ask; a foreign name may be made to mean this machine.
    """
    if any(name in request.headers for name in _PASSED_ON):
        return False
    return _is_own_address(request.remote_addr or "") and _host(request) in _OWN_NAMES


def _is_own_address(written: str) -> bool:
    try:
        address = ip_address(written)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _host(request: Request) -> str:
    name, colon, port = request.host.lower().rpartition(":")
    return name if colon and port.isdigit() else request.host.lower()
