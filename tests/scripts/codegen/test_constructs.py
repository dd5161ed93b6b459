# ruff: noqa: E501  # the tables of cases have a case a line
"""Every construct of OpenAPI 3.0 that a request or an answer may have: from a document upstream to what is sent and read.

What is expected stands in OpenAPI 3.0.3, "Style Values" and "Considerations for Multiple Content Types" for the most
part, not in code of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scripts.codegen.made import JSON, Client, answers, document, ref

TEXT, LIST = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
FIELDS = {"type": "object", "properties": {"role": {"type": "string"}, "level": {"type": "integer"}}}


def parameter(name: str, schema: JSON | None = TEXT, place: str = "query", **more: Any) -> JSON:
    given = {} if schema is None else {"schema": schema}
    return {"name": name, "in": place, "required": place == "path", **given, **more}


def get(*parameters: JSON, **more: Any) -> JSON:
    return {"parameters": list(parameters), "responses": answers(TEXT), **more}


def post(media: str, schema: JSON | None = TEXT, **more: Any) -> JSON:
    content = {media: {} if schema is None else {"schema": schema}}
    return {"requestBody": {"content": content, "required": True}, "responses": answers(TEXT), **more}


Case = tuple[JSON, str, JSON, JSON]
"""Path item, path below /things, arguments of the call, what the request is."""

PEOPLE = {"role": "admin", "level": 3}

SENT: dict[str, Case] = {
    # queries
    "a list, exploded": ({"get": get(parameter("ids", LIST))}, "", {"ids": ["a", "b,c"]}, {"query": [["ids", "a"], ["ids", "b,c"]]}),
    "a list, not exploded": ({"get": get(parameter("ids", LIST, style="form", explode=False))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a,b"]]}),
    "a list of a referenced schema, not exploded": ({"get": get(parameter("ids", ref("List"), explode=False))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a,b"]]}),
    "a list by pipes": ({"get": get(parameter("ids", LIST, style="pipeDelimited", explode=False))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a|b"]]}),
    "a list by spaces": ({"get": get(parameter("ids", LIST, style="spaceDelimited", explode=False))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a b"]]}),
    "a list by pipes, exploded": ({"get": get(parameter("ids", LIST, style="pipeDelimited", explode=True))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a"], ["ids", "b"]]}),
    "an empty list, not exploded": ({"get": get(parameter("ids", LIST, explode=False))}, "", {"ids": []}, {"query": []}),
    "an object, exploded": ({"get": get(parameter("filter", FIELDS))}, "", {"filter_": PEOPLE}, {"query": [["role", "admin"], ["level", "3"]]}),
    "an object, not exploded": ({"get": get(parameter("where", FIELDS, explode=False))}, "", {"where": PEOPLE}, {"query": [["where", "role,admin,level,3"]]}),
    "a referenced object": ({"get": get(parameter("where", ref("Filter")))}, "", {"where": PEOPLE}, {"query": [["role", "admin"], ["level", "3"]]}),
    "a deep object": ({"get": get(parameter("where", FIELDS, style="deepObject", explode=True))}, "", {"where": {**PEOPLE, "none": None}}, {"query": [["where[role]", "admin"], ["where[level]", "3"]]}),
    "a referenced deep object": ({"get": get(parameter("where", ref("Filter"), style="deepObject"))}, "", {"where": PEOPLE}, {"query": [["where[role]", "admin"], ["where[level]", "3"]]}),
    "a parameter with JSON content": ({"get": get(parameter("where", None, content={"application/json": {"schema": ref("Filter")}}))}, "", {"where": PEOPLE}, {"query": [["where", '{"role":"admin","level":3}']]}),
    "a list as JSON content": ({"get": get(parameter("where", None, content={"application/json": {"schema": LIST}}))}, "", {"where": ["a", "b"]}, {"query": [["where", '["a","b"]']]}),
    "a family": ({"get": get(parameter("property.{name}", {"type": "object"}))}, "", {"property_name": {"email": "a@b"}}, {"query": [["property.email", "a@b"]]}),
    "an integer enum": ({"get": get(parameter("size", {"type": "integer", "enum": [10, 20]}))}, "", {"size": 20}, {"query": [["size", "20"]]}),
    # other places
    "a list in a path": ({"get": get(parameter("ids", LIST, "path"))}, "/{ids}", {"ids": ["a", "b/c"]}, {"path": "/things/a,b%2Fc"}),
    "an object in a path": ({"get": get(parameter("who", FIELDS, "path"))}, "/{who}", {"who": PEOPLE}, {"path": "/things/role,admin,level,3"}),
    "an exploded object in a path": ({"get": get(parameter("who", FIELDS, "path", explode=True))}, "/{who}", {"who": PEOPLE}, {"path": "/things/role=admin,level=3"}),
    "an odd name in a path": ({"get": get(parameter("thing.id", TEXT, "path"))}, "/by/{thing.id}", {"path_thing_id": "a"}, {"path": "/things/by/a"}),
    "a list in a header": ({"get": get(parameter("X-Ids", LIST, "header"))}, "", {"x_ids": ["a", "b"]}, {"headers": {"X-Ids": "a,b"}}),
    "an exploded object in a header": ({"get": get(parameter("X-Who", FIELDS, "header", explode=True))}, "", {"x_who": PEOPLE}, {"headers": {"X-Who": "role=admin,level=3"}}),
    "anything in a header": ({"get": get(parameter("X-Any", {}, "header"))}, "", {"x_any": 7}, {"headers": {"X-Any": "7"}}),
    "a union in a header": ({"get": get(parameter("X-Any", {"oneOf": [TEXT, {"type": "integer"}]}, "header"))}, "", {"x_any": 7}, {"headers": {"X-Any": "7"}}),
    "a date in a header": ({"get": get(parameter("X-On", {"type": "string", "format": "date-time"}, "header"))}, "", {"x_on": "2026-01-02T03:04:05Z"}, {"headers": {"X-On": "2026-01-02T03:04:05Z"}}),
    "cookies": ({"get": get(parameter("session", TEXT, "cookie"), parameter("lang", TEXT, "cookie"))}, "", {"session": "a;b", "lang": "de"}, {"headers": {"cookie": "lang=de; session=a%3Bb"}}),
    "a list in a cookie": ({"get": get(parameter("ids", LIST, "cookie", explode=False))}, "", {"ids": ["a", "b"]}, {"headers": {"cookie": "ids=a,b"}}),
    # references and paths
    "a referenced parameter": ({"get": get(ref("Limit", "parameters"))}, "", {"limit": 5}, {"query": [["limit", "5"]]}),
    "a reference to a reference": ({"get": get(ref("Also", "parameters"))}, "", {"limit": 5}, {"query": [["limit", "5"]]}),
    "parameters of the path": ({"parameters": [parameter("id", TEXT, "path"), ref("Limit", "parameters")], "get": get()}, "/of/{id}", {"id": "1", "limit": 5}, {"path": "/things/of/1", "query": [["limit", "5"]]}),
    "parameters of the path, overridden": ({"parameters": [parameter("ids", LIST)], "get": get(parameter("ids", LIST, explode=False))}, "", {"ids": ["a", "b"]}, {"query": [["ids", "a,b"]]}),
    "the same name in another place is no override": ({"parameters": [parameter("x-ids", TEXT, "header")], "get": get(parameter("x-ids"))}, "", {"x_ids_query": "a", "x_ids_header": "b"}, {"query": [["x-ids", "a"]], "headers": {"x-ids": "b"}}),
    "a referenced path": (ref("shared", "pathItems"), "", {"limit": 5}, {"query": [["limit", "5"]]}),
    "a referenced body": ({"post": {"requestBody": ref("Filter", "requestBodies"), "responses": answers(TEXT)}}, "", {"body": PEOPLE}, {"content": '{"role":"admin","level":3}', "headers": {"content-type": "application/json"}}),
    # bodies
    "text": ({"put": post("text/plain")}, "", {"body": "grün"}, {"content": "grün", "headers": {"content-type": "text/plain; charset=utf-8"}}),
    "text with parameters": ({"put": post("text/plain; charset=utf-8")}, "", {"body": "a"}, {"content": "a", "headers": {"content-type": "text/plain; charset=utf-8"}}),
    "XML": ({"put": post("application/xml", FIELDS)}, "", {"body": "<a/>"}, {"content": "<a/>", "headers": {"content-type": "application/xml"}}),
    "JSON lines": ({"put": post("application/x-ndjson")}, "", {"body": "{}\n{}\n"}, {"content": "{}\n{}\n", "headers": {"content-type": "application/x-ndjson"}}),
    "a JSON of another name": ({"patch": post("application/merge-patch+json", FIELDS)}, "", {"body": {"role": "a"}}, {"content": '{"role":"a"}', "headers": {"content-type": "application/merge-patch+json"}}),
    "any media type": ({"put": post("*/*", FIELDS)}, "", {"body": {"role": "a"}}, {"content": '{"role":"a"}', "headers": {"content-type": "application/json"}}),
    "a body without a schema": ({"put": post("application/json", None)}, "", {"body": [1]}, {"content": "[1]", "headers": {"content-type": "application/json"}}),
    "a form": ({"post": post("application/x-www-form-urlencoded", {"type": "object", "properties": {"a": TEXT, "ids": LIST}})}, "", {"body": {"a": "1", "ids": ["x", "y"]}}, {"form": {"a": "1", "ids": ["x", "y"]}, "headers": {}}),
    "JSON before anything else": ({"post": {"requestBody": {"content": {"text/plain": {"schema": TEXT}, "application/json": {"schema": FIELDS}}}, "responses": answers(TEXT)}}, "", {"body": {"role": "a"}}, {"content": '{"role":"a"}', "headers": {"content-type": "application/json"}}),
    "a parameter called body": ({"post": post("application/json", FIELDS, parameters=[parameter("body")])}, "", {"body": {"role": "a"}, "body_": "b"}, {"content": '{"role":"a"}', "query": [["body", "b"]]}),
    "trace": ({"trace": get()}, "", {}, {"method": "TRACE"}),
}  # fmt: skip

REFUSED: dict[str, tuple[JSON, JSON, str]] = {
    "a comma in a list that commas part": ({"get": get(parameter("ids", LIST, explode=False))}, {"ids": ["a,b"]}, "EncodeError: ids must not hold ',', which separates its values: 'a,b'"),
    "a pipe in a list that pipes part": ({"get": get(parameter("ids", LIST, style="pipeDelimited", explode=False))}, {"ids": ["a|b"]}, "EncodeError: ids must not hold '|'"),
    "an object in a deep object": ({"get": get(parameter("where", FIELDS, style="deepObject"))}, {"where": {"role": {"a": 1}}}, "EncodeError: where: role must be a single value here, not dict"),
    "a list in an exploded object": ({"get": get(parameter("where", FIELDS))}, {"where": {"role": ["a"]}}, "EncodeError: where: role must be a single value here, not list"),
}  # fmt: skip

READ: dict[str, tuple[JSON, Any, Any]] = {
    "JSON": (answers(ref("Filter")), [200, "application/json", '{"role":"a"}'], {"model": "Filter", "role": "a"}),
    "a referenced answer": ({"200": ref("Filter", "responses")}, [200, "application/json", '{"role":"a"}'], {"model": "Filter", "role": "a"}),
    "a range of statuses": ({"2XX": answers(ref("Filter"))["200"]}, [201, "application/json", '{"role":"a"}'], {"model": "Filter", "role": "a"}),
    "JSON without a schema": ({"200": {"description": "", "content": {"application/json": {}}}}, [200, "application/json", '{"role":"a"}'], {"role": "a"}),
    "a JSON of another name": (answers(ref("Filter"), "application/hal+json"), [200, "application/hal+json", '{"role":"a"}'], {"model": "Filter", "role": "a"}),
    "text": (answers(TEXT, "text/plain"), [200, "text/plain", "1.2.3.4/32\n"], "1.2.3.4/32\n"),
    "text that looks like JSON": (answers(TEXT, "text/plain"), [200, "text/plain", "42"], "42"),
    "text in another charset": (answers(TEXT, "text/plain"), [200, "text/plain; charset=ISO-8859-1", "gr\xfcn"], "grün"),
    "CSV": (answers(TEXT, "text/csv"), [200, "text/csv", "a,b\n1,2\n"], "a,b\n1,2\n"),
    "XML": (answers(ref("Filter"), "application/xml"), [200, "application/xml", "<role>a</role>"], "<role>a</role>"),
    "JSON lines": (answers(ref("Filter"), "application/x-ndjson"), [200, "application/x-ndjson", '{"role":"a"}\n'], '{"role":"a"}\n'),
    "a picture": (answers({"type": "string", "format": "binary"}, "image/png"), [200, "image/png", "\x89PNG"], r"b'\x89PNG'"),
    "a picture of which no more is said": (answers(TEXT, "image/png"), [200, "image/png", "\x89PNG"], r"b'\x89PNG'"),
    "an empty text": (answers(TEXT, "text/csv"), [200, "text/csv", ""], ""),
    "JSON where CSV is offered too": ({"200": {"description": "", "content": {"text/csv": {"schema": TEXT}, "application/json": {"schema": ref("Filter")}}}}, [200, "application/json", '{"role":"a"}'], {"model": "Filter", "role": "a"}),
    "fields beside a parent": (answers(ref("Child")), [200, "application/json", '{"role":"a","size":20}'], {"model": "Child", "role": "a", "size": 20}),
    "objects in objects of a union": (answers(ref("Either")), [200, "application/json", '{"inner":{"role":"a"}}'], {"model": "EitherType0", "inner": {"role": "a"}}),
    "a name for a schema with objects": (answers(ref("Alias")), [200, "application/json", '{"inner":{"role":"a"}}'], {"model": "Alias", "inner": {"role": "a"}}),
    "a type of null, and one of several": (answers(ref("Nulls")), [200, "application/json", '{"a":null,"b":"x"}'], {"model": "Nulls", "a": None, "b": "x"}),
    "integer enums stay integers": (answers(ref("Sized")), [200, "application/json", '{"size":20}'], {"model": "Sized", "size": 20}),
}  # fmt: skip


def paths() -> Iterator[tuple[str, JSON]]:
    """Each construct's path item, below a path of its own."""
    for number, (item, path, _, _) in enumerate(SENT.values()):
        yield f"/sent{number}/things{path}", item
    for number, (item, _, _) in enumerate(REFUSED.values()):
        yield f"/refused{number}/things", item
    for number, (responses, _, _) in enumerate(READ.values()):
        yield f"/read{number}/things", {"get": {"responses": responses}}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    components = {
        "schemas": {
            "Filter": FIELDS,
            "List": LIST,
            "Child": {"allOf": [ref("Filter")], "properties": {"size": {"type": "integer"}}},
            "Either": {"oneOf": [{"type": "object", "properties": {"inner": FIELDS}}, TEXT]},
            "Alias": {"allOf": [ref("Nested")]},
            "Nested": {"type": "object", "properties": {"inner": FIELDS}},
            "Nulls": {"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": ["string", "null"]}}},
            "Sized": {"type": "object", "properties": {"size": {"type": "integer", "enum": [10, 20]}}},
        },
        "parameters": {"Limit": parameter("limit", {"type": "integer"}), "Also": ref("Limit", "parameters")},
        "requestBodies": {"Filter": {"content": {"application/json": {"schema": ref("Filter")}}}},
        "responses": {"Filter": answers(ref("Filter"))["200"]},
    }
    items = dict(paths())
    shared = next(path for path, item in items.items() if "$ref" in item)
    items["/shared"] = {"get": get(ref("Limit", "parameters"))}
    items[shared] = {"$ref": "#/paths/~1shared"}
    documents = {f"CRM/{path.split('/')[1]}": document({path: item}, **components) for path, item in items.items()}
    documents[f"CRM/{shared.split('/')[1]}"]["paths"]["/shared"] = items["/shared"]
    return Client(tmp_path_factory.mktemp("constructs"), documents)


@pytest.fixture(scope="module")
def asked(client: Client) -> dict[str, JSON]:
    """Every call by its API, made in one process."""
    cases: list[tuple[str, str, JSON, Any]] = []
    for kind, values in (("sent", SENT), ("refused", REFUSED), ("read", READ)):
        for number, case in enumerate(values.values()):
            api = f"crm.{kind}{number}"
            name = names_of(client, api)
            arguments = {} if kind == "read" else case[-2]
            cases.append((api, name, arguments, case[1] if kind == "read" else None))
    return {api: found for (api, *_), found in zip(cases, client.ask(cases), strict=True)}


def names_of(client: Client, api: str) -> str:
    """The first call of an API whose path is no other's."""
    lines = client.source(api).splitlines()
    return next(line[4:].partition("(")[0] for line in lines if line.startswith("def ") and "shared" not in line)


@pytest.mark.parametrize("number", range(len(SENT)), ids=list(SENT))
def test_a_request_is_what_its_document_says(asked: dict[str, JSON], number: int) -> None:
    expected = list(SENT.values())[number][3]
    made = asked[f"crm.sent{number}"]
    assert "error" not in made, made
    made["path"] = made["path"].removeprefix(f"/sent{number}")
    assert {key: made[key] for key in expected} == expected


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=list(REFUSED))
def test_a_value_that_its_style_cannot_carry_is_refused(asked: dict[str, JSON], number: int) -> None:
    assert asked[f"crm.refused{number}"]["error"].startswith(list(REFUSED.values())[number][2])


@pytest.mark.parametrize("number", range(len(READ)), ids=list(READ))
def test_an_answer_is_read_as_its_document_says(asked: dict[str, JSON], number: int) -> None:
    assert asked[f"crm.read{number}"]["answer"] == list(READ.values())[number][2]


def test_nothing_had_to_be_widened(client: Client) -> None:
    assert "note: " not in client.report


def test_types_say_what_is_taken(client: Client) -> None:
    numbers = {name: number for number, name in enumerate(SENT)}

    def source(name: str) -> str:
        return client.source(f"crm.sent{numbers[name]}")

    assert "ids: Sequence[str] | None = None" in source("a list by pipes")
    assert "where: models.Filter | Mapping[str, Any] | None = None" in source("a referenced deep object")
    assert "property_name: Mapping[str, Any] | None = None" in source("a family")
    assert "ids: Sequence[Any]" in source("a list in a path")
    assert "x_who: Mapping[str, Any] | None = None" in source("an exploded object in a header")
    assert "body: str | bytes" in source("text")
    assert "size: Literal[10, 20] | int | None = None" in source("an integer enum")
