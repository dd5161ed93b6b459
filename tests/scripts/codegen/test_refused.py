# ruff: noqa: E501  # the tables of cases have a case a line
"""What no client can be made for is refused by name, with its place and an overlay; pasted, that overlay mends it."""

from __future__ import annotations

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.documents import CodegenError
from scripts.codegen.gates import DEEPEST
from scripts.codegen.tree import build as generate
from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.normalise import Tally, encode, normalise
from scripts.specs.overlay import read_overlays
from tests.scripts.codegen.made import JSON, answers, document, ref

TEXT, LIST = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
THING = {"type": "object", "properties": {"x": TEXT}}
PATH, AT = "/crm/v3/things", "/paths/~1crm~1v3~1things"


def get(**parameter: Any) -> JSON:
    given = {"name": "p", "in": "query", "schema": TEXT, **parameter}
    given = {key: value for key, value in given.items() if value is not None}
    return {"get": {"operationId": "one", "parameters": [given], "responses": answers(TEXT)}}


def post(content: JSON) -> JSON:
    return {"post": {"operationId": "one", "requestBody": {"content": content}, "responses": answers(TEXT)}}


PARAMETER = f"{AT}/get/parameters/[name=p]"
REFUSED: dict[str, tuple[JSON, str, str]] = {
    "a matrix": (get(style="matrix"), PARAMETER, "the parameter p has the style 'matrix'; in a query are known deepObject, form"),
    "a deep array": (get(style="deepObject", schema=LIST), PARAMETER, "the parameter p is an array and has the style 'deepObject'"),
    "an exploded object by pipes": (get(style="pipeDelimited", explode=True, schema=THING), PARAMETER, "the parameter p is an object, explodes and has the style 'pipeDelimited'"),
    "a cookie of several values": (get(**{"in": "cookie"}, schema=LIST), PARAMETER, "the cookie p holds several values and explodes"),
    "XML in a query": (get(schema=None, content={"application/xml": {"schema": THING}}), PARAMETER, "the parameter p has a content of application/xml, not of JSON"),
    "no schema": (get(schema=None), PARAMETER, "the parameter p has neither a schema nor a content"),
    "an unknown place": (get(**{"in": "body"}), PARAMETER, "the parameter p is in 'body', and parameters are in path, header, query, cookie"),
    "a referenced parameter": ({"get": {**get()["get"], "parameters": [ref("Odd", "parameters")]}}, f"{AT}/get/parameters/[name=odd]", "the parameter odd has the style 'label'"),
    "a reference to nothing": ({"get": {**get()["get"], "parameters": [ref("Lost", "parameters")]}}, f"{AT}/get/parameters/0", "it refers to #/components/parameters/Lost, which the document does not have"),
    "a reference to itself": ({"post": {**post({})["post"], "requestBody": ref("Round", "requestBodies")}}, f"{AT}/post/requestBody", "it refers to #/components/requestBodies/Round, which the document does not have, or only to itself"),
    "an answer elsewhere": ({"get": {"operationId": "one", "responses": {"200": {"$ref": "other.json#/Ok"}}}}, f"{AT}/get/responses/200", "it refers to other.json#/Ok, which the document does not have"),
    "a body without a media type": (post({}), f"{AT}/post/requestBody", "a body without a media type"),
    "any picture": (post({"image/*": {"schema": TEXT}}), f"{AT}/post/requestBody", "a body of image/*: which media type to send is not said"),
    "a schema elsewhere": ({"get": {"operationId": "one", "responses": answers({"$ref": "other.json#/Thing"})}}, f"{AT}/get/responses/200/content/application~1json/schema", "refers to other.json#/Thing, which is absent"),
}  # fmt: skip

SHARED = {
    "schemas": {"Thing": THING},
    "parameters": {"Odd": {"name": "odd", "in": "query", "style": "label", "schema": TEXT}},
    "requestBodies": {"Round": ref("Round", "requestBodies")},
}


def published(item: JSON, at: str) -> Document:
    path = f"{PATH}/{{id}}" if "{id}" in at else PATH
    others = {"/crm/v3/others": {"get": {"operationId": "two", "responses": answers(ref("Thing"))}}}
    content = document({path: copy.deepcopy(item), **others}, **copy.deepcopy(SHARED))
    return Document("PublicApiSpecs/things.json", "CRM", "Things", 1, "v3", "", content)


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_refused_is_named_and_the_overlay_that_is_shown_mends_it(name: str, tmp_path: Path) -> None:
    item, at, sentence = REFUSED[name]
    with pytest.raises(SpecsError) as caught:
        normalise(published(item, at), edition="v3", key="crm/things", corrections=[], tally=Tally())
    message = str(caught.value)
    assert message.startswith("PublicApiSpecs/things.json: ")
    assert sentence in message.splitlines()[0]
    overlay = message[message.index("[[correction]]") :]
    assert tomllib.loads(overlay)["correction"][0]["at"] == at
    (tmp_path / "pasted.toml").write_text(overlay, encoding="utf-8")
    tally, corrections = Tally(), read_overlays(tmp_path)
    mended = normalise(published(item, at), edition="v3", key="crm/things", corrections=corrections, tally=tally)
    assert tally.overlays == {"pasted.toml#1": 1}
    assert "/crm/v3/others" in mended["paths"]


def test_what_is_nested_too_deep_is_named() -> None:
    schema: JSON = TEXT
    for _ in range(2_000):
        schema = {"type": "array", "items": schema}
    content = document({PATH: {"get": {"operationId": "one", "responses": answers(schema)}}})
    deep = Document("PublicApiSpecs/things.json", "CRM", "Things", 1, "v3", "", content)
    with pytest.raises(SpecsError, match=r"^PublicApiSpecs/things.json: nested too deep$"):
        normalise(deep, edition="v3", key="crm/things", corrections=[], tally=Tally())


def nested(depth: int, key: str) -> JSON:
    schema: JSON = TEXT
    for _ in range(depth):
        inner = {"items": schema, "properties": {"x": schema}, "oneOf": [schema, LIST]}[key]
        schema = (
            {"type": {"items": "array", "properties": "object"}.get(key), key: inner}
            if key != "oneOf"
            else {key: inner}
        )
    return schema


# Parts of the pointer to the answer's schema are eight.
@pytest.mark.parametrize(("key", "parts"), [("items", 1), ("properties", 2), ("oneOf", 2)])
@pytest.mark.parametrize("more", [0, 1, 300])
def test_what_is_nested_less_deep_is_generated_and_else_refused(
    key: str, parts: int, more: int, tmp_path: Path
) -> None:
    schema = nested((DEEPEST - 8) // parts - 1 + more, key)
    (tmp_path / "authored").mkdir()
    (tmp_path / "v3" / "crm").mkdir(parents=True)
    content = document({PATH: {"get": {"operationId": "one", "responses": answers(schema)}}})
    (tmp_path / "v3" / "crm" / "things.json").write_text(json.dumps(content))
    if not more:
        generate(tmp_path)
        return
    with pytest.raises(CodegenError, match="schemas are written into one another too deep"):
        generate(tmp_path)


# What the generator refuses for reasons of its own.
CONFLICT = {"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object", "properties": {"x": {"type": "integer"}}}]}
UNKNOWN: dict[str, tuple[JSON, JSON, str]] = {
    "fields of two types": ({"A": THING, "Root": CONFLICT}, {}, "/components/schemas/Root"),
    "fields of two types, inside": ({"A": THING, "Root": {"type": "object", "properties": {"y": CONFLICT}}}, {}, "/components/schemas/Root/properties/y"),
    "a wrong keyword": ({"Root": {"type": "object", "properties": {"n": {"type": "string", "minLength": "few"}}}}, {}, "/components/schemas/Root/properties/n"),
    "a wrong type": ({"Root": {"type": "text"}}, {}, "/components/schemas/Root"),
    "two parameters of one name": ({"Root": THING}, {"parameters": [{"name": name, "in": place, "schema": TEXT} for name, place in (("a b", "query"), ("a-b", "query"), ("a_b", "query"))]}, f"{AT}/get/parameters/[name=a b]"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(UNKNOWN))
def test_what_the_generator_refuses_is_named_and_the_overlay_that_is_shown_mends_it(name: str, tmp_path: Path) -> None:
    schemas, more, at = UNKNOWN[name]
    item = {"get": {"operationId": "one", "responses": answers(ref("Root")), **more}}
    content = document({PATH: item}, schemas=schemas)

    def specs(folder: Path, corrections: Path) -> Path:
        (folder / "authored").mkdir(parents=True)
        for key, data in (
            ("crm/things", content),
            ("crm/sound", document({"/sound": get()}, schemas={"Sound": THING})),
        ):
            made = normalise(
                Document(f"PublicApiSpecs/{key}.json", "CRM", key, 1, "v3", "", copy.deepcopy(data)),
                edition="v3",
                key=key,
                corrections=read_overlays(corrections),
                tally=Tally(),
            )
            file = folder / "v3" / f"{key}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encode(made))
        return folder

    with pytest.raises(CodegenError) as caught:
        generate(specs(tmp_path / "refused", tmp_path))
    message = str(caught.value)
    assert f"at fault: v3/crm/things.json: {at}: " in message
    assert "object at 0x" not in message
    (tmp_path / "pasted.toml").write_text(message[message.index("[[correction]]") :], encoding="utf-8")
    generate(specs(tmp_path / "mended", tmp_path))
