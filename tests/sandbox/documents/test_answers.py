"""Every operation of the documents answers; what has no state answers what its schema allows."""

import json
import re

import pytest

from hubspot_facade.sandbox.documents.filling import Filler
from hubspot_facade.sandbox.documents.index import METHODS, Place, document, documents_of, specs_folder
from hubspot_facade.sandbox.documents.scalars import Example

from .validation import faults

FOLDER = specs_folder()
EDITIONS = ("v3", "2026-03", "2026-09")


def operations(edition):
    assert FOLDER is not None
    for path in documents_of(FOLDER / edition):
        for template, methods in document(path)["paths"].items():
            for method in METHODS & methods.keys():
                yield Place(path, template, method)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_schema_makes_data_that_it_allows(edition):
    checked, wrong = 0, []
    for place in operations(edition):
        _, media = place.success()
        schema = next((one.get("schema") for kind, one in media.items() if "json" in kind), None)
        if schema is None:
            continue
        schemas = document(place.document)["components"]["schemas"]
        made = Filler(schemas, Example("2026-01-01T00:00:00Z")).make(schema)
        wrong += [(place.method, place.template, fault) for fault in faults(made, schema, schemas)]
        json.dumps(made)
        checked += 1
    assert checked > 500
    assert wrong == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_operation_of_a_document_is_an_unknown_route(client, edition, sandbox):
    application = sandbox.application
    unknown = []
    for place in operations(edition):
        path = re.sub(r"\{[^}]+\}", "1", place.template)
        method = place.method.upper()
        if application._stateful.find(method, path) is None and application._documents.find(method, path) is None:
            unknown.append((method, path))
    assert unknown == []


DOMAINS = "/cms/domains/2026-03"


def test_a_schema_answer_says_so_and_echoes_what_it_was_sent(client):
    answer = client.get(f"{DOMAINS}/4711")
    assert (answer.status_code, answer.headers["x-sandbox-answer"]) == (200, "schema")
    assert answer.json()["id"] == "4711"
    path = "/automation/sequences/2026-03/enrollments"
    sent = {"contactId": "5", "sequenceId": "6", "senderEmail": "me@example.com", "id": "7"}
    made = client.post(path, params={"userId": "1"}, json=sent)
    assert (made.status_code, made.json()["id"]) == (200, "7")
    assert client.get(DOMAINS, headers={"authorization": "x"}).status_code == 401


def test_a_list_from_a_schema_has_no_next_page(client):
    body = client.get(DOMAINS).json()
    assert body["results"]
    assert "paging" not in body


def test_recursive_schemas_come_to_an_end():
    schemas = {
        "Branch": {
            "type": "object",
            "required": ["children", "kind"],
            "properties": {
                "kind": {"enum": ["OR"]},
                "children": {"type": "array", "items": {"$ref": "#/components/schemas/Branch"}},
                "parent": {"$ref": "#/components/schemas/Branch"},
            },
        }
    }
    assert Filler(schemas, Example("now")).make({"$ref": "#/components/schemas/Branch"}) == {
        "kind": "OR",
        "children": [],
    }


@pytest.mark.parametrize(
    "paths",
    [
        ("/cms/v3/url-redirects", "/cms/url-redirects/v3"),
        ("/settings/v3/users/", "/settings/users/v3"),
        ("/cms/v3/audit-logs", "/cms/audit-logs/v3"),
        ("/cms/v3/site-search/search?q=a", "/cms/site-search/v3/search?q=a"),
    ],
)
def test_a_version_may_stand_on_either_side_of_the_api_s_name(client, paths):
    """The documents have one spelling, HubSpot's own clients use the other."""
    assert [client.get(path).status_code for path in paths] == [200, 200]
