"""References to schemas that are not components by name: the target gets a name, and what it says is kept."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.specs.targets import name_targets
from tests.scripts.codegen.made import answers, document

Node = dict[str, Any]
DEAL: Node = {
    "type": "object",
    "properties": {"stage": {"type": "object", "properties": {"id": {"type": "integer"}}}, "items": {"type": "string"}},
}
SHARED: Node = {"name": "p", "in": "query", "schema": {"type": "string"}}


def made(reference: str, **schemas: Node) -> Node:
    root = {"type": "object", "properties": {"a": {"$ref": reference}}}
    paths = {"/x/{id}": {"get": {"operationId": "one", "responses": answers({"type": "boolean"})}}}
    return document(paths, schemas={"Deal": DEAL, "Root": root, **schemas}, parameters={"items": SHARED})


@pytest.mark.parametrize(
    ("reference", "name", "target"),
    [
        ("#/components/schemas/Deal/properties/stage", "Deal_properties_stage", DEAL["properties"]["stage"]),
        ("#/components/schemas/D%65al", "Deal", DEAL),
        ("#/components/schemas/Deal/properties/items", "Deal_properties_items", {"type": "string"}),
        (
            "#/paths/~1x~1%7Bid%7D/get/responses/200/content/application~1json/schema",
            "paths_x_id_get_responses_200_content_application_json_schema",
            {"type": "boolean"},
        ),
    ],
)
def test_a_target_is_a_component(reference: str, name: str, target: Node) -> None:
    content = made(reference)
    assert name_targets(content) == 1
    schemas = content["components"]["schemas"]
    assert schemas["Root"]["properties"]["a"] == {"$ref": f"#/components/schemas/{name}"}
    assert schemas[name] == target


def test_a_name_that_is_taken_is_not_given_again() -> None:
    content = made("#/components/schemas/Deal/properties/stage", Deal_properties_stage={"type": "string"})
    name_targets(content)
    schemas = content["components"]["schemas"]
    assert schemas["Deal_properties_stage"] == {"type": "string"}
    assert schemas["Root"]["properties"]["a"] == {"$ref": "#/components/schemas/Deal_properties_stage_2"}


def test_a_target_that_refers_into_itself_ends() -> None:
    content = made("#/components/schemas/Root/properties/a")
    assert name_targets(content) == 2
    assert content["components"]["schemas"]["Root_properties_a"] == {"$ref": "#/components/schemas/Root_properties_a"}


@pytest.mark.parametrize(
    "reference", ["#", "#/components/schemas/Deal/properties/none", "other.json#/Deal", "", "#/components/schemas/None"]
)
def test_what_points_at_nothing_stays_and_is_refused_later(reference: str) -> None:
    content = made(reference)
    assert name_targets(content) == 0
    assert content["components"]["schemas"]["Root"]["properties"]["a"] == {"$ref": reference}


def test_references_to_parameters_are_left_to_those_that_write_them_out() -> None:
    content = made("#/components/schemas/Deal")
    content["paths"]["/x/{id}"]["get"]["parameters"] = [{"$ref": "#/components/parameters/%69tems"}]
    assert name_targets(content) == 0
