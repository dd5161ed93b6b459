# ruff: noqa: E501  # the tables of cases have a case a line
"""What the generator cannot take is renamed, widened or cut by a rule: the API is there, and a line of the report says so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.check import check
from scripts.codegen.colours import colours
from scripts.codegen.cycles import DEEPEST, cut
from scripts.codegen.documents import Document
from scripts.codegen.fit import fit
from scripts.codegen.tree import build
from tests.scripts.codegen.conftest import put
from tests.scripts.codegen.made import JSON, Client, answers, document, ref

TEXT = {"type": "string"}


def thing(**properties: JSON) -> JSON:
    return {"type": "object", "properties": properties}


Case = tuple[dict[str, JSON], JSON, Any, str]
"""Schemas, of which `Root` is what is answered, an answer, what it is read as, and the line of the report."""

ROOT = "/components/schemas/Root"
CASES: dict[str, Case] = {
    "names that differ in case": (
        {"Root": thing(a=ref("foo_bar"), b=ref("FooBar")), "foo_bar": thing(x=TEXT), "FooBar": thing(y=TEXT)},
        {"a": {"x": "1"}, "b": {"y": "2"}},
        {"model": "Root", "a": {"x": "1"}, "b": {"y": "2"}},
        "the schema foo_bar is called {api}foo_bar: FooBar has the name of its class",
    ),
    **{
        f"a schema called {name}": (
            {"Root": thing(inner=ref(name), any={}, kind={"type": "string", "enum": ["a", "b"]}), name: thing(x=TEXT)},
            {"inner": {"x": 1}, "kind": "a", "any": [1]},
            {"model": "Root", "inner": {"x": 1}, "kind": "a", "any": [1]},
            f"the schema {name} is called {{api}}{name}: generated code has the name of its class",
        )
        for name in ("Literal", "Model", "Any", "Upload", "Mapping")
    },
    "an object called like a schema": (
        {"Root": thing(part=thing(x=TEXT), other=ref("RootPart")), "RootPart": thing(y=TEXT)},
        {"part": {"x": "1"}, "other": {"y": "2"}},
        {"model": "Root", "part": {"x": "1"}, "other": {"y": "2"}},
        "the object part in Root is called RootPartInline: RootPart is taken",
    ),
    "a mixed enum": (
        {"Root": thing(x={"enum": ["a", 1]})},
        {"x": 1},
        {"model": "Root", "x": 1},
        f"{ROOT}/properties/x: an enum of integers, texts is anything",
    ),
    "an enum of numbers": (
        {"Root": thing(x={"type": "number", "enum": [0.5, 1]})},
        {"x": 0.5},
        {"model": "Root", "x": 0.5},
        f"{ROOT}/properties/x: an enum of integers, numbers is left to its type number",
    ),
    "an enum of truth values": (
        {"Root": thing(x={"type": "boolean", "nullable": True, "enum": [True, "maybe"]})},
        {"x": "maybe"},
        {"model": "Root", "x": "maybe"},
        f"{ROOT}/properties/x: an enum of booleans, texts is anything",
    ),
    "fields beside a union": (
        {"Root": thing(x=ref("Any1")), "Any1": {"oneOf": [thing(y=TEXT), TEXT], "properties": {"z": TEXT}}},
        {"x": {"y": "1", "z": "2"}},
        {"model": "Root", "x": {"y": "1", "z": "2"}},
        "/components/schemas/Any1: the fields beside a union are left to its members",
    ),
    "an enum of nothing": (
        {"Root": thing(x={"type": "string", "enum": []})},
        {"x": "a"},
        {"model": "Root", "x": "a"},
        f"{ROOT}/properties/x: an empty enum is taken for none",
    ),
    "a default of the wrong type": (
        {"Root": thing(x={"type": "integer", "default": "many"})},
        {"x": 1},
        {"model": "Root", "x": 1},
        f"{ROOT}/properties/x: the default 'many' does not match its schema and is dropped",
    ),
    "a default that its enum lacks": (
        {"Root": thing(x={"type": "string", "enum": ["a", "b"], "default": "c"})},
        {"x": "a"},
        {"model": "Root", "x": "a"},
        f"{ROOT}/properties/x: the default 'c' does not match its schema and is dropped",
    ),
    "a default of an object": (
        {"Root": thing(x={"allOf": [ref("Other")], "default": {"y": "2"}}), "Other": thing(y=TEXT)},
        {"x": {"y": "1"}},
        {"model": "Root", "x": {"y": "1"}},
        ROOT + "/properties/x: the default {'y': '2'} does not match its schema and is dropped",
    ),
    "an array without items": (
        {"Root": thing(x={"type": "array"})},
        {"x": [1, "a", {}]},
        {"model": "Root", "x": [1, "a", {}]},
        f"{ROOT}/properties/x: an array without items is one of anything",
    ),
    "a union of itself": (
        {"Root": thing(x=ref("Value")), "Value": {"oneOf": [TEXT, ref("Value")]}},
        {"x": "a"},
        {"model": "Root", "x": "a"},
        "/components/schemas/Value: contains itself by way of Value, without an object between: the inner is anything",
    ),
    "a list of itself": (
        {"Root": thing(x=ref("Value")), "Value": {"oneOf": [TEXT, {"type": "array", "items": ref("Value")}]}},
        {"x": ["a", ["b"]]},
        {"model": "Root", "x": ["a", ["b"]]},
        "/components/schemas/Value: contains itself by way of Value, without an object between: the inner is anything",
    ),
    "a map of itself": (
        {"Root": thing(x=ref("Tree")), "Tree": {"type": "object", "additionalProperties": ref("Tree")}},
        {"x": {"a": {"b": {}}}},
        {"model": "Root", "x": {"a": {"b": {}}}},
        "/components/schemas/Tree: contains itself by way of Tree, without an object between: the inner is anything",
    ),
    "names for each other": (
        {"Root": thing(x=ref("A")), "A": ref("B"), "B": ref("A")},
        {"x": 1},
        {"model": "Root", "x": 1},
        "/components/schemas/B: contains itself by way of A, without an object between: the inner is anything",
    ),
    "parents of each other": (
        {"Root": {"allOf": [ref("A"), thing(x=TEXT)]}, "A": {"allOf": [ref("Root"), thing(y=TEXT)]}},
        {"x": "1", "y": "2"},
        {"model": "Root", "x": "1", "y": "2"},
        "contains itself by way of ",
    ),
    "an allOf of a text": (
        {"Root": thing(x={"allOf": [ref("Kind"), thing(y=TEXT)]}), "Kind": {"type": "string", "enum": ["a"]}},
        {"x": "a"},
        {"model": "Root", "x": "a"},
        f"{ROOT}/properties/x: an allOf with a part that is no object is anything",
    ),
}  # fmt: skip


def own(number: int, value: Any) -> Any:
    """The same with a root schema of the case's own."""
    return json.loads(json.dumps(value).replace("Root", f"Root{number}"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    documents = {}
    for number, (schemas, *_) in enumerate(CASES.values()):
        path = {f"/odd{number}/things": {"get": {"operationId": "odd", "responses": answers(ref("Root"))}}}
        documents[f"CRM/odd{number}"] = own(number, document(path, schemas=schemas))
    return Client(tmp_path_factory.mktemp("widened"), documents)


@pytest.fixture(scope="module")
def asked(client: Client) -> list[JSON]:
    cases = [
        (f"crm.odd{number}", "get_all", {}, [200, "application/json", json.dumps(answer)])
        for number, (_, answer, *_) in enumerate(CASES.values())
    ]
    return client.ask(cases)


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_the_api_answers_and_the_report_says_what_was_done(client: Client, asked: list[JSON], number: int) -> None:
    _, _, expected, line = list(CASES.values())[number]
    assert asked[number]["answer"] == own(number, expected)
    notes = [each for each in client.report.splitlines() if each.startswith("note: ")]
    assert [each for each in notes if own(number, line).replace("{api}", f"Odd{number}") in each], notes


def test_generating_again_gives_the_same(client: Client) -> None:
    assert list(check(client.specs, client.root)) == []


def test_a_sound_schema_is_left_alone() -> None:
    schemas = {
        "Node": thing(next=ref("Node"), children={"type": "array", "items": ref("Node")}),
        "Map": {"type": "object", "additionalProperties": ref("Node")},
        "Both": {"allOf": [ref("Node"), thing(kind={"type": "string", "enum": ["a", "b"], "default": "a"})]},
        "Either": {"oneOf": [ref("Node"), ref("Both"), TEXT]},
        "When": thing(at={"type": "string", "format": "date-time", "default": "2026-01-01T00:00:00Z"}),
        "Renamed": {"allOf": [ref("Node")]},
    }
    data = document({"/a": {"get": {"responses": answers(ref("Either"))}}}, schemas=schemas)
    before = json.dumps(data)
    assert fit(data) == []
    assert json.dumps(data) == before


RING = 5_000


@pytest.mark.parametrize("kind", ["objects", "arrays", "names"])
def test_a_ring_of_thousands_of_schemas_is_generated(specs: Path, kind: str) -> None:
    schemas = {
        f"Node{number}": {
            "objects": thing(next=ref(f"Node{(number + 1) % RING}")),
            "arrays": {"type": "array", "items": ref(f"Node{(number + 1) % RING}")},
            "names": ref(f"Node{(number + 1) % RING}"),
        }[kind]
        for number in range(RING)
    }
    put(
        specs,
        "crm/ring",
        document({"/ring": {"get": {"operationId": "x", "responses": answers(ref("Node0"))}}}, schemas=schemas),
    )
    (edition,), _ = build(specs)
    assert sum(name.startswith("Node") for name in edition.parsed.models) == (RING if kind == "objects" else 0)
    assert len(edition.notes) == (0 if kind == "objects" else 122)


def test_schemas_are_cut_so_deep_that_none_is_written_out_deeper() -> None:
    components = {f"N{n:03}": {"type": "array", "items": ref(f"N{n + 1:03}")} for n in range(200)} | {"N200": TEXT}
    assert len(cut(components)) == 200 // (DEEPEST + 1)
    longest = run = 0
    for schema in components.values():
        run = run + 1 if schema.get("items") else 0
        longest = max(longest, run)
    assert longest <= DEEPEST


@given(
    edges=st.lists(
        st.tuples(
            st.integers(0, 6), st.sampled_from(["items", "oneOf", "additionalProperties", "alias"]), st.integers(0, 6)
        )
    )
)
def test_whatever_contains_itself_ends(edges: list[tuple[int, str, int]]) -> None:
    components: dict[str, JSON] = {f"N{number}": {} for number in range(7)}
    for start, key, end in edges:
        target = ref(f"N{end}")
        more = {
            "items": {"type": "array", "items": target},
            "additionalProperties": {"type": "object", "additionalProperties": target},
            "alias": target,
        }
        components[f"N{start}"].setdefault("oneOf", []).append(more.get(key, {"oneOf": [target]}))
    cut(components)

    def depth(name: str, path: tuple[str, ...]) -> None:
        assert name not in path
        for target in re.findall(r"schemas/(N\d)", json.dumps(components[name])):
            depth(target, (*path, name))

    for name in components:
        depth(name, ())


def source(name: str, schemas: dict[str, JSON]) -> Document:
    return Document("v3", "crm", name, name, document({}, schemas=schemas))


def test_schemas_are_equal_when_what_they_refer_to_is() -> None:
    ring = {f"Node{number}": thing(next=ref(f"Node{(number + 1) % 300}")) for number in range(300)}
    other = {**ring, "Node299": thing(next=ref("Node0"), last=TEXT)}
    marks = colours([source("one", ring), source("same", ring), source("other", other)])
    for name in ring:
        assert marks["one", name] == marks["same", name] != marks["other", name]
