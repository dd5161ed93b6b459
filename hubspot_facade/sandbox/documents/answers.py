"""Answers that have no state behind them: what the document's schema allows, marked as such by a header."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from hubspot_facade.sandbox.clock import instant
from hubspot_facade.sandbox.errors import Body, Refusal
from hubspot_facade.sandbox.request import Answer, Request
from hubspot_facade.sandbox.routing import Handler
from hubspot_facade.sandbox.shapes import is_object

from .example import Maker
from .index import Index, Place, document

NO_CONTENT = 204


class Documents:
    """The operations of the documents, as handlers."""

    def __init__(self, folder: Path | None = None) -> None:
        self.index = Index(folder)

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
        """The handler of a raw path and the path's parameters; None when no document has it."""
        found = self.index.find(method, path)
        if found is None:
            return None
        place, params = found
        return partial(answer, place), params

    def methods(self, path: str) -> set[str]:
        """The methods that documents give the path."""
        return self.index.methods(path)


def answer(place: Place, request: Request) -> Answer:
    """The operation's success with a body made from its schema. Echoes the path's parameters and the body's fields."""
    status, media = success(place)
    if not media or status == NO_CONTENT:
        return Answer(status)
    kind, content = next(((kind, one) for kind, one in media.items() if "json" in kind), next(iter(media.items())))
    if "json" not in kind and kind != "*/*":
        return Answer(status, b"", {"content-type": kind})
    schema: Body = content.get("schema") or {}
    if schema.get("format") == "binary":
        return Answer(status, b"", {"content-type": "application/octet-stream"})
    schemas: Body = document(place.document).get("components", {}).get("schemas", {})
    return Answer(status, Maker(schemas, instant(request.portal.now()), _known(request)).make(schema))


def success(place: Place) -> tuple[int, Body]:
    """The first success status and its content; an operation that declares none is taken for a 204."""
    responses: dict[str, Any] = place.operation().get("responses") or {}
    statuses = sorted(status for status in responses if status[:1] == "2")
    if not statuses:
        return NO_CONTENT, {}
    chosen: Body = responses[statuses[0]]
    if "$ref" in chosen:
        shared: Body = document(place.document)["components"].get("responses", {})
        chosen = shared.get(str(chosen["$ref"]).rsplit("/", 1)[-1], {})
    return int(statuses[0].replace("X", "0")), chosen.get("content") or {}


def _known(request: Request) -> Body:
    """Values by name: fields of the body, above them the path's parameters, the last of which is also the `id`."""
    known: Body = {}
    body: Any = None
    if "json" in request.headers.get("content-type", ""):
        # an unreadable body has no fields to echo
        with suppress(Refusal):
            body = request.json()
    if is_object(body):
        known |= {name: value for name, value in body.items() if isinstance(value, (str, int, float, bool))}
    known |= request.params
    if request.params:
        known.setdefault("id", list(request.params.values())[-1])
    return known
