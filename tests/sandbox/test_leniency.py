"""What HubSpot takes though its documents do not say so, or say otherwise."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox

CONTACTS = "/crm/v3/objects/contacts"
COMPANIES = "/crm/v3/objects/companies"
NEW = {"properties": {"email": "ann@example.com"}}
JSON = {"content-type": "application/json"}


def chunks() -> Iterator[bytes]:
    yield b'{"properties":'
    yield b'{"email":"ann@example.com"}}'


def search(**body: Any) -> dict[str, Any]:
    return {"json": body}


RULE = {"propertyName": "email", "operator": "HAS_PROPERTY"}


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", f"{CONTACTS}/", {}),
        ("GET", f"{CONTACTS}?properties=email&properties=city", {}),
        ("GET", f"{CONTACTS}?properties=email,city", {}),
        ("GET", f"{CONTACTS}?properties=email%2Ccity", {}),
        ("GET", f"{CONTACTS}?properties[]=email", {}),
        ("GET", f"{CONTACTS}?nosuch=1&_=2", {}),
        ("GET", f"{CONTACTS}?limit=&after=", {}),
        ("GET", f"{CONTACTS}?archived=False", {}),
        ("GET", f"{CONTACTS}?associations=company&associations=DEALS,0-5", {}),
        ("GET", "/CRM/V3/Objects/Contacts", {}),
        ("GET", "/crm/v4/objects/contacts", {}),
        ("GET", CONTACTS, {"json": {"a": 1}}),
        ("HEAD", CONTACTS, {}),
        ("DELETE", f"{CONTACTS}/1", {"json": {}}),
        ("POST", CONTACTS, {"content": chunks, "headers": JSON}),
        ("POST", CONTACTS, {"content": b'{"properties":{"email":"ann@example.com"}}'}),
        ("POST", CONTACTS, {"content": b'{"properties":{}}', "headers": {"content-type": "text/plain"}}),
        (
            "POST",
            CONTACTS,
            {"content": b'{"properties":{}}', "headers": {"content-type": "application/json;charset=UTF-8"}},
        ),
        ("POST", CONTACTS, {"content": b'\xef\xbb\xbf{"properties":{}}', "headers": JSON}),
        ("POST", CONTACTS, {"json": NEW}),
        ("POST", CONTACTS, {"json": NEW | {"associations": None}}),
        ("POST", CONTACTS, {"json": NEW | {"associations": []}}),
        (
            "POST",
            "/crm/v3/objects/deals",
            {"json": {"properties": {"dealname": 1, "amount": 1.5, "dealstage": "closedwon"}}},
        ),
        ("POST", f"{CONTACTS}/search", {}),
        ("POST", f"{CONTACTS}/search", search()),
        ("POST", f"{CONTACTS}/search", search(filterGroups=None, sorts=None, after=None, limit=None, query=None)),
        ("POST", f"{CONTACTS}/search", search(sorts=["-createdate"])),
        ("POST", f"{CONTACTS}/search", search(sorts="createdate")),
        ("POST", f"{CONTACTS}/search", search(sorts=[{"propertyName": "createdate", "direction": "DESCENDING"}])),
        ("POST", f"{CONTACTS}/search", search(filters=[RULE])),
        ("POST", f"{CONTACTS}/search", search(filters=[RULE | {"operator": "has_property"}])),
        ("POST", f"{CONTACTS}/search", search(after=0, limit="3")),
        ("POST", f"{CONTACTS}/batch/read", {"json": {"inputs": []}}),
        ("GET", "/crm/v3/schemas", {}),
        ("GET", "/crm/v3/schemas/", {}),
        ("GET", "/crm/v3/owners/?limit=100", {}),
        ("POST", "/crm/v3/lists/", {"json": {"name": "L", "objectTypeId": "contacts", "processingType": "manual"}}),
    ],
)
def test_what_clients_send_is_taken(client: httpx.Client, method: str, path: str, options: dict[str, Any]) -> None:
    content = options.get("content")
    given = options | ({"content": content()} if isinstance(content, Callable) else {})
    answer = client.request(method, path, **given)
    assert answer.is_success, (answer.status_code, answer.text)


def test_ids_are_numbers_or_text(client: httpx.Client, make: Callable[..., dict[str, Any]]) -> None:
    contact, company = int(make("contacts", email="a@example.com")["id"]), int(make("companies", name="A")["id"])
    read = client.post(f"{CONTACTS}/batch/read", json={"inputs": [{"id": contact}]})
    assert read.json()["results"][0]["id"] == str(contact)
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": "279"}
    inputs = [{"from": {"id": contact}, "to": {"id": company}, "types": [spec]}]
    made = client.post("/crm/v4/associations/contacts/companies/batch/create", json={"inputs": inputs})
    assert (made.status_code, len(made.json()["results"])) == (201, 1)
    found = client.get(f"{CONTACTS}/a%40example.com", params={"idProperty": "email"})
    assert found.json()["id"] == str(contact)


@pytest.mark.parametrize("name", ["authorization", "private-app", "private-app-legacy"])
def test_tokens_of_private_apps_have_headers_of_their_own(sandbox: Sandbox, name: str) -> None:
    prefix = "bearer " if name == "authorization" else ""
    good, bad = (
        httpx.get(f"{sandbox.url}{CONTACTS}", headers={name: f"{prefix}{one}"}) for one in (sandbox.token, "x")
    )
    assert (good.status_code, bad.status_code) == (200, 401)
