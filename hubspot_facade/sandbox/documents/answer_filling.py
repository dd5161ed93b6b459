"""Fills answers up to what their documents require: what a service does not keep gets a neutral value.

The documents require far more than clients send (every field of a blog post, say). A service stores what it was given
and what it knows; `fill_answers(routes)` adds the rest: empty text, zero, false, the first of an enum, an empty list.
What a service answers is never changed.
"""

from functools import lru_cache, wraps
from pathlib import Path
from typing import NamedTuple

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler, Route
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .filling import Filler
from .index import Index
from .index import document as read
from .schemas import Schemas


class Expected(NamedTuple):
    """The schema of one answer and the schemas that it refers to."""

    schema: Body
    schemas: Schemas


@lru_cache(maxsize=1)
def _index() -> Index:
    return Index()


@lru_cache(maxsize=1024)
def _expected(document: str, template: str, method: str, status: int) -> Expected | None:
    parsed = read(Path(document))
    responses: Body = parsed["paths"][template][method].get("responses") or {}
    response: Body = responses.get(str(status)) or {}
    content: dict[str, Body] = response.get("content") or {}
    for media in content.values():
        schema: Body = media.get("schema") or {}
        return Expected(schema, parsed.get("components", {}).get("schemas", {}))
    return None


def expected(method: str, path: str, status: int) -> Expected | None:
    """What the documents say of an answer; None when they know no such operation or no such answer."""
    found = _index().find(method, path)
    if found is None:
        return None
    place = found[0]
    return _expected(str(place.document), place.template, place.method, status)


def fill_answers(routes: list[Route]) -> list[Route]:
    """The routes, with answers that have every required field."""
    return [(method, template, _whole(handler)) for method, template, handler in routes]


def _whole(handler: Handler) -> Handler:
    @wraps(handler)
    def answered(request: Request) -> Answer:
        answer = handler(request)
        if is_object(answer.body) or is_list(answer.body):
            known = expected(request.method, request.path, answer.status)
            if known is not None:
                answer.body = Filler(known.schemas).complete(answer.body, known.schema)
        return answer

    return answered
