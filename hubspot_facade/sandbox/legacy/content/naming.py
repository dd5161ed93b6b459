"""Names of fields: version 2 writes `publish_date` where today's versions write `publishDate`."""

import re

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Request

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
