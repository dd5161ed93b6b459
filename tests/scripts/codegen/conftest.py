"""A small collection of documents to generate from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

JSON = dict[str, Any]


def answer(schema: JSON | None, status: str = "200") -> JSON:
    content = {"content": {"application/json": {"schema": schema}}} if schema else {}
    return {status: {"description": "", **content}}


def operation(name: str, answers: JSON, **more: Any) -> JSON:
    return {"operationId": name, "responses": answers, **more}


def ref(name: str) -> JSON:
    return {"$ref": f"#/components/schemas/{name}"}


def document(paths: JSON, schemas: JSON) -> JSON:
    return {
        "openapi": "3.0.1",
        "info": {"title": "x", "version": "v3"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def path_parameters(*names: str) -> list[JSON]:
    return [{"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in names]


RECORD: JSON = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
OBJECTS = document(
    {
        "/crm/v3/objects/{objectType}": {
            "get": operation("x", answer(ref("Record")), parameters=path_parameters("objectType"))
        },
        "/crm/v3/objects/{objectType}/{objectId}": {
            "get": operation("x", answer(ref("Record")), parameters=path_parameters("objectType", "objectId"))
        },
    },
    {"Record": RECORD},
)
CONTACTS = document(
    {
        "/crm/v3/objects/contacts": {"get": operation("x", answer(ref("Record")))},
        "/crm/v3/objects/contacts/{contactId}": {
            "get": operation("x", answer(ref("Record")), parameters=path_parameters("contactId"))
        },
        "/crm/v3/objects/contacts/merge": {"post": operation("x", answer(ref("Record")))},
    },
    {"Record": RECORD},
)
LISTS = document(
    {"/crm/v3/lists/{listId}": {"get": operation("x", answer(ref("Option")), parameters=path_parameters("listId"))}},
    {
        "Option": {"type": "object", "properties": {"listId": {"type": "string"}, "record": ref("Record")}},
        "Record": RECORD,
    },
)
FORMS = document(
    {"/marketing/v3/forms": {"get": operation("x", answer(ref("Option")))}},
    {"Option": {"type": "object", "properties": {"formId": {"type": "string"}}}},
)


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A specs folder with one edition of four documents."""
    for name, data in (
        ("crm/objects", OBJECTS),
        ("crm/contacts", CONTACTS),
        ("crm/lists", LISTS),
        ("marketing/forms", FORMS),
    ):
        put(tmp_path / "specs", name, data)
    (tmp_path / "specs" / "authored").mkdir()
    return tmp_path / "specs"


def put(specs: Path, name: str, data: JSON, edition: str = "v3") -> Path:
    file = specs / edition / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data))
    return file
