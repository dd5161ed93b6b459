"""Webhooks on request, as a receiver verifies and reads them; retries wait on the sandbox's clock."""

import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.webhooks.responses import TYPES
from hubspot_facade.webhooks.event_types import EVENT_TYPES
from hubspot_facade.webhooks.events import KINDS, Event, read_event
from hubspot_facade.webhooks.local import LocalReceiver
from hubspot_facade.webhooks.signature import is_signed

THROTTLING = {"maxConcurrentRequests": 10}


@pytest.fixture(scope="module")
def running():
    with Sandbox(clock=lambda: 1_800_000_000.0, seed=1) as made:
        yield made


@pytest.fixture
def sandbox(running):
    running.application.portals.forget()
    running.reset()
    running.configure(client_secret="s-1", webhook_delay=1.0)
    return running


@pytest.fixture
def local():
    with LocalReceiver("s-1", path="/hooks?x=%7E", clock=lambda: 1_800_000_000.0) as receiver:
        yield receiver


@pytest.fixture
def client(sandbox):
    import httpx

    with httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"}) as made:
        yield made


def subscribe(client, url, *types, app=77):
    body = {"targetUrl": url, "throttling": THROTTLING}
    client.put(f"/webhooks/v3/{app}/settings", json=body).raise_for_status()
    for type_ in types:
        made = {"eventType": type_, "active": True}
        client.post(f"/webhooks/v3/{app}/subscriptions", json=made).raise_for_status()


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_a_made_up_event_of_every_type_is_of_the_documented_form(sandbox, type_):
    made = sandbox.make_webhook(type_, url="https://app.example.com/hooks")
    (event,) = made.events
    found = read_event(event)
    assert type(found) is KINDS.get(type_.partition(".")[2], Event)
    assert (found.portal_id, found.app_id) == (sandbox.portal.id, sandbox.portal.app_id)
    assert is_signed("s-1", method=made.method, uri=made.url, body=made.body, headers=made.headers, now=1_800_000_000.0)


def test_the_sandbox_has_the_event_types_of_the_documents():
    assert TYPES == EVENT_TYPES


def test_a_webhook_on_request_is_verified_and_read(sandbox, local):
    sent = sandbox.send_webhook("contact.propertyChange", url=local.url, objectId=7, propertyName="city")
    assert (sent.status, sent.taken, sent.problem) == (204, True, "")
    (event,) = local.wait()
    assert (event.object_id, event.property_name) == ("7", "city")
    assert sandbox.webhooks == [sent]


def test_events_may_be_given_as_they_are_to_be_sent(sandbox, local):
    events = [sandbox.make_webhook(url=local.url, objectId=n).events[0] for n in (1, 2)]
    assert sandbox.send_webhook(url=local.url, events=events).taken
    assert [event.object_id for event in local.wait(2)] == ["1", "2"]


def test_what_cannot_be_sent_says_why(sandbox):
    with pytest.raises(ValueError, match="no apps have a target URL"):
        sandbox.send_webhook()
    with pytest.raises(ValueError, match=r"contact\.propertychange"):
        sandbox.send_webhook("contact.propertychange", url="http://127.0.0.1:9/")
    refused = sandbox.send_webhook(url="http://127.0.0.1:9/")
    assert (refused.status, refused.taken) == (None, False)
    assert "ConnectionRefusedError" in refused.problem


def test_the_only_app_is_found(sandbox, client, local):
    subscribe(client, local.url)
    assert sandbox.send_webhook().app == "77"
    subscribe(client, local.url, app=78)
    with pytest.raises(ValueError, match="2 apps"):
        sandbox.send_webhook()
    assert sandbox.send_webhook(app=78).taken


def test_the_secret_is_shown_and_settable(sandbox, local):
    assert sandbox.client_secret == "s-1"
    sandbox.configure(client_secret="s-2")
    assert sandbox.send_webhook(url=local.url).status == 401
    for wrong in ("", " ", 5):
        with pytest.raises(ValueError, match="client_secret"):
            Sandbox(client_secret=wrong)


def test_the_secret_is_that_of_oauth(client):
    form = {"grant_type": "client_credentials", "client_id": "a", "scope": ""}
    assert client.post("/oauth/v1/token", data=form | {"client_secret": "s-1"}).status_code == 200
    assert client.post("/oauth/v1/token", data=form | {"client_secret": "other"}).status_code == 400


def test_retries_wait_on_the_sandboxs_clock_and_are_signed_anew(sandbox, client, local):
    """Ten of them, over as long as `webhook_delay` says; nothing here waits."""
    sandbox.configure(webhook_delay=84.5)
    failing = []

    @local.on("*")
    def fail(event):
        failing.append(event.attempt_number)
        raise RuntimeError

    subscribe(client, local.url, "contact.creation")
    client.post("/crm/v3/objects/contacts", json={"properties": {"email": "a@example.com"}}).raise_for_status()
    waited = 0.0
    for attempt in range(11):
        assert len(sandbox.webhooks) == attempt + 1
        sandbox.advance(84.5 * 2**attempt)
        waited += 84.5 * 2**attempt if attempt < 10 else 0
    assert failing == list(range(11))
    assert 0.95 < waited / 86_400 < 1.05
    assert {one.status for one in sandbox.webhooks} == {500}
    assert [one.attempt for one in sandbox.webhooks] == list(range(11))


def test_an_app_gets_the_events_of_every_portal(sandbox, client, local):
    other = sandbox.new_token(portal=2)
    subscribe(client, local.url, "contact.creation", "contact.deletion")
    for token in (sandbox.token, other):
        headers = {"authorization": f"Bearer {token}"}
        contact = {"properties": {"email": "a@b.example"}}
        made = client.post("/crm/v3/objects/contacts", json=contact, headers=headers).json()
        client.delete(f"/crm/v3/objects/contacts/{made['id']}", headers=headers).raise_for_status()
    told = sorted((event.portal_id, event.subscription_type) for event in local.wait(4))
    types = ["contact.creation", "contact.deletion"]
    assert told == [(id_, type_) for id_ in (2, sandbox.portal.id) for type_ in types]


def test_a_reset_gives_up_what_is_on_its_way(sandbox, client, local):
    subscribe(client, local.url, "contact.creation")
    client.post("/crm/v3/objects/contacts", json={"properties": {"email": "a@b.example"}})
    local.wait()
    sandbox.reset()
    assert sandbox.webhooks == []
    sandbox.advance(1)  # otherwise it is the same event: ids begin anew
    subscribe(client, local.url, "contact.creation")
    client.post("/crm/v3/objects/contacts", json={"properties": {"email": "c@b.example"}})
    assert len(local.wait(2)) == 2
