"""An app: install page, OAuth, webhooks, and a copy of the contacts of every account that is kept up to date.

HUBSPOT_CLIENT_ID=… HUBSPOT_CLIENT_SECRET=… APP_URL=https://app.example.com uvicorn --app-dir examples app:app
"""

import os
import secrets
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from html import escape
from queue import Queue

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from hubspot_facade import HubSpot, HubSpotError, NotFound, OAuthCredentials, P, Portals, SQLiteStore, WebhookReceiver
from hubspot_facade.webhooks.event_stores import SQLiteEventStore
from hubspot_facade.webhooks.events import ObjectEvent
from hubspot_facade.webhooks.starlette import respond

CLIENT = (os.environ["HUBSPOT_CLIENT_ID"], os.environ["HUBSPOT_CLIENT_SECRET"])
URL = os.environ.get("APP_URL", "http://127.0.0.1:8000")
SCOPES = "oauth crm.objects.contacts.read"

hubspot = HubSpot(require_token=False)
credentials = OAuthCredentials(*CLIENT, store=SQLiteStore("tokens.db"))
webhooks = WebhookReceiver(CLIENT[1], public_url=URL, store=SQLiteEventStore("events.db"))
emails: dict[int, dict[str, str | None]] = {}  # of every contact, by portal
jobs: Queue[tuple[int, str | None] | None] = Queue()  # a portal, and one of its contacts or None for all of them


def sync() -> None:
    """Work through the jobs, in a thread of its own, since HubSpot waits five seconds for the answer to a webhook."""
    with Portals(credentials) as portals:
        while (job := jobs.get()) is not None:
            portal_id, contact_id = job
            try:
                contacts = portals[portal_id].contacts
                if contact_id is None or portal_id not in emails:  # just installed, or this program was started again
                    found = contacts.search(P.email.known(), properties=["email"])
                    emails[portal_id] = {each.id: each.properties["email"] for each in found}
                if contact_id is not None:
                    emails[portal_id][contact_id] = contacts.get(contact_id, properties=["email"]).properties["email"]
            except NotFound:
                emails.get(portal_id, {}).pop(contact_id or "", None)
            except HubSpotError as error:
                print(f"portal {portal_id}, contact {contact_id}: {error}")
            jobs.task_done()


@webhooks.on("contact.creation", "contact.restore", "contact.deletion")
@webhooks.on("contact.propertyChange", property="email")
def changed(event: ObjectEvent) -> None:
    """Look at the contact as it is now: webhooks come late and in any order."""
    jobs.put((event.portal_id, event.object_id))


async def install(_: Request) -> Response:
    """The page with the link that a user installs the app by."""
    state = secrets.token_urlsafe()
    link = hubspot.oauth.authorize_url(CLIENT[0], f"{URL}/callback", SCOPES, state=state)
    page = HTMLResponse(f'<!doctype html><title>App</title><a href="{escape(link)}">Install</a>')
    page.set_cookie("state", state, httponly=True, samesite="lax", secure=URL.startswith("https"))
    return page


def callback(request: Request) -> Response:
    """Where HubSpot sends the user back to, with a code."""
    state, code = request.cookies.get("state", ""), request.query_params.get("code", "")
    if not (state and code) or state != request.query_params.get("state"):
        return PlainTextResponse("This did not begin on the install page, or you did not agree.", 400)
    token = hubspot.oauth.create_token(*CLIENT, redirect_uri=f"{URL}/callback", code=code)
    jobs.put((credentials.add(token), None))
    return RedirectResponse("/", 303)


async def receive(request: Request) -> Response:
    """What HubSpot reports."""
    return await respond(webhooks, request)


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncGenerator[None]:
    """Sync while the app runs."""
    thread = threading.Thread(target=sync)
    thread.start()
    yield
    jobs.put(None)
    thread.join()


routes = [Route("/", install), Route("/callback", callback), Route("/hubspot", receive, methods=["POST"])]
app = Starlette(routes=routes, lifespan=lifespan)
