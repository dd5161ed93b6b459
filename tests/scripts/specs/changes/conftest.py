"""Two documents that differ in one thing."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from scripts.specs.changes.documents import document_changes

Node = dict[str, Any]

DOCUMENT: Node = {
    "openapi": "3.0.1",
    "info": {"title": "crm.things", "version": "v3"},
    "paths": {
        "/crm/v3/things": {
            "post": {
                "operationId": "create",
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}},
                    {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["A", "B"]}},
                    {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                },
                "responses": {
                    "201": {
                        "description": "",
                        "headers": {"Location": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    },
                    "default": {"$ref": "#/components/responses/Error"},
                },
                "security": [{"oauth2": ["things.write"]}],
            }
        },
        "/crm/v3/things/{thingId}": {
            "parameters": [{"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"operationId": "get", "responses": {"204": {"description": ""}}},
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "size": {"type": "integer"},
                    "kind": {"type": "string", "enum": ["A", "B"]},
                    "made": {"type": "string", "readOnly": True},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Part": {
                "oneOf": [{"$ref": "#/components/schemas/Wheel"}, {"$ref": "#/components/schemas/Thing"}],
            },
            "Wheel": {"type": "object", "properties": {"radius": {"type": "number", "maximum": 9}}},
            "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
        },
        "responses": {"Error": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}},
        "securitySchemes": {"oauth2": {"type": "oauth2", "flows": {}}},
    },
}


@pytest.fixture
def document() -> Node:
    """A document with one operation of each kind; its schemas refer to each other in a circle."""
    return deepcopy(DOCUMENT)


@pytest.fixture
def told() -> Callable[[Callable[[Node], object]], list[str]]:
    """What is told of a change made to the document: ``severity rule where: was -> now``, each once."""

    def told(change: Callable[[Node], object]) -> list[str]:
        after = deepcopy(DOCUMENT)
        change(after)
        found = [each.change for each in document_changes(DOCUMENT, after)]
        return [
            " ".join(filter(None, (one.severity.value, one.rule, one.where)))
            + (f": {one.was} -> {one.now}" if one.was or one.now else "")
            for one in dict.fromkeys(found)
        ]

    return told
