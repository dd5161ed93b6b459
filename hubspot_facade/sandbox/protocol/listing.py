"""Pages of what a service keeps as a list: filters of the query, order, cursor."""

import base64
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import quote, unquote, urlencode

from hubspot_facade.sandbox.state import instants

from .errors import Body, unparsable_parameter, validation
from .messages import Request
from .numerals import natural

"""Digits of a cursor."""
_CRM = re.compile(r"\A/crm/(v\d)/([^/]+)")
Show = Callable[[Body], Any]
MOMENTS = {"At": "__eq__", "After": "__gt__", "Before": "__lt__"}


def offset(request: Request, *, opaque: bool = False, name: str = "after") -> int:
    """How many items the cursor leaves behind."""
    after = request.text(name)
    if not after:
        return 0
    if opaque:
        try:
            after = base64.b64decode(unquote(after), validate=True).decode().strip()
        except ValueError:
            # what is no base64, and what is no text
            raise unparsable_parameter(name) from None
    position = natural(after)
    if position is None:
        raise unparsable_parameter(name)
    return position


def cursor(position: int, *, opaque: bool = False) -> str:
    """The cursor that stands for a position. Opaque ones come quoted for a URL, as HubSpot's do."""
    return quote(base64.b64encode(str(position).encode()), safe="") if opaque else str(position)


def limit(request: Request, default: int, most: int) -> int:
    """The page size asked for; refused beyond `most`."""
    size = request.integer("limit", default)
    if not 1 <= size <= most:
        raise validation(f"limit must be between 1 and {most}", context={"limit": [str(size)]})
    return size


def page(
    request: Request,
    items: Iterable[Body],
    *,
    default: int = 100,
    most: int = 100,
    total: bool = False,
    opaque: bool = False,
    both_ways: bool = False,
    show: Show | None = None,
) -> Body:
    """One page: `results`, `paging.next` while there is more, `total` when wanted.

    Pages that go both ways take `before` too and have `paging.prev` where something lies before them.
    """
    found = list(items)
    start, size = offset(request, opaque=opaque), limit(request, default, most)
    if both_ways and request.text("before"):
        end = offset(request, opaque=opaque, name="before")
        start, size = max(end - size, 0), min(size, end)
    part = found[start : start + size]
    body: Body = {"total": len(found)} if total else {}
    body["results"] = [show(one) for one in part] if show else part
    if start + size < len(found):
        after = cursor(start + size, opaque=opaque)
        body["paging"] = {"next": {"after": after, "link": link(request, after, size)}}
    if both_ways and start:
        before = cursor(start, opaque=opaque)
        link_before = f"https://api.hubapi.com{request.path}?limit={size}&before={before}"
        body.setdefault("paging", {})["prev"] = {"before": before, "link": link_before}
    return body


def link(request: Request, after: str, size: int) -> str:
    """The address of the next page: what was asked for, the page size, the cursor.

    Below `/crm` HubSpot writes the version behind the API's name, whichever way it was asked.
    """
    path = _CRM.sub(r"/crm/\2/\1", request.path)
    kept = [(name, one) for name, all_ in request.query.items() for one in all_ if name not in ("after", "limit")]
    return f"https://api.hubapi.com{path}?{urlencode([*kept, ('limit', str(size))])}&after={after}"


def chosen(
    request: Request,
    items: Iterable[Body],
    *,
    created: str = "createdAt",
    updated: str = "updatedAt",
    sorts: Collection[str] | None = None,
) -> list[Body]:
    """The items that `createdAt`, `createdAfter`, … `updatedBefore` of the query leave, in the order of its `sort`.

    `sorts` are the fields that may be sorted by, where not every one may.
    """
    found = list(items)
    for name, key in (("created", created), ("updated", updated)):
        for suffix, comparison in MOMENTS.items():
            moment = request.moment(f"{name}{suffix}")
            if moment is None:
                continue
            found = [
                one for one in found if getattr(instants.parse(str(one.get(key))) or 0, comparison)(moment) is True
            ]
    for rule in reversed(request.texts("sort")):
        name, descending = rule.lstrip("-+"), rule.startswith("-")
        if sorts is not None and name not in sorts:
            raise unparsable_parameter("sort")
        found.sort(key=lambda one: _rank(one.get(name)), reverse=descending)
    return found


def _rank(value: Any) -> tuple[int, Any]:
    """Numbers before text, nothing last."""
    if isinstance(value, (int, float)):
        return 0, value
    return (2, "") if value is None else (1, str(value).casefold())
