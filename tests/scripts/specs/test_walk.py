"""Ways through a document."""

import pytest

from scripts.specs.walk import escape, objects, references, resolve, unescape


def test_names_may_spell_keywords() -> None:
    """An answer, a property and a schema may be called "default"; values of a real default are not entered."""
    node = {
        "responses": {"default": {"$ref": "a"}},
        "schemas": {"default": {"properties": {"enum": {"$ref": "b"}, "properties": {"default": {"$ref": "no"}}}}},
        "enum": [{"$ref": "no"}],
    }
    assert [reference["$ref"] for _, reference in references(node)] == ["a", "b"]


def test_pointers_name_the_objects() -> None:
    assert [pointer for pointer, _ in objects({"paths": {"/a~b": {"get": {"tags": [{}]}}}})] == [
        "",
        "/paths",
        "/paths/~1a~0b",
        "/paths/~1a~0b/get",
        "/paths/~1a~0b/get/tags/0",
    ]


@pytest.mark.parametrize("key", ["/crm/v3/{id}", "a~1b", "~"])
def test_escaping_is_undone(key: str) -> None:
    assert unescape(escape(key)) == key


@pytest.mark.parametrize("reference", ["#/a/x", "#/a/b/c", "other.json#/a", "a"])
def test_what_is_not_there_is_a_key_error(reference: str) -> None:
    node = {"a": {"b": "text"}}
    assert resolve(node, "#/a/b") == "text"
    with pytest.raises(KeyError):
        resolve(node, reference)
