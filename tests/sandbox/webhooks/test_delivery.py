"""A created contact reaches a receiver, signed; a receiver that fails is tried again."""

import hashlib
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.state.settings import CLIENT_SECRET as SECRET
from hubspot_facade.sandbox.webhooks.signing import signed_headers

WAIT = 10


class Receiver:
    """A web server that keeps what it gets and answers with the statuses given, then 204."""

    def __init__(self) -> None:
        self.got: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.end_headers()
                receiver.got.put(({name.lower(): value for name, value in self.headers.items()}, body))

            def log_message(self, *_: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/hook?x=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.http.shutdown()
    thread.join()
    made.http.server_close()


@pytest.fixture
def subscribed(call, receiver, sandbox):
    throttling = {"maxConcurrentRequests": 10}
    call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
    for body in (
        {"eventType": "contact.creation", "active": True},
        {"eventType": "contact.propertyChange", "propertyName": "city", "active": True},
        {"eventType": "company.creation", "active": False},
    ):
        call("POST", "/webhooks/v3/77/subscriptions", 201, json=body)
    sandbox.configure(webhook_delay=0.0)
    yield
    sandbox.configure(webhook_delay=1.0)


@pytest.mark.usefixtures("subscribed")
def test_what_happens_to_contacts_is_told(call, make, receiver, sandbox):
    make("companies", name="Acme", domain="acme.example")
    id_ = make("contacts", email="ann@example.com")["id"]
    headers, body = receiver.got.get(timeout=WAIT)
    (event,) = json.loads(body)
    assert (event["subscriptionType"], event["objectId"], event["attemptNumber"]) == ("contact.creation", int(id_), 0)
    assert (event["portalId"], event["appId"], event["changeFlag"]) == (sandbox.portal.id, 77, "CREATED")
    assert headers["x-hubspot-signature"] == hashlib.sha256(SECRET.encode() + body).hexdigest()
    at = int(headers["x-hubspot-request-timestamp"])
    assert headers["x-hubspot-signature-v3"] == signed_headers(SECRET, receiver.url, body, at)["x-hubspot-signature-v3"]
    call("PATCH", f"/crm/v3/objects/contacts/{id_}", json={"properties": {"city": "Kyiv", "firstname": "Ann"}})
    (event,) = json.loads(receiver.got.get(timeout=WAIT)[1])
    assert (event["propertyName"], event["propertyValue"]) == ("city", "Kyiv")


@pytest.mark.usefixtures("subscribed")
def test_a_receiver_that_fails_is_tried_again(make, receiver):
    receiver.statuses = [500, 404]
    make("contacts", email="ann@example.com")
    attempts = [json.loads(receiver.got.get(timeout=WAIT)[1])[0] for _ in range(3)]
    assert [one["attemptNumber"] for one in attempts] == [0, 1, 2]
    assert len({one["eventId"] for one in attempts}) == 1


@pytest.mark.parametrize("generic", [False, True])
def test_every_kind_of_event_is_told(call, make, receiver, sandbox, generic):
    """Of older subscriptions and of generic ones, which also tell object types and association types."""
    throttling = {"maxConcurrentRequests": 10}
    call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
    verbs = ("deletion", "merge", "associationChange", "restore", "privacyDeletion")
    for verb in verbs:
        # there are no generic privacy deletions
        name = "object" if generic and verb != "privacyDeletion" else "contact"
        body = {"eventType": f"{name}.{verb}", "active": True}
        call("POST", "/webhooks/v3/77/subscriptions", 201, json=body | ({"objectTypeId": "0-1"} if generic else {}))

    def told() -> list[dict[str, object]]:
        return json.loads(receiver.got.get(timeout=WAIT)[1])

    company = int(make("companies", name="Acme")["id"])
    one, two, three = (int(make("contacts", email=f"{n}@example.com")["id"]) for n in range(3))
    path = f"/crm/v4/objects/contacts/{one}/associations"
    call("PUT", f"{path}/default/companies/{company}")
    (event,) = told()
    assert (event["fromObjectId"], event["toObjectId"], event["associationRemoved"]) == (one, company, False)
    assert (event["associationType"], event["isPrimaryAssociation"]) == ("CONTACT_TO_COMPANY", False)
    assert "objectId" not in event
    assert (event.get("associationTypeId"), event.get("toObjectTypeId")) == ((279, "0-2") if generic else (None, None))
    call("DELETE", f"{path}/companies/{company}", 204)
    (event,) = told()
    assert event["associationRemoved"] is True

    merged = call("POST", "/crm/v3/objects/contacts/merge", json={"primaryObjectId": one, "objectIdToMerge": two})
    (event,) = told()
    assert (event["primaryObjectId"], event["mergedObjectIds"]) == (one, [two])
    assert (event["newObjectId"], event["numberOfPropertiesMoved"]) == (int(merged["id"]), 0)

    call("DELETE", f"/crm/v3/objects/contacts/{three}", 204)
    (event,) = told()
    assert (event["subscriptionType"].partition(".")[2], event["objectId"]) == ("deletion", three)
    assert (event["changeFlag"], event.get("objectTypeId")) == ("DELETED", "0-1" if generic else None)

    with sandbox.portal.store.transaction():
        contacts = sandbox.portal.service(ObjectTypes).resolve("contacts")
        restored = sandbox.portal.service(Records).restore(contacts, three)
    call("POST", "/crm/v3/objects/contacts/gdpr-delete", 204, json={"objectId": str(three)})
    events = told()
    assert [one["subscriptionType"].partition(".")[2] for one in events] == ["restore", "deletion", "privacyDeletion"]
    assert {one["objectId"] for one in events} == {three, restored.id}


def test_sensitive_values_are_hidden(call, client, make, receiver):
    throttling = {"maxConcurrentRequests": 10}
    call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
    definition = {"name": "secret", "label": "S", "type": "string", "fieldType": "text"}
    definition |= {"groupName": "contactinformation", "dataSensitivity": "sensitive"}
    client.post("/crm/v3/properties/contacts", json=definition).raise_for_status()
    for name in ("contact", "object"):
        body = {"eventType": f"{name}.propertyChange", "propertyName": "secret", "active": True}
        call("POST", "/webhooks/v3/77/subscriptions", 201, json=body | {"objectTypeId": "0-1"})
    make("contacts", secret="diabetes")
    older, generic = json.loads(receiver.got.get(timeout=WAIT)[1])
    assert (older["propertyValue"], "isSensitive" in older) == ("REDACTED", False)
    assert (generic["propertyValue"], generic["isSensitive"]) == ("diabetes", True)


def test_a_receiver_that_fails_keeps_nobody_else_waiting(call, make, receiver, sandbox):
    throttling = {"maxConcurrentRequests": 10}
    sandbox.configure(webhook_delay=60.0)
    # nobody listens at port 9
    for app, url in (("78", "http://127.0.0.1:9/"), ("79", receiver.url)):
        call("PUT", f"/webhooks/v3/{app}/settings", json={"targetUrl": url, "throttling": throttling})
        call("POST", f"/webhooks/v3/{app}/subscriptions", 201, json={"eventType": "contact.creation", "active": True})
    for n in range(2):
        make("contacts", email=f"{n}@example.com")
    assert [json.loads(receiver.got.get(timeout=WAIT)[1])[0]["attemptNumber"] for _ in range(2)] == [0, 0]
    sandbox.application.outbox.close()
    sandbox.configure(webhook_delay=1.0)


def test_nothing_is_told_of_what_was_before(make, receiver, subscribed, sandbox):
    make("contacts", email="ann@example.com")
    receiver.got.get(timeout=WAIT)
    sandbox.reset()
    make("contacts", email="bob@example.com")
    assert receiver.got.empty()


def test_the_signatures_are_hubspots():
    secret, url = SECRET, "https://www.example.com/webhook_uri"
    headers = signed_headers(secret, url, b"{'example_field':'example_value'}", 1693657560000)
    assert headers["x-hubspot-signature"] == "69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750"
    assert headers["x-hubspot-signature-v3"] == "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="


@pytest.fixture
def told_of_deals(call, receiver, make):
    """What receivers of both generations are told of a new deal, by kind of subscription."""

    def told() -> dict[str, dict[str, object]]:
        throttling = {"maxConcurrentRequests": 10}
        call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
        for body in (
            {"eventType": "deal.creation"},
            {"eventType": "deal.propertyChange", "propertyName": "closedate"},
            {"eventType": "object.creation", "objectTypeId": "0-3"},
            {"eventType": "object.propertyChange", "objectTypeId": "0-3", "propertyName": "dealname"},
        ):
            call("POST", "/webhooks/v3/77/subscriptions", 201, json={**body, "active": True})
        make("deals", dealname="Engine", dealstage="contractsent", closedate="2034-06-15T10:00:00Z")
        return {one["subscriptionType"]: one for one in json.loads(receiver.got.get(timeout=WAIT)[1])}

    return told


def test_each_event_has_an_id_of_its_own_and_times_are_epochs(told_of_deals):
    events = told_of_deals()
    assert len({one["eventId"] for one in events.values()}) == len(events) == 4
    assert len({one["occurredAt"] for one in events.values()}) == 1
    assert {one.get("changeFlag") for name, one in events.items() if "creation" in name} == {"CREATED"}
    older, generic = events["deal.propertyChange"], events["object.propertyChange"]
    assert (older["propertyValue"], "changeFlag" in older, "isSensitive" in older) == ("2033978400000", False, False)
    assert (generic["objectTypeId"], generic["isSensitive"]) == ("0-3", False)
    assert list(events)[:2] == ["deal.creation", "object.creation"]


def test_property_changes_may_come_before_the_creation(client, told_of_deals):
    client.patch("/_sandbox/settings", json={"unsettled": {"creations_told_last": True}}).raise_for_status()
    names = list(told_of_deals())
    assert names.index("deal.propertyChange") < names.index("deal.creation")


def test_associations_are_told_as_a_users_doing(call, make, receiver):
    throttling = {"maxConcurrentRequests": 10}
    call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
    call("POST", "/webhooks/v3/77/subscriptions", 201, json={"eventType": "contact.associationChange", "active": True})
    contact, company = make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]
    call("PUT", f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}")
    (event,) = json.loads(receiver.got.get(timeout=WAIT)[1])
    assert (event["changeSource"], "sourceId" in event) == ("USER", False)


def test_messages_of_conversations_are_told(call, client, receiver):
    throttling = {"maxConcurrentRequests": 10}
    call("PUT", "/webhooks/v3/77/settings", json={"targetUrl": receiver.url, "throttling": throttling})
    for verb in ("creation", "newMessage"):
        call("POST", "/webhooks/v3/77/subscriptions", 201, json={"eventType": f"conversation.{verb}", "active": True})
    channels = "/conversations/v3/custom-channels"
    channel = client.post(channels, json={"name": "x", "capabilities": {}}).json()["id"]
    account = {"name": "y", "inboxId": "8001", "authorized": True}
    account = client.post(f"{channels}/{channel}/channel-accounts", json=account).json()["id"]
    message = {
        "text": "Hello",
        "channelAccountId": account,
        "messageDirection": "INCOMING",
        "senders": [{"deliveryIdentifier": {"type": "HS_PHONE_NUMBER", "value": "+1"}}],
        "recipients": [],
        "timestamp": "2026-01-01T00:00:00Z",
    }
    made = client.post(f"{channels}/{channel}/messages", json=message).json()
    opened, new = json.loads(receiver.got.get(timeout=WAIT)[1])
    assert (opened["subscriptionType"], opened["objectId"]) == (
        "conversation.creation",
        int(made["conversationsThreadId"]),
    )
    assert (new["subscriptionType"], new["objectId"]) == ("conversation.newMessage", opened["objectId"])
    assert (new["messageId"], new["messageType"], new["changeFlag"]) == (made["id"], "MESSAGE", "NEW_MESSAGE")
    assert "changeSource" not in new
