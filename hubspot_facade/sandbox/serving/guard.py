"""Keeps web pages out of what needs no token: the admin endpoints, OAuth, and what a developer API key opens.

A page that a developer happens to visit can post to loopback (cross-site request forgery), and can have its own name
resolve to loopback so that it may read answers too (DNS rebinding). Browsers say where a request comes from, and send
the name that they were given as Host; programs such as curl send no Origin and are let through.
"""

import ipaddress
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from hubspot_facade.sandbox.protocol.errors import Refusal

SITES = ("same-origin", "none", "")
HUBSPOT = (".hubapi.com", ".hubspot.com")
"""Names that lead here where somebody points HubSpot's own at the sandbox."""


def check(headers: Mapping[str, str], method: str, hosts: Collection[str] = ()) -> None:
    """Refuses with 403 what a foreign page asks for. `hosts` are names that the sandbox goes by beside local ones."""
    host = headers.get("host", "")
    if not _is_ours(host, hosts):
        raise _refusal(f"this part of the sandbox does not answer to the name {host!r}; use localhost or an address")
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in (f"http://{host}".lower(), f"https://{host}".lower()):
        raise _refusal(f"this part of the sandbox takes nothing from pages of {origin!r}")
    if method not in ("GET", "HEAD") and headers.get("sec-fetch-site", "") not in SITES:
        raise _refusal("this part of the sandbox takes nothing from pages of other sites")


def _is_ours(host: str, hosts: Collection[str]) -> bool:
    """Whether nobody else can own the name: an address, a name without a domain, localhost, or one of `hosts`."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name in hosts or name.endswith((".localhost", *HUBSPOT)) or ("." not in name and ":" not in name):
        return True
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def _refusal(message: str) -> Refusal:
    return Refusal(403, message, category="FORBIDDEN")
