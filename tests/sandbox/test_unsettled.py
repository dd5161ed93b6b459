"""What nobody has established about HubSpot: the best guess, and the switch that turns it round."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.unsettled import UNSETTLED, Unsettled

OLDER_LABELS = {"primary_labels_name_record": False}
CONTACTS = "/crm/v3/objects/contacts"
Make = Callable[..., dict[str, Any]]
Outcome = Callable[[httpx.Client, Make], object]


@pytest.fixture(autouse=True)
def as_before(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox.configure(unsettled=UNSETTLED)


def null(client: httpx.Client, make: Make) -> object:
    path = f"{CONTACTS}/{make('contacts', email='a@example.com', city='Bern')['id']}"
    client.patch(path, json={"properties": {"city": None, "zip": "1"}}).raise_for_status()
    return client.get(path, params={"properties": "city"}).json()["properties"]["city"]


def missing(client: httpx.Client, _: Make) -> object:
    return client.get(f"{CONTACTS}/4711").json().get("category")


def taken(client: httpx.Client, make: Make) -> object:
    make("contacts", email="a@example.com")
    path = f"{CONTACTS}/{make('contacts', email='b@example.com')['id']}"
    refused = client.patch(path, json={"properties": {"email": "a@example.com"}})
    return refused.status_code, refused.json()["category"]


def pair(make: Make) -> tuple[str, str]:
    return make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]


def dated_ids(client: httpx.Client, make: Make) -> object:
    contact, company = pair(make)
    path = f"/crm/objects/2026-03/contacts/{contact}/associations"
    client.put(f"{path}/default/companies/{company}").raise_for_status()
    return type(client.get(f"{path}/companies").json()["results"][0]["toObjectId"])


def directions(client: httpx.Client, make: Make) -> object:
    contact, company = pair(make)
    return len(
        client.put(f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}").json()["results"]
    )


def erased(client: httpx.Client, _: Make) -> object:
    return client.post(f"{CONTACTS}/gdpr-delete", json={"objectId": "4711"}).status_code


def labels(client: httpx.Client, _: Make) -> object:
    path = "/crm/v4/associations/contacts/companies/labels"
    return [client.post(path, json={"name": f"n{n}", "label": f"L{n}"}).status_code for n in range(3)]


def sources(client: httpx.Client, _: Make) -> object:
    inputs = [{"from": {"id": str(n)}, "to": [{"id": "1"}]} for n in range(1, 100)]
    return client.post("/crm/v4/associations/contacts/companies/batch/archive", json={"inputs": inputs}).status_code


def bare_deal(client: httpx.Client, _: Make) -> object:
    return client.post("/crm/v3/objects/deals", json={"properties": {"amount": "1"}}).status_code


def groups(client: httpx.Client, _: Make) -> object:
    group = {"filters": [{"propertyName": "city", "operator": "EQ", "value": "x"}]}
    return client.post(f"{CONTACTS}/search", json={"filterGroups": [group] * 6}).status_code


def over(client: httpx.Client, _: Make) -> object:
    return client.post(f"{CONTACTS}/search", json={"after": 9_995, "limit": 10}).status_code


def many_lists(client: httpx.Client, _: Make) -> object:
    return client.post("/crm/v3/lists/search", json={"count": 501}).status_code


def new_list(client: httpx.Client, _: Make) -> object:
    body = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    id_ = client.post("/crm/v3/lists", json=body).json()["list"]["listId"]
    return client.get(f"/crm/v3/lists/{id_}").json()["list"].get("size")


def primary(client: httpx.Client, make: Make) -> object:
    contact, company = pair(make)
    path = f"/crm/v4/objects/companies/{company}/associations/contacts"
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 2}
    made = client.put(f"{path}/{contact}", json=[spec]).json()["labels"]
    (read,) = client.get(path).json()["results"]
    defined = client.get("/crm/v4/associations/companies/contacts/labels").json()["results"]
    labels = made, [one["label"] for one in read["associationTypes"] if one["label"]]
    return *labels, [one["label"] for one in defined if one["typeId"] == 2]


@pytest.mark.parametrize(
    ("outcome", "guess", "switch", "other"),
    [
        (null, None, {"null_clears": False}, "Bern"),
        (missing, None, {"missing_record_category": True}, "OBJECT_NOT_FOUND"),
        (taken, (409, "CONFLICT"), {"taken_address_status": 400}, (400, "VALIDATION_ERROR")),
        (dated_ids, int, {"dated_association_ids_as_text": True}, str),
        (directions, 2, {"default_association_tells_both": False}, 1),
        (erased, 204, {"unknown_gdpr_status": 404}, 404),
        (labels, [200, 200, 200], {"labels_per_pair": 2}, [200, 200, 437]),
        (sources, 204, {"archived_sources": 98}, 400),
        (groups, 400, {"search_groups": 6}, 200),
        (over, 400, {"search_cuts_at_window": True}, 200),
        (many_lists, 200, {"list_search_clamps": False}, 400),
        (new_list, None, {"lists_counted_after": 0}, 0),
        (primary, (["Contact with Primary Company"],) * 3, OLDER_LABELS, (["Primary Company"],) * 3),
        (bare_deal, 201, {"listed_properties_required": True}, 400),
    ],
)
def test_each_guess_can_be_turned_round(
    client: httpx.Client,
    make: Make,
    sandbox: Sandbox,
    outcome: Outcome,
    guess: object,
    switch: dict[str, Any],
    other: object,
) -> None:
    assert outcome(client, make) == guess
    sandbox.reset()
    client.patch("/_sandbox/settings", json={"unsettled": switch}).raise_for_status()
    assert outcome(client, make) == other


@pytest.mark.parametrize("switch", [{"null_clears": "no"}, {"taken_address_status": 418}, {"nosuch": True}])
def test_what_cannot_be_is_refused(client: httpx.Client, sandbox: Sandbox, switch: dict[str, Any]) -> None:
    assert client.patch("/_sandbox/settings", json={"unsettled": switch}).status_code == 400
    with pytest.raises((TypeError, ValueError)):
        Unsettled(**switch)
    assert sandbox.application.settings.unsettled == UNSETTLED


@pytest.mark.parametrize("switch", fields(Unsettled), ids=lambda one: one.name)
def test_the_page_on_settings_names_each_switch_and_its_default(switch: Any) -> None:
    page = (Path(__file__).parents[2] / "docs/sandbox-settings.md").read_text(encoding="utf-8")
    default = str(switch.default).lower()
    assert f"| `{switch.name}` | {default} |" in page
    assert f"`{switch.name}`" in str(Unsettled.__doc__)
