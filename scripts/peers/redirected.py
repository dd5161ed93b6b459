"""What programs with a fixed address need: their requests to HubSpot go to the sandbox, and its refusals are noted."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import requests

HUBSPOT = re.compile(r"^https://api\.hubapi\.com")
refused: list[str] = []
"""Requests that the sandbox answered with 400 or more."""


def redirect(url: str) -> None:
    """From now on `requests` sends to the sandbox what is for HubSpot."""
    send = requests.Session.send

    def sent(self: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        request.url = HUBSPOT.sub(url, str(request.url))
        answer = send(self, request, **options)
        if answer.status_code >= 400:
            refused.append(f"{request.method} {request.url} {answer.status_code} {answer.text[:300]}")
        return answer

    requests.Session.send = sent  # type: ignore[method-assign]


def fill(url: str) -> None:
    """The records of the named operations' sample payloads."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/_sandbox/samples", b"", method="POST"))  # noqa: S310 - loopback


def count(url: str, token: str, path: str) -> int:
    """How many records a listing of version 3 has."""
    request = urllib.request.Request(f"{url}{path}", headers={"authorization": f"Bearer {token}"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        return len(json.load(answer)["results"])
