"""Answers of the operations that no service looks after, marked by a header.

The request is held against the document. Then what belongs to a family of operations is kept and answered from what
was kept (`collection`); the rest is answered with made-up data that the schema allows (`schema`).
"""

from contextlib import suppress
from functools import partial
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.state.instants import instant

from .actions import carry_out
from .checking import check
from .families import roles
from .filling import Filler
from .index import NO_CONTENT, Index, Place
from .scalars import Example
from .special_cases import answer_ahead

SCHEMA = "schema"
COLLECTION = "collection"
"""Where an answer comes from: made up from the schema of the operation, or from what was kept."""


class Documents:
    """The operations of the documents, as handlers."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, str], str] | None:
        """The handler of a raw path, the path's parameters and the kind of answer; None when no document has it."""
        found = self.index.find(method, path)
        if found is None:
            return None
        place, params = found
        return partial(answer, place), params, kind(place)

    def methods(self, path: str) -> set[str]:
        """The methods that documents give the path."""
        return self.index.methods(path)


def kind(place: Place) -> str:
    """Where the answers of an operation come from."""
    return COLLECTION if (place.template, place.method) in roles(place.document) else SCHEMA


def answer(place: Place, request: Request) -> Answer:
    """The operation's success, after its request was found to be one that the document allows."""
    check(place, request)
    known = answer_ahead(place, request)
    if known is not None:
        return known
    role = roles(place.document).get((place.template, place.method))
    found = carry_out(place, role, request) if role is not None else None
    return found or made_up(place, request)


def made_up(place: Place, request: Request) -> Answer:
    """The operation's success with a body made from its schema. Echoes the path's parameters and the body's fields."""
    status, media = place.success()
    if not media or status == NO_CONTENT:
        return Answer(status)
    kind, content = next(((kind, one) for kind, one in media.items() if "json" in kind), next(iter(media.items())))
    if "json" not in kind and kind != "*/*":
        return Answer(status, b"", {"content-type": kind})
    schema: Body = content.get("schema") or {}
    if schema.get("format") == "binary":
        return Answer(status, b"", {"content-type": "application/octet-stream"})
    return Answer(status, Filler(place.schemas(), Example(instant(request.portal.now()), _known(request))).make(schema))


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
