"""Of every call of every document: an answer that is none is refused, and all else is read, whatever it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import hubspot_openapi
import pytest
from hubspot_openapi.runtime import Call, DecodeError, Endpoint
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.documents import Document, load, resolved
from scripts.codegen.fold import fold

EDITIONS = list(hubspot_openapi.editions())

# Where the items stand when it is not under `results`: the end of the path, and the key.
ITEMS = {
    "GET /crm/lists": "lists",
    "POST /lists/search": "lists",
    "GET /comments": "objects",
    "GET /{contractId}/changes": "changes",
    "GET /email/public/events": "events",
    "GET /email/public/campaigns": "campaigns",
    "GET /email/public/campaigns/by-id": "campaigns",
    "GET /email/public/subscriptions/timeline": "timeline",
    "GET /event-types": "eventTypes",
    "GET /flags/all": "flagsForApp",
    "GET /{flagName}/portals": "portalFlagStates",
    "POST /{flagName}/portals/batch/upsert": "portalFlagStates",
    "POST /{flagName}/portals/batch/delete": "portalFlagStates",
    "POST /inbound-call": "callerIdMatches",
    "POST /webhooks-journal/snapshots/crm": "snapshotResponses",
}
_VERSION = re.compile(r"/(v\d|\d{4}-\d\d(-beta)?)(?=/|$)")


def calls(edition: str) -> Iterator[tuple[Endpoint[..., Any], Document, dict[str, Any]]]:
    for document in fold(load(edition)).documents:
        try:
            module = hubspot_openapi.load(edition, document.key)
        except LookupError:
            continue  # all of its calls are another document's
        endpoints = {(e.operation.method.lower(), e.operation.path): e for e in module.OPERATIONS.values()}
        for path, method, operation in document.operations():
            if (method, path) in endpoints:
                yield endpoints[method, path], document, operation


def schema_of(document: Document, schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document.schemas[schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def kinds(document: Document, schema: dict[str, Any]) -> set[type]:
    """What JSON the schema admits at the top; nothing where it leaves that open."""
    schema = schema_of(document, schema)
    if members := schema.get("oneOf"):
        found = [kinds(document, member) for member in members]
        return set().union(*found) if all(found) else set()
    kind = schema.get("type") or ("object" if "properties" in schema else None)
    return {"object": {dict}, "array": {list}}.get(str(kind), set())


def promised(document: Document, operation: dict[str, Any]) -> dict[int, dict[str, Any] | None]:
    """The JSON schema of each success answer, None for one without a body."""
    found: dict[int, dict[str, Any] | None] = {}
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            content = resolved(document, answer).get("content", {})
            found[int(status)] = content.get("application/json", {}).get("schema") if content else None
    return found


def items_of(endpoint: Endpoint[..., Any], document: Document, schema: dict[str, Any]) -> str | None:
    schema = schema_of(document, schema)
    properties = [schema_of(document, each).get("properties", {}) for each in schema.get("oneOf", [schema])]
    if all(schema_of(document, each.get("results", {})).get("type") == "array" for each in properties):
        return "results"
    path = _VERSION.sub("", endpoint.operation.path)
    for where, key in ITEMS.items():
        method, end = where.split()
        if method == endpoint.operation.method and path.endswith(end):
            return key if all(key in each for each in properties) else None
    return None


ODD: list[Any] = [None, 5, 1.5, True, "x", [], {}, {"results": 5}, {"lists": {}}, {"total": 3, "paging": None}]


def outcome(endpoint: Endpoint[..., Any], status: int, content: bytes) -> str:
    try:
        Call[Any](endpoint.operation).parse(status, "application/json", content)
    except DecodeError:
        return "refused"
    return "read"


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_answer_that_is_none_is_refused_and_all_else_is_read(edition: str) -> None:
    wrong, count, pages = [], 0, set()
    for endpoint, document, operation in calls(edition):
        bodies = promised(document, operation)
        for status, schema in bodies.items():
            if schema is None or not (shapes := kinds(document, schema)):
                continue
            items = items_of(endpoint, document, schema)
            pages |= {items}
            tried: list[tuple[Any, bool]] = [(data, type(data) in shapes) for data in ODD]
            if items is not None:
                tried = [(data, fits and (type(data) is list or type(data.get(items)) is list)) for data, fits in tried]
                tried += [({items: value}, type(value) is list) for value in ([], [{}], [5], None, 5, "x", {}, True)]
            count += 1
            for data, fits in tried:
                got = outcome(endpoint, status, json.dumps(data).encode())
                if got != ("read" if fits else "refused"):
                    wrong.append(f"{endpoint.operation.key} {status} {data!r}: {got}")
            if None not in bodies.values() and outcome(endpoint, status, b"") != "refused":
                wrong.append(f"{endpoint.operation.key} {status}: nothing at all was read")
    assert wrong == []
    assert count > 350
    assert pages >= {"results", "lists", "objects", "events", "campaigns", "timeline"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_nobody_promised_a_body_for_may_be_empty(edition: str) -> None:
    wrong = [
        endpoint.operation.key
        for endpoint, document, operation in calls(edition)
        for status, schema in promised(document, operation).items()
        if schema is None
        and not operation["responses"][str(status)].get("$ref")
        and outcome(endpoint, 204, b"") != "read"
    ]
    assert wrong == []


def test_no_content_answers_a_write_that_promised_a_body_but_no_read() -> None:
    # HubSpot answers 204 to the archiving of associations, where the documents promise a body
    apis = [hubspot_openapi.load("2026-03", api) for api in ("crm.associations", "crm.objects")]
    crm = {name: endpoint for api in apis for name, endpoint in api.OPERATIONS.items()}
    written = [e for e in crm.values() if e.operation.path.endswith("/batch/archive")]
    assert [outcome(e, 204, b"") for e in written] == ["read"] * len(written) != []
    asked = [e for e in crm.values() if e.operation.path.endswith(("/search", "/batch/read"))]
    assert [outcome(e, 204, b"") for e in [crm["get_page"], *asked]] == ["refused"] * (1 + len(asked))
    assert len(asked) > 1


# Bytes that are no JSON, or JSON that no program should choke on.
HOSTILE = [
    b"[" * 100_000 + b"]" * 100_000,
    b'{"results":' + b'[{"a":' * 50_000 + b"1" + b"}]" * 50_000 + b"}",
    b"[" * 100_000,
    b"9" * 5_000,
    b'{"results":[' + b"9" * 5_000 + b"]}",
    b"NaN",
    b'{"results":[NaN]}',
    b'{"results":[-Infinity]}',
    b"\xff\xfe\x00",
    b"\x00\x00\x00",
    b'{"results":[',
    b"<html></html>",
    b"  ",
    b'"\xed"',
]


@pytest.mark.parametrize("content", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
@pytest.mark.parametrize("name", ["get_page", "create", "batch_create", "archive"])
def test_hostile_bytes_are_refused(name: str, content: bytes) -> None:
    endpoint = hubspot_openapi.load("2026-03", "crm.objects").OPERATIONS[name]
    assert outcome(endpoint, 200, content) == "refused"


def test_filters_nested_beyond_what_python_can_read_are_refused() -> None:
    branch: Any = '{"filterBranchType":"OR","filterBranches":['
    content = '{"list":{"filterBranch":' + branch * 400 + "]}" * 400 + "}}"
    endpoint = hubspot_openapi.load("2026-03", "crm.lists").OPERATIONS["get_by_id"]
    assert outcome(endpoint, 200, content.encode()) == "refused"


_KEYS = st.sampled_from(
    [
        *("results", "id", "properties", "createdAt", "updatedAt", "archived", "paging", "next", "after", "errors"),
        *("list", "filterBranch", "filters", "filterType", "operation", "operationType", "size", "stages", "x"),
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_SOME = [
    ("crm.objects", "get_page"),
    ("crm.objects", "batch_create"),
    ("crm.lists", "get_by_id"),
    ("crm.pipelines", "get_all"),
    ("crm.properties", "get_by_id"),
    ("marketing.marketing_emails", "get_by_id"),
]


@given(data=_VALUES, which=st.sampled_from(_SOME), status=st.sampled_from([200, 201, 204, 207]))
def test_whatever_comes_is_read_and_written_back_or_refused(data: Any, which: tuple[str, str], status: int) -> None:
    api, name = which
    endpoint = hubspot_openapi.load("2026-03", api).OPERATIONS.get(name)
    assert endpoint is not None
    call = Call[Any](endpoint.operation)
    try:
        read = call.parse(status, "application/json", json.dumps(data).encode())
    except DecodeError:
        return
    repr(read)
    if hasattr(read, "to_dict"):
        assert read.to_dict() == data


@given(content=st.binary(max_size=200), kind=st.sampled_from(["application/json", "text/html", ""]))
def test_whatever_bytes_come_are_read_or_refused(content: bytes, kind: str) -> None:
    endpoint = hubspot_openapi.load("2026-03", "crm.objects").OPERATIONS["get_page"]
    with pytest.raises(DecodeError):
        Call[Any](endpoint.operation).parse(200, kind, content)


@given(text=st.text(max_size=40) | st.from_regex(r"-?[0-9 :TZ+.-]{1,40}", fullmatch=True))
def test_any_text_is_read_where_a_moment_belongs(text: str) -> None:
    endpoint = hubspot_openapi.load("2026-03", "crm.objects").OPERATIONS["create"]
    data = {"id": "1", "createdAt": text, "archived": False}
    read = Call[Any](endpoint.operation).parse(201, "application/json", json.dumps(data).encode())
    assert read.to_dict() == data
