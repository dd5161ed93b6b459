"""Names of fields: version 2 writes `publish_date` where today's versions write `publishDate`."""

import re
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler, Route
from hubspot_facade.sandbox.protocol.shapes import is_object

NESTED = frozenset({"blogAuthor", "object", "objects", "parentBlog", "user"})
"""What of an answer is HubSpot's own again; what a user wrote, such as widgets, keeps its names."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """A name as version 2 writes it."""
    return _HUMP.sub("_", name).lower()


def camel(name: str) -> str:
    """A name as today's versions write it; one without underscores stays as it is."""
    head, *rest = name.split("_")
    return head + "".join(one[:1].upper() + one[1:] for one in rest)


def snaked(body: Body) -> Body:
    """The fields of an object under the names of version 2; what is in them stays as it is."""
    return {snake(name): one for name, one in body.items()}


def cameled(body: Body) -> Body:
    """The fields of an object under today's names."""
    return {camel(name): one for name, one in body.items()}


def cased(request: Request, body: Body) -> Body:
    """An object of version 3 with the names that the request asks for: `casing=snake` is for those of version 2."""
    return snaked(body) if (request.text("casing") or "").startswith("snake") else body


def cameled_routes(routes: list[Route]) -> list[Route]:
    """Routes of version 2, whose answers have today's names."""
    return [(method, path, _cameled(handler)) for method, path, handler in routes]


def _cameled(handler: Handler) -> Handler:
    def answer(request: Request) -> Answer:
        given = handler(request)
        return Answer(given.status, _renamed(given.body), given.headers)

    return answer


def _renamed(body: Any) -> Any:
    if isinstance(body, list):
        return [_renamed(one) for one in body]  # pyright: ignore[reportUnknownVariableType] # decoded JSON
    if not is_object(body):
        return body
    return {name: _renamed(one) if name in NESTED else one for name, one in cameled(body).items()}
