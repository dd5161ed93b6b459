"""Services beside the records with `hubspot-sdk`, and its asynchronous client; arguments: URL of the sandbox, token."""

import asyncio
import json
import sys
import urllib.request
from typing import Any

import httpx
from hubspot_sdk import AsyncHubSpot, HubSpot

ROOT: dict[str, Any] = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}


def id_of(made: Any) -> str:
    """The id of a list, which the client decodes from the second one on."""
    return str(made["listId"] if isinstance(made, dict) else made.list_id)


def with_lists(client: HubSpot) -> None:
    """A manual and a dynamic list and their members."""
    people = [
        client.crm.objects.contacts.create(properties={"email": f"{n}@example.com", "city": "Bern"}, associations=[]).id
        for n in range(3)
    ]
    api = client.crm.lists
    id_ = id_of(api.create(name="Manual", object_type_id="0-1", processing_type="MANUAL").list)
    assert api.add_memberships(id_, body=people[:2]).records_ids_added == people[:2]
    assert [one.record_id for one in api.list_memberships(id_, limit=1)] == people[:2]
    operation = {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": ["Bern"]}
    rule = {"filterType": "PROPERTY", "property": "city", "operation": operation}
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [rule], "filterBranches": []}
    tree: Any = {**ROOT, "filterBranches": [inner]}
    other = api.create(name="Dynamic", object_type_id="0-1", processing_type="DYNAMIC", filter_branch=tree).list
    assert len(list(api.list_memberships(id_of(other)))) == 3
    api.delete(id_)


def with_definitions(client: HubSpot) -> None:
    """A property, a pipeline, a label, a custom type."""
    shoe = {"name": "shoe", "label": "Shoe", "type": "number", "field_type": "number"}
    api = client.crm.properties
    assert api.create("contacts", group_name="contactinformation", **shoe).name == "shoe"
    api.delete("shoe", object_type="contacts")
    stage: Any = {"label": "S", "display_order": 0, "metadata": {"probability": "0.5"}}
    assert client.crm.pipelines.create("deals", label="P", display_order=1, stages=[stage]).stages[0].label == "S"
    schema = client.crm.object_schemas.create(
        name="boat",
        labels={"singular": "Boat", "plural": "Boats"},
        primary_display_property="title",
        required_properties=["title"],
        searchable_properties=[],
        secondary_display_properties=[],
        properties=[{"name": "title", "label": "T", "type": "string", "field_type": "text"}],
        associated_objects=["CONTACT"],
        allows_sensitive_properties=False,
    )
    boat = client.crm.objects.custom.create(schema.object_type_id, properties={"title": "Ark"}, associations=[])
    assert client.crm.objects.custom.get(boat.id, object_type=schema.fully_qualified_name).id == boat.id


def with_files_and_imports(client: HubSpot) -> None:
    """A file uploaded and fetched, contacts imported."""
    options = json.dumps({"access": "PRIVATE"})
    made = client.files.file_assets.upload(file=("note.txt", b"Hello"), folder_path="/notes", options=options)
    signed = client.files.file_assets.get_signed_url(made.id)
    with urllib.request.urlopen(signed.url) as answer:  # noqa: S310 - the sandbox's own address
        assert answer.read() == b"Hello"
    mapping = {"columnObjectTypeId": "0-1", "columnName": "Email", "propertyName": "email"}
    page = {"hasHeader": True, "columnMappings": [mapping]}
    request = {"name": "People", "files": [{"fileName": "p.csv", "fileFormat": "CSV", "fileImportPage": page}]}
    content = ("p.csv", b"Email\nann@example.com\n")
    started = client.crm.imports.create(files=content, import_request=json.dumps(request))
    assert client.crm.imports.get(int(started.id)).state == "DONE"


def with_oauth(url: str, token: str) -> None:
    """A code, tokens, introspection, revocation."""
    asked = {"client_id": "app", "redirect_uri": "http://localhost/back", "scope": "oauth"}
    approved = httpx.post(f"{url}/oauth/authorize", data=asked)
    code = httpx.URL(approved.headers["location"]).params["code"]
    api = HubSpot(base_url=url, access_token=token).auth.oauth
    app = {"client_id": "app", "client_secret": "secret"}
    tokens: Any = api.create_token(
        grant_type="authorization_code", code=code, redirect_uri=asked["redirect_uri"], **app
    )
    assert tokens.expires_in == 1800
    known: Any = api.introspect_token(token=tokens.access_token, **app)
    assert known.active
    assert list(HubSpot(base_url=url, access_token=tokens.access_token).crm.owners.list())


async def at_once(url: str, token: str) -> None:
    """Forty writes at once, none lost; a 429 that the client waits out."""
    async with AsyncHubSpot(base_url=url, access_token=token, max_retries=3) as client:
        api = client.crm.objects.companies
        await asyncio.gather(*(api.create(properties={"name": f"C{n}"}, associations=[]) for n in range(40)))
        assert len([one async for one in api.list(limit=15)]) == 40
        plan = {"match": {"method": "POST", "path": "/crm/*"}, "fault": "429; retry-after=1", "times": 1}
        async with httpx.AsyncClient() as admin:
            (await admin.post(f"{url}/_sandbox/faults", json=plan)).raise_for_status()
        made = await api.create(properties={"name": "Late"}, associations=[])
        assert made.properties["name"] == "Late"


if __name__ == "__main__":
    sync = HubSpot(base_url=sys.argv[1], access_token=sys.argv[2], max_retries=0)
    with_lists(sync)
    with_definitions(sync)
    with_files_and_imports(sync)
    with_oauth(*sys.argv[1:3])
    asyncio.run(at_once(*sys.argv[1:3]))
    print("hubspot-sdk: lists, definitions, files, imports, OAuth and its asynchronous client passed")
