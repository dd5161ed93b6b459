"""Routes of the page."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.routing import Route

from . import definitions, records, webhooks
from .home import Home
from .links import BASE
from .requests import Requests

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


def routes(backend: "Backend") -> list[Route]:
    """The page of one backend."""
    home, requests = Home(backend), Requests(backend)
    return [
        (method, BASE + path, handler)
        for method, path, handler in (
            ("GET", "", home.home),
            ("GET", "/style.css", home.style),
            ("GET", "/icon.svg", home.icon),
            ("GET", "/connect", home.connect),
            ("POST", "/seed", home.seed),
            ("GET", "/objects/{objectType}", records.objects),
            ("GET", "/objects/{objectType}/{objectId}", records.record),
            ("GET", "/properties/{objectType}", definitions.properties),
            ("GET", "/pipelines", definitions.pipelines),
            ("GET", "/lists", definitions.lists),
            ("GET", "/lists/{listId}", definitions.list_),
            ("GET", "/requests", requests.all),
            ("GET", "/requests/{number}", requests.one),
            ("GET", "/webhooks", webhooks.all_),
            ("GET", "/webhooks/{number}", webhooks.one),
        )
    ]
