"""Requests that a document allows, made from the schemas of their parameters and bodies."""

import re
from typing import Any, NamedTuple

import httpx

from hubspot_facade.sandbox.documents.filling import Filler
from hubspot_facade.sandbox.documents.index import METHODS, Place, document, documents_of, specs_folder
from hubspot_facade.sandbox.documents.scalars import Example
from hubspot_facade.sandbox.serving.urls import stateful

EDITIONS = ("v3", "2026-03", "2026-09")
MOMENT = "2026-01-01T00:00:00Z"
ORDER = ("post", "get", "patch", "put", "head", "options", "delete")


class Allowed(NamedTuple):
    """The parts of a request."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


def is_stateful(place: Place) -> bool:
    """Whether a service of its own looks after the operation."""
    return stateful().find(place.method.upper(), re.sub(r"\{[^}]+\}", "1", place.template)) is not None


def places(edition: str) -> list[Place]:
    """Every operation of an edition; those of one document in the order in which they make sense."""
    folder = specs_folder()
    assert folder is not None
    found = []
    for path in documents_of(folder / edition):
        operations = document(path)["paths"].items()
        here = [
            Place(path, template, method) for template, methods in operations for method in METHODS & methods.keys()
        ]
        found += sorted(here, key=lambda one: (ORDER.index(one.method), one.template))
    return found


def allowed(place: Place) -> Allowed:
    """A request of an operation with all that its document knows; every id is 1."""
    maker = Filler(place.schemas(), Example(MOMENT))
    path, query = place.template, {}
    for parameter in place.parameters():
        schema = parameter.get("schema") or {}
        name = parameter["name"]
        value = maker.make(schema, name)
        if parameter["in"] == "path":
            text = "1" if schema.get("type") == "string" and "enum" not in schema else str(value)
            path = path.replace(f"{{{name}}}", text)
        elif parameter["in"] == "query" and parameter.get("required"):
            query[name] = value
    schema = place.asked()
    body = maker.make(schema) if schema is not None else None
    return Allowed(place.method, re.sub(r"\{[^}]+\}", "1", path), query, body)


async def send(client: httpx.AsyncClient, one: Allowed) -> httpx.Response:
    """The answer to a request."""
    more = {} if one.body is None else {"json": one.body}
    return await client.request(one.method, one.path, params=one.query, **more)
