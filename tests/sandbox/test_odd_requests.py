"""No request, however odd, makes the sandbox fail: it is answered, or refused with a status below 500."""

import json
import re

import httpx
import pytest

from hubspot_facade.sandbox.documents.filling import Filler
from hubspot_facade.sandbox.documents.index import METHODS, Place, document, documents_of, specs_folder
from hubspot_facade.sandbox.documents.scalars import Example
from hubspot_facade.sandbox.serving.inside import Inside
from tests.sandbox.documents.requests import is_stateful

EDITIONS = ("v3", "authored")
PARTS = 4
ODD = (b"", b"{", b"[]", b"null", b'"x"', b"[null, 1, {}]", b'{"inputs": [null]}', b'{"inputs": [{}, {"id": null}]}')
HUGE = "9" * 30
UNREADABLE = (
    b'{"inputs": [{"id": "\\ud800"}], "name": "\\udfff", "properties": {"name": "\\ud800"}}',
    b'{"name": NaN, "inputs": Infinity}',
    b'{"name": "\xff", "inputs": [{"id": "\xff"}]}',
    b'{"name": ' + b"9" * 5000 + b"}",
    b"[" * 5000 + b"]" * 5000,
    b'{"a":' * 300 + b"1" + b"}" * 300,
)
# HubSpot's own: reading content by the id 0 is an internal error
MEANT = "internal error"


def places(*editions, stateful_only=False):
    """Operations of the documents; what no service looks after is answered by the same few lines for all."""
    folder = specs_folder()
    assert folder is not None
    for edition in editions or EDITIONS:
        for path in documents_of(folder / edition):
            for template, methods in document(path)["paths"].items():
                if re.match(r"/crm/(v3/objects|objects/v3)/(?!contacts|\{)", template):
                    continue  # every object type is served as contacts are
                for method in sorted(METHODS & methods.keys()):
                    place = Place(path, template, method)
                    if not stateful_only or is_stateful(place):
                        yield place


def bodies(place: Place):
    """Bodies that the document allows, or nearly: every field there, every field of another type."""
    content = (place.operation().get("requestBody") or {}).get("content") or {}
    schema = next((one.get("schema") for kind, one in content.items() if "json" in kind), None)
    if schema is None:
        return
    made = Filler(document(place.document)["components"]["schemas"], Example("2026-01-01T00:00:00Z")).make(schema)
    yield json.dumps(made).encode()
    if isinstance(made, dict):
        for odd in (None, 0, -1, "x", "", True, [], [None], {}, [{}], {"a": None}, int(HUGE), "\0"):
            yield json.dumps(dict.fromkeys(made, odd)).encode()


def few_bodies(place: Place):
    """None, and the one that fits."""
    return [b"", *list(bodies(place))[:1]]


def odd_bodies(place: Place):
    """The bodies that nearly fit, and those that fit nothing; what reads takes none."""
    return few_bodies(place) if place.method == "get" else [*bodies(place), *ODD, *UNREADABLE]


def refused(client, places, value, bodies):
    """What the sandbox failed on: every operation with each of its bodies and the value for each path parameter."""
    headers, failed = {"content-type": "application/json"}, []
    for place in places:
        url = re.sub(r"\{[^}]+\}", value, place.template)
        for body in bodies(place):
            answer = client.request(place.method, url, content=body, headers=headers)
            if answer.status_code >= 500 and MEANT not in answer.text:
                failed.append((place.method, url, body, answer.text[:200]))
    return failed


@pytest.mark.parametrize("value", ["0", "%2e%2e", HUGE, "%00"])
def test_odd_paths_are_answered(client, value):
    assert refused(client, places(stateful_only=True), value, few_bodies) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", range(PARTS))
def test_odd_bodies_are_answered(sandbox, part, edition):
    """Asked of the application itself, as only the bodies are odd; in parts, so that several workers share them."""
    headers = {"authorization": f"Bearer {sandbox.token}"}
    with httpx.Client(transport=Inside(sandbox.application), base_url="http://127.0.0.1", headers=headers) as client:
        every = list(places(edition))[part::PARTS]
        assert refused(client, every, "7", odd_bodies) == []


QUERIES = (
    "limit=x&after=%F0",
    "limit=-1&after=-1&sort=-",
    "limit=0&offset=-1",
    "offset=x&after=x&sort=",
    f"limit=5&after={HUGE * 200}&offset={HUGE}",
)


@pytest.mark.parametrize("query", QUERIES)
def test_odd_queries_are_answered(client, query):
    for place in places(stateful_only=True):
        if place.method == "get":
            url = re.sub(r"\{[^}]+\}", "7", place.template)
            assert client.get(f"{url}?{query}").status_code < 500, (url, query)


@pytest.mark.parametrize("body", UNREADABLE, ids=["half characters", "NaN", "octets", "digits", "lists", "objects"])
def test_what_python_reads_as_json_and_others_do_not_is_refused(client, body):
    answer = client.post("/crm/v3/objects/contacts", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("Invalid input JSON on line 1, column 1: ")
