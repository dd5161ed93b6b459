"""Every answer of every document is read, spoiled or not, and written back as it came."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from typing import Any

import hubspot_openapi
import pytest
from hubspot_openapi.runtime import Call, DecodeError, Endpoint, Model, _answer
from hubspot_openapi.writing import encode

from scripts.codegen.documents import Document, load, resolved
from scripts.codegen.fold import fold
from tests.generated.samples import samples, spoiled

EDITIONS = list(hubspot_openapi.editions())


def answers(edition: str) -> Iterator[tuple[Endpoint[..., Any], int, dict[str, Any], Document]]:
    """Each kind of JSON answer once: its endpoint, status and schema in the document as it is committed."""
    seen: set[tuple[str, str]] = set()
    for document in fold(load(edition)).documents:
        try:
            module = hubspot_openapi.load(edition, document.key)
        except LookupError:
            continue  # every operation of the document is another document's; the check counts them
        endpoints = {(e.operation.method.lower(), e.operation.path): e for e in module.OPERATIONS.values()}
        for path, method, operation in document.operations():
            endpoint = endpoints.get((method, path))
            for status, answer in operation["responses"].items():
                content = resolved(document, answer).get("content", {})
                schema = content.get("application/json", {}).get("schema")
                if endpoint is None or schema is None or not status.startswith("2"):
                    continue
                kind = (document.source, json.dumps(schema, sort_keys=True))
                if kind not in seen:
                    seen.add(kind)
                    yield endpoint, int(status), schema, document


def unread(hint: Any, value: Any) -> Iterator[str]:
    """Where a model is declared and something else, or a model that lacks keys of the sample, was read."""
    members = typing.get_args(hint) if type(hint) is not type(list[int]) else ()
    models = [m for m in (*members, hint) if isinstance(m, type) and issubclass(m, Model)]
    if isinstance(value, Model):
        if value.additional_properties:
            yield f"{type(value).__name__} does not know {list(value.additional_properties)}"
        for name, inner in typing.get_type_hints(type(value)).items():
            if name != "additional_properties":
                yield from (f"{name}: {problem}" for problem in unread(inner, getattr(value, name)))
    elif isinstance(value, list):
        items = [typing.get_args(h)[0] for h in (hint, *members) if typing.get_origin(h) is list]
        for item in items[:1]:
            yield from (problem for inner in value for problem in unread(item, inner))
    elif isinstance(value, dict):
        maps = [typing.get_args(h)[1] for h in (hint, *members) if typing.get_origin(h) is dict]
        if maps:
            yield from (problem for inner in value.values() for problem in unread(maps[0], inner))
        elif models:
            yield f"{models[0].__name__} was not read from {list(value)}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_answer_is_read_as_its_models_and_written_back(edition: str) -> None:
    problems, count = [], 0
    for endpoint, status, schema, document in answers(edition):
        for sample in samples(schema, document.schemas):
            read = parse(endpoint, status, sample)
            where = f"{endpoint.operation.key} {status}"
            count += 1
            problems += [f"{where}: {problem}" for problem in unread(_answer(endpoint.operation, status), read)]
            if encode(read) != sample:
                problems.append(f"{where}: written back otherwise than read")
    assert problems == []
    assert count > 300


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_answer_is_read_however_it_is_spoiled(edition: str) -> None:
    problems, count = [], 0
    for endpoint, status, schema, document in answers(edition):
        sample = samples(schema, document.schemas)[0]
        for change, spoilt in spoiled(sample):
            count += 1
            try:
                read = parse(endpoint, status, spoilt)
            except DecodeError:
                items = endpoint.operation.items
                if not items or type(spoilt) is not dict or type(spoilt.get(items)) is list:
                    problems.append(f"{endpoint.operation.key} {status}, {change}: not read")
                continue
            if encode(read) != spoilt:
                problems.append(f"{endpoint.operation.key} {status}, {change}: written back otherwise than read")
    assert problems == []
    assert count > 10_000


def parse(endpoint: Endpoint[..., Any], status: int, data: Any) -> Any:
    return Call[Any](endpoint.operation).parse(status, "application/json", json.dumps(data).encode())
