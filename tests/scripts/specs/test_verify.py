"""What a document must be."""

from collections.abc import Callable
from typing import Any

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.verify import problems, verify

Node = dict[str, Any]
PATH = "/a/{id}"


def sound() -> Node:
    return {
        "paths": {
            PATH: {
                "get": {
                    "operationId": "one",
                    "parameters": [{"in": "path", "name": "id", "schema": {"$ref": "#/components/schemas/Id"}}],
                    "responses": {"200": {"description": ""}},
                }
            }
        },
        "components": {"schemas": {"Id": {"enum": ["a", "b"]}}},
    }


def get(node: Node) -> Node:
    return node["paths"][PATH]["get"]


def test_a_sound_document_has_no_problem() -> None:
    assert list(problems(sound())) == []


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda node: node["components"]["schemas"].clear(), "refers to #/components/schemas/Id, which is absent"),
        (lambda node: node["components"]["schemas"]["Id"]["enum"].append("a"), "a value twice in its enum"),
        (lambda node: get(node)["responses"].update({"200": {"content": {"*/*": {}}}}), r"media type \*/\*"),
        (lambda node: get(node)["parameters"].clear(), r"GET /a/\{id\} does not declare \{id\}"),
        (lambda node: get(node)["parameters"].append({"in": "path", "name": "x"}), "declares x, which its path lacks"),
        (lambda node: get(node)["parameters"].append({"in": "path", "name": "id"}), "declares id twice"),
        (lambda node: get(node)["responses"].clear(), "declares no answer"),
        (lambda node: get(node).update(operationId=""), "operationId '' is used by 1 operations"),
        (
            lambda node: node["paths"].update({"/b": {"get": get(node) | {"parameters": []}}}),
            "operationId 'one' is used by 2",
        ),
        (lambda node: node["paths"].clear(), "it has no operations"),
    ],
)
def test_a_broken_document_is_named_with_its_place(break_it: Callable[[Node], None], message: str) -> None:
    node = sound()
    break_it(node)
    with pytest.raises(SpecsError, match=rf"^the document: .*{message}"):
        verify(node, name="the document")


def test_shared_parameters_count() -> None:
    node = sound()
    node["paths"][PATH]["parameters"] = [{"$ref": "#/components/parameters/Id"}]
    node["components"]["parameters"] = {"Id": get(node)["parameters"].pop()}
    assert list(problems(node)) == []
