"""Pages of the records associated with one: cursors, and the link that leads on, the same on every route."""

from base64 import b64decode, b64encode
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.numerals import natural

from . import errors

PAGE = 100
"""Associated records of one page unless the request says otherwise."""


def following(
    request: Request, kind: ObjectType, id_: int, to_kind: ObjectType, next_id: int, *, limit: int = PAGE
) -> Body:
    """The `paging` of a page: where it goes on, also by a link to the record's own page of them."""
    version = request.params.get("version") or ("v4" if request.path.startswith("/crm/v4/") else "v3")
    if version == "v4" and "/associations/" not in request.path:
        version = "v3"  # what stands inside a record has the shape of version 3
    near = request.params.get("objectType") or request.params.get("fromObjectType") or kind.plural
    far = request.params.get("toObjectType") or to_kind.plural
    cursor = quote(b64encode(f"{next_id}\n".encode()), safe="")
    path = f"/crm/objects/{version}/{near}/{id_}/associations/{far}"
    return {
        "next": {
            "after": cursor,
            "link": f"https://api.hubapi.com{path}?limit={limit}&after={cursor}",
        }
    }


def position(after: Any) -> int:
    """The id from which a page goes on, as its cursor says."""
    if after is None or after == "":
        return 0
    given = unquote(str(after))
    found = natural(given)
    if found is None:
        with suppress(ValueError):
            found = natural(b64decode(given).decode().strip())
    if found is None:
        raise errors.invalid_identifier(given)
    return found


def size(request: Request, most: int) -> int:
    """How many records a page is to have; refused beyond `most`."""
    limit = request.integer("limit", PAGE)
    if limit > most:
        raise errors.too_many_asked(most)
    return max(1, limit)
