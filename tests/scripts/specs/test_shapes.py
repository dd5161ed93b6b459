# ruff: noqa: E501  # the tables of cases have a case a line
"""What is not shaped as OpenAPI has it is refused by its place, whatever it is; pasted, the overlay that is shown mends it."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.facts import SHAPES
from scripts.specs.normalise import Tally, normalise
from scripts.specs.overlay import Correction, read_overlays
from tests.scripts.specs.changes.rich import RICH

Node = dict[str, Any]
THING, GET = "/components/schemas/Thing", "/paths/~1crm~1v3~1things~1{thingId}/get"

SPOILT: dict[str, tuple[str, Any, str, str]] = {
    "a schema that is a boolean": (THING, True, THING, "a boolean stands where an object belongs"),
    "a schema that is nothing": (f"{THING}/properties/kind", None, f"{THING}/properties/kind", "null stands where an object belongs"),
    "no properties": (f"{THING}/properties", None, f"{THING}/properties", "null stands where an object belongs"),
    "a field required by itself": (f"{THING}/properties/kind/required", True, f"{THING}/properties/kind/required", "a boolean stands where a list of texts belongs"),
    "parts in an object": (f"{THING}/allOf", {}, f"{THING}/allOf", "an object stands where a list belongs"),
    "a branch that is a text": (f"{THING}/oneOf", ["string"], f"{THING}/oneOf/0", "a text stands where an object belongs"),
    "an enum that is a text": (f"{THING}/properties/kind/enum", "A", f"{THING}/properties/kind/enum", "a text stands where a list belongs"),
    "half of a character": (f"{THING}/properties/kind/enum", ["\ud800"], f"{THING}/properties/kind/enum/0", "is not text: it holds half of a character"),
    "a parameter that is a number": (f"{GET}/parameters/0", 7, f"{GET}/parameters/0", "a number stands where an object belongs"),
    "a parameter without a name": (f"{GET}/parameters/0", {"in": "query", "schema": {}}, f"{GET}/parameters/0", "a parameter without a name, or without a place"),
    "parameters in an object": ("/paths/~1crm~1v3~1others/get/parameters", {}, "/paths/~1crm~1v3~1others/get/parameters", "an object stands where a list belongs"),
    "parameters of a path": ("/paths/~1crm~1v3~1things~1{thingId}/parameters", None, "/paths/~1crm~1v3~1things~1{thingId}/parameters", "null stands where a list belongs"),
    "an answer that is nothing": (f"{GET}/responses/200", None, f"{GET}/responses/200", "null stands where an object belongs"),
    "a content that is a list": (f"{GET}/responses/200/content", [], f"{GET}/responses/200/content", "a list stands where an object belongs"),
    "a body that is a list": (f"{GET}/requestBody", [], f"{GET}/requestBody", "a list stands where an object belongs"),
    "scopes without a scheme": (f"{GET}/security", ["oauth2"], f"{GET}/security", "a list stands where a list of maps of lists of texts belongs"),
    "a server of its own": (f"{GET}/servers", [{"url": "https://x.example"}], f"{GET}/servers", "all calls of a client go to one server"),
    "a server with a variable": ("/servers/0/url", "https://{region}.example", "/servers/0", "has a variable"),
    "a path that refers to a call": ("/paths/~1odd", {"$ref": f"#{GET}"}, "/paths/~1odd", "a path has no operationId, responses"),
    "a reference to no schema": (f"{THING}/properties/kind", {"$ref": f"#{THING}/properties/none"}, f"{THING}/properties/kind", "which is absent"),
}  # fmt: skip


def put(document: Node, pointer: str, value: Any) -> None:
    *way, last = [part.replace("~1", "/") for part in pointer[1:].split("/")]
    node: Any = document
    for part in way:
        node = node[int(part) if isinstance(node, list) else part]
    node[int(last) if isinstance(node, list) else last] = value


def normalised(content: Node, corrections: list[Correction], tally: Tally | None = None) -> Node:
    document = Document("p.json", "CRM", "Things", 1, "v3", "", deepcopy(content))
    return normalise(document, edition="v3", key="crm/things", corrections=corrections, tally=tally or Tally())


@pytest.mark.parametrize("name", SPOILT)
def test_a_wrong_shape_is_named_and_the_overlay_that_is_shown_mends_it(
    name: str, upstream: Callable[..., Node], tmp_path: Path
) -> None:
    place, value, at, sentence = SPOILT[name]
    content = upstream("/crm/v3/others", "/crm/v3/more")
    put(content, place, value)
    with pytest.raises(SpecsError) as caught:
        normalised(content, [])
    message = str(caught.value)
    assert message.startswith("p.json: ")
    assert sentence in message.splitlines()[0]
    overlay = message[message.index("[[correction]]") :]
    assert tomllib.loads(overlay)["correction"][0]["at"] == at
    (tmp_path / "pasted.toml").write_text(overlay, encoding="utf-8")
    tally = Tally()
    assert "/crm/v3/more" in normalised(content, read_overlays(tmp_path), tally)["paths"]
    assert tally.overlays == {"pasted.toml#1": 1}


def refusal(content: Node) -> str:
    try:
        normalised(content, [])
    except SpecsError as error:
        return str(error)
    return ""


def places(node: Any, pointer: str = "") -> list[str]:
    inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    found = [pointer] if pointer else []
    for key, each in inner:
        found += places(each, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    return found


ODD: tuple[Any, ...] = (None, True, 7, 1.5, "text", [], {}, [None], [7], ["text"], [{}], {"x": None}, {"$ref": "#/no"})
RICHER = {**deepcopy(RICH), "servers": [{"url": "https://api.hubapi.com"}]}


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_whatever_stands_wherever_is_taken_or_refused_in_words(value: Any) -> None:
    chosen = random.Random(repr(value))  # noqa: S311  # which places, nothing secret
    every = [place for place in places(RICHER) if re.match(r"/(paths|components)/.+/|/(tags|security)", place)]
    for place in chosen.sample(every, 25):
        content = deepcopy(RICHER)
        put(content, place.replace("~0", "~"), deepcopy(value))
        said = refusal(content)
        assert not said or ("not shaped as" not in said and "[[correction]]" in said), (place, value)


def test_every_kind_that_is_kept_has_a_shape() -> None:
    kinds = {shape.strip("[]{}") for keys in SHAPES.values() for shape in keys.values()}
    assert kinds - SHAPES.keys() == {"value", "names", "nothing", "parameters", "security"}
