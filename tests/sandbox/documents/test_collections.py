"""What no service of its own looks after is kept all the same: made, read, listed, changed, deleted."""

import re

import httpx
import pytest

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.documents.families import roles

from .requests import EDITIONS, allowed, is_stateful, places, send
from .validation import faults


@pytest.fixture
async def bare():
    application = create_app(token="t")
    headers = {"authorization": "Bearer t"}
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox", headers=headers) as client:
        yield client
    application.portal.store.close()


def families(edition):
    """Operations by family and action, of the families that make their things."""
    found = {}
    for place in places(edition):
        role = roles(place.document).get((place.template, place.method))
        if role is not None:
            found.setdefault(role.family, {}).setdefault(role.action, place)
    return {family: actions for family, actions in found.items() if "create" in actions and "read" in actions}


@pytest.mark.anyio
@pytest.mark.parametrize("edition", EDITIONS)
async def test_what_is_made_is_read_listed_changed_and_deleted(bare, edition):
    wrong, seen = [], 0

    async def run(place, id_=None, status=200):
        one = allowed(place)
        if id_ is not None:
            one = one._replace(path=re.sub(r"/1(?=/?\Z)", f"/{id_}", one.path))
        answer = await send(bare, one)
        if answer.headers["x-sandbox-answer"] == "state":
            return None
        assert answer.headers["x-sandbox-answer"] == "collection", one
        if answer.status_code not in (status, place.success()[0]):
            wrong.append((one.method, one.path, answer.status_code, answer.text[:200]))
        schema = place.answered()
        if answer.is_success and schema is not None:
            wrong.extend((one.method, one.path, fault) for fault in faults(answer.json(), schema, place.schemas()))
        return answer.json() if answer.content else None

    for family, actions in families(edition).items():
        if family.parent is not None:
            continue
        made = await run(actions["create"])
        if made is None:
            continue
        id_ = made[family.id_field]
        read = await run(actions["read"], id_)
        if read[family.id_field] != id_:
            wrong.append((family.kind, "read", read))
        if "list" in actions:
            listed = await run(actions["list"])
            things = (
                listed if isinstance(listed, list) else next(one for one in listed.values() if isinstance(one, list))
            )
            if id_ not in [one.get(family.id_field) for one in things]:
                wrong.append((family.kind, "list", listed))
        if "update" in actions:
            await run(actions["update"], id_)
        if "delete" in actions:
            await run(actions["delete"], id_)
            gone = await run(actions["read"], id_, status=404)
            if "message" not in gone:
                wrong.append((family.kind, "still there", gone))
        seen += 1
    assert wrong == []
    assert seen >= 8


REDIRECTS = "/cms/url-redirects/2026-03"
REDIRECT = {"routePrefix": "/old", "destination": "/new", "redirectStyle": 301}


def test_a_redirect_is_the_same_in_every_edition(client):
    made = client.post(REDIRECTS, json=REDIRECT)
    assert (made.status_code, made.headers["x-sandbox-answer"]) == (201, "collection")
    body = made.json()
    assert {name: body[name] for name in REDIRECT} == REDIRECT
    assert client.get(f"/cms/v3/url-redirects/{body['id']}").json()["destination"] == "/new"
    changed = client.patch(f"{REDIRECTS}/{body['id']}", json={"destination": "/newer"})
    assert (changed.json()["destination"], changed.json()["routePrefix"]) == ("/newer", "/old")
    assert client.get(REDIRECTS).json()["total"] == 1
    assert client.delete(f"{REDIRECTS}/{body['id']}").status_code == 204
    gone = client.get(f"{REDIRECTS}/{body['id']}")
    assert (gone.status_code, gone.json()["category"]) == (404, "OBJECT_NOT_FOUND")


def test_lists_have_pages(client):
    for number in range(3):
        client.post(REDIRECTS, json=REDIRECT | {"routePrefix": f"/{number}"})
    first = client.get(REDIRECTS, params={"limit": 2}).json()
    after = first["paging"]["next"]["after"]
    second = client.get(REDIRECTS, params={"limit": 2, "after": after}).json()
    assert [one["routePrefix"] for one in first["results"] + second["results"]] == ["/0", "/1", "/2"]
    assert "paging" not in second


PAGES = "/cms/pages/2026-03/site-pages"


def test_a_page_is_edited_as_a_draft_and_goes_live_when_it_is_pushed(client):
    id_ = client.post(PAGES, json={"name": "Home", "templatePath": "home.html"}).json()["id"]
    client.patch(f"{PAGES}/{id_}/draft", json={"name": "Start"})
    assert client.get(f"{PAGES}/{id_}").json()["name"] == "Home"
    assert client.get(f"{PAGES}/{id_}/draft").json()["name"] == "Start"
    client.post(f"{PAGES}/{id_}/draft/push-live")
    assert client.get(f"{PAGES}/{id_}").json()["name"] == "Start"
    revisions = client.get(f"{PAGES}/{id_}/revisions").json()["results"]
    assert [one["object"]["name"] for one in revisions] == ["Start", "Home"]
    client.post(f"{PAGES}/{id_}/revisions/{revisions[1]['id']}/restore")
    assert client.get(f"{PAGES}/{id_}").json()["name"] == "Home"
    clone = client.post(f"{PAGES}/clone", json={"id": id_, "cloneName": "Second"}).json()
    assert (clone["name"], clone["id"] != id_) == ("Second", True)


TABLES = "/cms/hubdb/2026-03/tables"
COLUMN = {"name": "amount", "label": "Amount", "type": "NUMBER"}


def test_rows_belong_to_their_table_be_it_told_by_id_or_name(client):
    table = client.post(TABLES, json={"name": "prices", "label": "Prices", "columns": [COLUMN]}).json()
    row = client.post(f"{TABLES}/prices/rows", json={"values": {"amount": 5}}).json()
    assert row["values"] == {"amount": 5}
    listed = client.get(f"/cms/v3/hubdb/tables/{table['id']}/rows").json()
    assert [one["id"] for one in listed["results"]] == [row["id"]]
    inputs = {"inputs": [{"values": {"amount": 6}}, {"values": {"amount": 7}}]}
    made = client.post(f"{TABLES}/{table['id']}/rows/draft/batch/create", json=inputs)
    assert (made.status_code, len(made.json()["results"])) == (201, 2)
    assert client.get(f"{TABLES}/prices/rows").json()["total"] == 3
    missing = client.get(f"{TABLES}/nosuch/rows")
    assert missing.status_code == 404


def test_tables_number_their_columns_and_count_what_they_have(client):
    kind = {"name": "kind", "label": "Kind", "type": "SELECT", "options": [{"name": "a"}, {"name": "b"}]}
    table = client.post(TABLES, json={"name": "prices", "label": "Prices", "columns": [COLUMN, kind]}).json()
    assert [(one["id"], one["name"]) for one in table["columns"]] == [("1", "amount"), ("2", "kind")]
    assert [one["id"] for one in table["columns"][1]["options"]] == ["1", "2"]
    assert (table["columnCount"], table["rowCount"], table["published"]) == (2, 0, False)
    for amount in (5, 6):
        client.post(f"{TABLES}/prices/rows", json={"values": {"amount": amount}})
    published = client.post(f"{TABLES}/prices/draft/publish").json()
    assert (published["rowCount"], published["published"]) == (2, True)
    (listed,) = client.get(TABLES).json()["results"]
    assert (listed["columnCount"], listed["rowCount"]) == (2, 2)
    fresh = COLUMN | {"name": "tax", "label": "Tax"}
    changed = client.patch(f"{TABLES}/prices/draft", json={"columns": [fresh, kind]}).json()
    assert [(one["id"], one["name"]) for one in changed["columns"]] == [("3", "tax"), ("2", "kind")]
    assert [one["id"] for one in changed["columns"][1]["options"]] == ["1", "2"]
    assert client.post(f"{TABLES}/prices/unpublish").json()["published"] is False


def test_what_the_client_names_is_made_once(client):
    path = "/feature-flags/2026-03/1/flags/new-card"
    assert client.get(path).status_code == 404
    assert client.put(path, json={"defaultState": "ON"}).json()["flagName"] == "new-card"
    assert client.get(path).json()["defaultState"] == "ON"
    assert client.put(path, json={"defaultState": "OFF"}).json()["defaultState"] == "OFF"
    assert client.get("/feature-flags/2026-03/2/flags/new-card").status_code == 404


def test_a_setting_is_not_there_until_it_is_made(client):
    path = "/crm/extensions/calling/2026-03/7/settings"
    assert client.get(path).status_code == 404
    sent = {"name": "Phone", "url": "https://www.example.com/call"}
    assert client.post(path, json=sent).json()["name"] == "Phone"
    client.patch(path, json={"name": "Dialler"})
    assert client.get(path).json()["name"] == "Dialler"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        (REDIRECTS, {"routePrefix": "/a"}, "Some required fields were not set: [destination, redirectStyle]"),
        (REDIRECTS, [], "Cannot deserialize value of type object"),
        (REDIRECTS, REDIRECT | {"destination": {}}, "Cannot deserialize value of type string (field: destination)"),
        (REDIRECTS, REDIRECT | {"precedence": "many"}, "Cannot deserialize value of type integer (field: precedence)"),
        ("/feature-flags/2026-03/1/flags/a", {"defaultState": "MAYBE"}, "Enum type must be one of: [ABSENT, OFF, ON]"),
        ("/feature-flags/2026-03/x/flags/a", {}, "Unable to parse value for path parameter: appId"),
    ],
)
def test_what_the_document_does_not_allow_is_refused_with_the_field_named(client, path, body, said):
    answer = client.request("PUT" if "flags" in path else "POST", path, json=body)
    assert answer.status_code == 400
    assert said in answer.json()["message"]


def test_requests_are_read_as_leniently_as_hubspot_reads_them(client):
    sent = REDIRECT | {"redirectStyle": "302", "isPattern": "true", "unheardOf": 1, "note": None}
    body = client.post(f"{REDIRECTS}/?unheardOf=1", json=sent).json()
    assert (body["redirectStyle"], body["isPattern"]) == (302, True)
    assert "unheardOf" not in body


def betas():
    """Collections of 2026-09 whose document is a beta, and which version 3 has too, by the operations of each."""
    older = {family.kind: actions for family, actions in families("v3").items()}
    return {
        family.kind: (older[family.kind], actions)
        for family, actions in families("2026-09").items()
        if "-beta" in actions["read"].template and family.kind in older and not is_stateful(actions["read"])
    }


def test_forms_and_flows_are_collections_of_betas():
    assert {"/marketing/forms", "/automation/flows"} <= betas().keys()


@pytest.mark.anyio
@pytest.mark.parametrize("kind", sorted(betas()))
async def test_a_beta_keeps_its_things_with_those_of_other_versions(bare, kind):
    older, newer = betas()[kind]
    for maker, reader in ((older, newer), (newer, older)):
        made = (await send(bare, allowed(maker["create"]))).json()
        one = allowed(reader["read"])
        read = await send(bare, one._replace(path=re.sub(r"/1(?=/?\Z)", f"/{made['id']}", one.path)))
        assert read.json()["id"] == made["id"]
        assert ("-beta" in str(read.url)) == (reader is newer)


@pytest.mark.anyio
async def test_a_beta_that_no_document_has_is_not_found(bare):
    for path in ("/marketing/forms/2027-03-beta", "/marketing/nothing/2026-09-beta"):
        answer = await bare.get(path)
        assert (path, answer.status_code) == (path, 404)
