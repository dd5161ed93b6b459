"""What a search of files may ask for, in the query as HubSpot has it or in a body as it searches records."""

import operator
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.messages import Request, strings
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed
from hubspot_facade.sandbox.state.instants import parse

TIMES = ("createdAt", "updatedAt", "expiresAt")
SIZES = ("size", "height", "width")
TEXTS = ("extension", "type", "encoding", "fileMd5", "access")
PLAIN = (*TEXTS, "name", "path", "ids", "parentFolderIds", "isUsableInContent")
BOUNDS = {"Gte": operator.ge, "Lte": operator.le}
_SUFFIX = {"EQ": "", "IN": "", "GTE": "Gte", "LTE": "Lte"}


def fitting(request: Request, found: list[Body]) -> list[Body]:
    """The files that texts, times and sizes of the query leave."""
    for name in TEXTS:
        wanted = request.texts(name)
        if wanted:
            found = [one for one in found if one.get(name) in wanted]
    if request.text("isUsableInContent") is not None:
        found = [one for one in found if one.get("isUsableInContent") is request.flag("isUsableInContent")]
    for name in (*TIMES, *SIZES):
        for suffix, holds in BOUNDS.items():
            bound = request.moment(f"{name}{suffix}")
            if bound is not None:
                values = ((one, parse(str(one.get(name)))) for one in found)
                found = [one for one, value in values if value is not None and holds(value, bound)]
    for name in SIZES:
        exact = request.moment(name)  # sizes read as times in milliseconds do
        if exact is not None:
            found = [one for one in found if one.get(name) == exact]
    return found


def query_of(body: Body) -> dict[str, list[str]]:
    """A body as the query that says the same: its fields, one group of filters, sorts."""
    query = {name: _texts(one) for name, one in body.items() if name not in ("filterGroups", "sorts")}
    groups = listed(body.get("filterGroups"))
    if len(groups) > 1:
        raise validation("Files can be searched by one filter group only")
    for group in groups:
        for one in listed(group.get("filters")) if is_object(group) else []:
            query |= _filter(one if is_object(one) else {})
    sorts = [_sort(one) for one in listed(body.get("sorts"))]
    return query | ({"sort": sorts} if sorts else {})


def _filter(one: Body) -> dict[str, list[str]]:
    name, wanted = str(one.get("propertyName")), str(one.get("operator"))
    suffix = _SUFFIX.get(wanted)
    if suffix is None or (suffix and name not in (*TIMES, *SIZES)):
        raise validation(f"Files cannot be searched by operator {wanted} of {name}", context={"operator": [wanted]})
    if name not in (*TIMES, *SIZES, *PLAIN):
        raise validation(f"Files cannot be searched by {name}", context={"propertyName": [name]})
    return {f"{name}{suffix}": _texts(one["values"] if wanted == "IN" and "values" in one else one.get("value"))}


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    return strings(value) if is_list(value) else [str(value)] if value is not None else []


def _sort(one: Any) -> str:
    if not is_object(one):
        return str(one)
    down = str(one.get("direction")).upper().startswith("DESC")
    return f"{'-' if down else ''}{one.get('propertyName')}"
