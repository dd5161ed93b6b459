"""Pages of the webhooks that were sent."""

import json

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.webhooks.responses import SUBSCRIPTIONS
from hubspot_facade.sandbox.webhooks.sending import Deliveries, secret_of
from hubspot_facade.sandbox.webhooks.signing import signed_uri

from .links import Links
from .records import missing
from .rendering import render

SIZE = 50


def all_(request: Request) -> Answer:
    """The webhooks, newest first, and the apps that have a target URL."""
    links, deliveries = Links.of(request), request.portal.service(Deliveries)
    entries = list(deliveries.entries)[::-1]

    def to_page(number: int) -> str:
        return links.webhooks(page=number)

    pages = max(1, -(-len(entries) // SIZE))
    page = min(max(1, natural(request.text("page") or "1", 10**9) or 1), pages)
    return render(
        "webhooks.html",
        links,
        apps=_apps(request.portal),
        entries=entries[(page - 1) * SIZE : page * SIZE],
        total=len(entries),
        page=page,
        pages=pages,
        to_page=to_page,
        now=_now(request.portal),
    )


def one(request: Request) -> Answer:
    """One webhook, with what was signed."""
    deliveries = request.portal.service(Deliveries)
    found = deliveries.find(natural(request.params["number"]) or 0)
    if found is None:
        return missing(request, "This webhook is no longer kept.")
    return render(
        "webhook.html",
        Links.of(request),
        entry=found,
        now=_now(request.portal),
        secret=secret_of(request.portal, found.app),
        uri=signed_uri(found.url),
        body=found.body.decode(errors="replace"),
        events=json.dumps(found.events, indent=2, ensure_ascii=False),
        answer=found.answer.decode(errors="replace"),
        before=deliveries.find(found.number - 1),
        after=deliveries.find(found.number + 1),
    )


def _now(portal: Portal) -> int:
    """The time by which webhooks are signed, which does not jump."""
    return int(portal.clock.unmoved() * 1000)


def _apps(portal: Portal) -> list[Body]:
    homes = {each.id: each for each in (portal.developer, portal)}
    return [
        {
            "id": app,
            "url": settings["targetUrl"],
            "secret": secret_of(home, app),
            "types": [_named(each) for each in SUBSCRIPTIONS.all(home, scope=app) if each["active"]],
        }
        for home in homes.values()
        for app, settings in home.shelf("webhook_settings").all().items()
    ]


def _named(subscription: Body) -> str:
    facts = (subscription.get("propertyName"), subscription.get("objectTypeId"))
    return " ".join(str(one) for one in (subscription["eventType"], *facts) if one)
