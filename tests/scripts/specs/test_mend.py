"""Each mending pass: what it touches, what it leaves alone, what it counts."""

from typing import Any

from scripts.specs import mend

Node = dict[str, Any]


def document(operation: Node | None = None, schemas: Node | None = None, *, path: str = "/a/{id}") -> Node:
    return {
        "paths": {path: {"get": {"responses": {}} | (operation or {})}},
        "components": {"schemas": schemas or {}, "responses": {}},
    }


def get(node: Node) -> Node:
    return next(iter(node["paths"].values()))["get"]


def body(media_type: str, schema: Node) -> Node:
    return {"content": {media_type: {"schema": schema}}}


def test_any_media_type_is_json_everywhere() -> None:
    node = document({"requestBody": body("*/*", {}), "responses": {"200": body("*/*", {})}})
    node["components"]["responses"]["Error"] = body("*/*", {})
    assert mend.any_media_type(node) == 3
    assert get(node) == {
        "requestBody": body("application/json", {}),
        "responses": {"200": body("application/json", {})},
    }
    assert node["components"]["responses"]["Error"] == body("application/json", {})
    assert mend.any_media_type(node) == 0


def test_any_media_type_does_not_replace_json_that_is_declared() -> None:
    content = {"*/*": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}}
    node = document({"requestBody": {"content": content}})
    mend.any_media_type(node)
    assert get(node)["requestBody"] == body("application/json", {"type": "object"})


def test_binary_answers_are_bytes_whatever_their_media_types() -> None:
    binary = {"schema": {"type": "string", "format": "binary"}}
    upload = body("multipart/form-data", {"properties": {"file": binary["schema"]}})
    node = document(
        {"requestBody": upload, "responses": {"200": {"content": {"text/csv": binary, "application/vnd": binary}}}}
    )
    assert mend.binary_responses(node) == 1
    assert get(node)["responses"]["200"]["content"] == {
        "application/octet-stream": binary | {"x-media-types": ["application/vnd", "text/csv"]}
    }
    assert "multipart/form-data" in get(node)["requestBody"]["content"]
    assert mend.binary_responses(node) == 0


def test_a_member_that_refers_back_to_its_union_is_its_own_object() -> None:
    own = {"type": "object", "properties": {"type": {"enum": ["A"]}}}
    union = {"oneOf": [{"$ref": "#/components/schemas/A"}]}
    node = document(schemas={"U": union, "A": {"allOf": [{"$ref": "#/components/schemas/U"}, own]}})
    assert mend.flatten_subtype_allof(node) == 1
    assert node["components"]["schemas"] == {"U": union, "A": own}


def test_inheritance_from_an_object_is_left_alone() -> None:
    schemas = {"Base": {"type": "object"}, "A": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object"}]}}
    node = document(schemas=schemas)
    assert mend.flatten_subtype_allof(node) == 0
    assert "allOf" in node["components"]["schemas"]["A"]


def test_path_parameters_that_the_path_lacks_go() -> None:
    node = document(
        {"parameters": [{"in": "path", "name": "id"}, {"in": "path", "name": "x"}, {"in": "query", "name": "x"}]}
    )
    assert mend.stray_path_params(node) == 1
    assert get(node)["parameters"] == [{"in": "path", "name": "id"}, {"in": "query", "name": "x"}]


def test_what_a_path_has_in_braces_is_declared_as_text() -> None:
    node = {
        "paths": {"/a/{one}/{two}/{one}": {"parameters": [{"in": "path", "name": "two"}], "get": {"responses": {}}}}
    }
    assert mend.absent_path_params(node) == 1
    one = {"in": "path", "name": "one", "required": True, "schema": {"type": "string"}}
    assert node["paths"]["/a/{one}/{two}/{one}"]["get"]["parameters"] == [one]
    assert mend.absent_path_params(node) == 0


def test_an_operation_without_an_id_is_called_after_its_path() -> None:
    node = document({"operationId": "mine"})
    node["paths"]["/b"] = {"post": {"responses": {}}, "get": {"operationId": "", "responses": {}}}
    assert mend.absent_operation_ids(node) == 2
    assert [each["operationId"] for each in node["paths"]["/b"].values()] == ["post-/b", "get-/b"]
    assert get(node)["operationId"] == "mine"


def test_operations_with_one_id_are_called_after_their_paths() -> None:
    node = document({"operationId": "same"})
    node["paths"]["/b"] = {"get": {"operationId": "same", "responses": {}}, "put": {"operationId": "other"}}
    node["paths"]["/b"]["put"]["responses"] = {}
    assert mend.repeated_operation_ids(node) == 2
    assert get(node)["operationId"] == "get-/a/{id}"
    assert [each["operationId"] for each in node["paths"]["/b"].values()] == ["get-/b", "other"]


def test_an_absent_schema_is_a_free_form_object() -> None:
    node = document(
        schemas={"A": {"items": {"$ref": "#/components/schemas/B"}}, "C": {"$ref": "#/components/schemas/B"}}
    )
    assert mend.dangling_refs(node) == 1
    assert node["components"]["schemas"]["B"] == {"type": "object"}


def test_a_value_stands_once_in_an_enum() -> None:
    node = document(schemas={"A": {"enum": ["yi", "en", "yi"]}, "B": {"enum": ["en", "EN"]}})
    assert mend.enum_duplicates(node) == 1
    assert node["components"]["schemas"] == {"A": {"enum": ["yi", "en"]}, "B": {"enum": ["en", "EN"]}}


def test_a_property_called_enum_is_no_enum() -> None:
    node = document(schemas={"A": {"properties": {"enum": {"type": "string"}, "default": {"enum": ["a", "a"]}}}})
    assert mend.enum_duplicates(node) == 1
    assert node["components"]["schemas"]["A"]["properties"]["default"] == {"enum": ["a"]}


def test_defaults_of_optional_query_parameters_go() -> None:
    def parameters(**default: Any) -> list[Node]:
        return [
            {"in": "query", "name": "a", "schema": {"type": "boolean"} | default},
            {"in": "query", "name": "b", "required": True, "schema": {"default": 1}},
            {"in": "path", "name": "id", "schema": {"default": 1}},
        ]

    node = document({"parameters": parameters(default=False)}, {"A": {"default": "x"}})
    assert mend.query_defaults(node) == 1
    assert get(node)["parameters"] == parameters()
    assert node["components"]["schemas"]["A"] == {"default": "x"}


def test_every_pass_is_run_and_counted() -> None:
    assert set(mend.mend(document())) == {each.__name__ for each in mend.PASSES}


def test_parameters_are_ordered_by_path_then_name() -> None:
    names = [("query", "b"), ("path", "to"), ("query", "a"), ("path", "from")]
    node = document({"parameters": [{"in": place, "name": name} for place, name in names]}, path="/{from}/{to}")
    mend.order(node)
    assert [each["name"] for each in get(node)["parameters"]] == ["from", "to", "a", "b"]


def test_an_empty_list_of_parameters_is_not_kept() -> None:
    node = document({"parameters": []})
    mend.order(node)
    assert "parameters" not in get(node)
