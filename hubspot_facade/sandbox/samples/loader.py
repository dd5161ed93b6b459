"""Loads the sample portal: the requests of `portal.toml`, and what no request can make."""

import json
import tomllib
from functools import lru_cache
from importlib.resources import files
from inspect import unwrap
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.communication_preferences.models import Subscriptions
from hubspot_facade.sandbox.oauth.models import OAuth
from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Form, Request, Upload
from hubspot_facade.sandbox.protocol.routing import Handler, Tree

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

SUBSCRIPTION = 4242
CODE, REFRESH_TOKEN = "a-code", "a-refresh-token"
LIFE = 365 * 86_400
"""Seconds that the code is good for; a sandbox may wait longer for its first request than a code lives."""
APP = {
    "client_id": "99999999-8888-4777-8666-555555555555",
    "client_secret": "66666666-7777-4888-8999-000000000000",
    "redirect_uri": "https://your-app.example.com/callback",
    "scope": "crm.objects.contacts.read crm.objects.contacts.write",
}


def load(portal: "Portal", routes: Tree[Handler]) -> None:
    """Put the samples into a portal, by the services' routes: all of them, or none; nothing happens to a portal that
    was given them before.

    Refused with 409 (or what HubSpot would say) when the portal has what cannot be there twice, such as a contact with
    the address of one of the samples'.
    """
    loaded = portal.shelf("samples")
    with portal.store.lock:
        if loaded.get("loaded"):
            return
        try:
            with portal.store.transaction():
                for step in _steps():
                    _carry_out(portal, routes, step)
                portal.service(Subscriptions).add_definition(SUBSCRIPTION, "Newsletter", "Marketing")
                _grant(portal)
                loaded.put("loaded", True)
        finally:
            portal.identities.choose(None)


@lru_cache(maxsize=1)
def _steps() -> list[Body]:
    text = (files("hubspot_facade.sandbox.samples") / "portal.toml").read_text(encoding="utf-8")
    steps: list[Body] = tomllib.loads(text)["step"]
    return steps


def _carry_out(portal: "Portal", routes: Tree[Handler], step: Body) -> None:
    method, _, path = step["request"].partition(" ")
    found = routes.find(method, path)
    if found is None:
        raise errors.unknown_route()
    for counter, number in step.get("numbers", {}).items():
        portal.store.choose(counter, number)
    portal.identities.choose(step.get("uuid"))
    handler, params = found
    # nobody reads the answers, so they need not be made whole
    handler = unwrap(handler)
    content = json.dumps(step["body"]).encode() if "body" in step else b""
    handler(Request(portal, method, path, params, {}, {}, content, _form(step.get("form"))))


def _form(given: dict[str, Any] | None) -> Form | None:
    if given is None:
        return None
    return {name: [one if isinstance(one, str) else _upload(one)] for name, one in given.items()}


def _upload(given: dict[str, str]) -> Upload:
    return Upload(given["name"], given["type"], given["content"].encode())


def _grant(portal: "Portal") -> None:
    """A code, and a refresh token that was got for another."""
    oauth = portal.service(OAuth)
    used = oauth.authorize(APP)
    portal.identities.choose(REFRESH_TOKEN)
    oauth.grant(APP | {"grant_type": "authorization_code", "code": used})
    portal.identities.choose(CODE)
    oauth.authorize(APP, life=LIFE)
