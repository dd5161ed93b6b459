"""A sandbox whose refresh tokens rotate, an app that a user has authorized there, and what counts its refreshes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from hubspot_facade import HubSpot, Limits
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.unsettled import Unsettled

APP = ("app-1", "secret-of-app-1")
CALLBACK = "https://your-app.example.com/callback"
FAST = Limits(per_ten_seconds=1_000_000, concurrency=50)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(unsettled=Unsettled(refresh_tokens_rotate=True)) as running:
        yield running


def authorize(sandbox, portal: int | None = None):
    """The tokens of a user who says yes on the consent page."""
    where = f"/oauth/{portal or sandbox.portal.id}/authorize"
    asked = {"client_id": APP[0], "redirect_uri": CALLBACK, "scope": "oauth crm.objects.contacts.read"}
    answer = httpx.post(f"{sandbox.url}{where}", data=asked)
    (code,) = parse_qs(urlsplit(answer.headers["location"]).query)["code"]
    with HubSpot(base_url=sandbox.url, require_token=False) as hs:
        return hs.oauth.create_token(*APP, redirect_uri=CALLBACK, code=code)


def refreshes(sandbox) -> int:
    """How often a refresh token was used, with success or without."""
    return sum(each.path.endswith("/token") for each in sandbox.requests) - len(sandbox.grants)


@pytest.fixture
def token(sandbox):
    """The tokens of the first authorization; what it took does not count as a refresh."""
    sandbox.grants = [1]
    return authorize(sandbox)
