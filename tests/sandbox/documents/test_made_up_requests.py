"""Requests that schemathesis makes from the documents: none makes the sandbox fail or answer in another shape."""

import json
import re

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.documents.index import METHODS, document, specs_folder
from hubspot_facade.sandbox.serving.inside import Inside

from .conformance import Conformance
from .requests import EDITIONS

DOCUMENTS = ("objects", "associations", "lists", "properties")
HOST = "http://sandbox"
EXAMPLES = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def send():
    """Answers to requests as `requests` would send them, asked of the application itself: what it raises is raised."""
    application = create_app(token="t", samples=True)
    client = httpx.Client(transport=Inside(application))

    def sent(case: schemathesis.Case) -> httpx.Response | None:
        arguments = case.as_transport_kwargs(base_url=HOST)
        prepared = requests.Request(**{name: one for name, one in arguments.items() if name in WANTED}).prepare()
        headers = {
            "authorization": "Bearer t",
            "accept": "application/json",  # others get pages of HTML where a record is not there
            "content-type": prepared.headers.get("content-type", ""),
        }
        return client.request(prepared.method, prepared.url, headers=headers, content=prepared.body)

    yield sent
    application.portal.store.close()


WANTED = ("method", "url", "params", "data", "json")
# What the samples have, by the parameters of paths: of an id that was made up nothing is found.
THERE = {
    "objectType": "contacts",
    "objectTypeId": "0-1",
    "fromObjectType": "contacts",
    "toObjectType": "companies",
    "objectId": "51",
    "recordId": "51",
    "fromObjectId": "51",
    "toObjectId": "1234567890",
    "userId": "9001",
    "listId": "123",
    "listName": "People",
    "sourceListId": "124",
    "folderId": "0",
    "newParentFolderId": "0",
    "propertyName": "email",
    "groupName": "contactinformation",
}


def declared(parsed, path, method):
    """All that a document says of an operation, whatever its version: as a text that can be compared."""
    said = [method, re.sub(r"/(v\d|20\d\d-\d\d)(?=/|$)", "", path)]
    left, seen = [parsed["paths"][path][method]], set()
    while left:
        text = json.dumps(left.pop(), sort_keys=True)
        said.append(re.sub(r'"operationId": "[^"]*"', "", text))
        fresh = sorted(set(re.findall(r'"#/components/(\w+)/([^"]+)"', text)) - seen)
        seen.update(fresh)
        left += [parsed["components"][kind][one] for kind, one in fresh]
    return " ".join(said)


def fresh_operations(edition, name):
    """The methods and paths of operations of which no edition before says the very same."""
    known, here = set(), {}
    for each in EDITIONS[: EDITIONS.index(edition) + 1]:
        known |= here.keys()
        parsed = document(specs_folder() / each / "crm" / f"{name}.json")
        here = {
            declared(parsed, path, method): (method, path)
            for path, methods in parsed["paths"].items()
            for method in METHODS & methods.keys()
        }
    return {where for said, where in here.items() if said not in known}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_request_is_failed_on_or_answered_in_another_shape(edition, name, send):
    conformance, failed, count = Conformance(), [], 0

    def check(case: schemathesis.Case) -> None:
        nonlocal count
        count += 1
        if case.path_parameters and count % 3:
            case.path_parameters |= {name: THERE[name] for name in case.path_parameters}
        answer = send(case)
        conformance.check(answer)
        if answer.status_code >= 500:
            failed.append((case.method, answer.request.url, answer.request.content, answer.text))

    schema = schemathesis.openapi.from_dict(document(specs_folder() / edition / "crm" / f"{name}.json"))
    fresh = fresh_operations(edition, name)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in sorted(operations, key=lambda one: one.method == "delete"):
        if (operation.method, operation.path) in fresh:
            EXAMPLES(given(operation.as_strategy())(check))()
    assert failed == []
    assert conformance.wrong == []
    assert count >= 3 * len(fresh)
    assert len(conformance.succeeded) >= len(fresh) / 2


def test_most_operations_are_asked_for_in_some_edition():
    asked = {edition: sum(len(fresh_operations(edition, name)) for name in DOCUMENTS) for edition in EDITIONS}
    assert asked["v3"] > 60
    assert sum(asked.values()) > 110
