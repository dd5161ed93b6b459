"""Pages of objects as content v2 and the file manager have them: filters in the query, order, `limit` and `offset`."""

from collections.abc import Callable, Iterable
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.numerals import whole

from .naming import camel, snake

MOST = 1000
"""Objects of one page; HubSpot names no limit."""
ORDERS = ("order_by", "order", "orderBy")
Test = Callable[[Any, list[Any]], bool]


def _between(value: Any, wanted: list[Any]) -> bool:
    return len(wanted) == 2 and bool(wanted[0] <= value <= wanted[1])


TESTS: dict[str, Test] = {
    "": lambda value, wanted: value == wanted[0],
    "exact": lambda value, wanted: value == wanted[0],
    "eq": lambda value, wanted: value == wanted[0],
    "ne": lambda value, wanted: value != wanted[0],
    "in": lambda value, wanted: value in wanted,
    "nin": lambda value, wanted: value not in wanted,
    "not_in": lambda value, wanted: value not in wanted,
    "gt": lambda value, wanted: bool(value > wanted[0]),
    "gte": lambda value, wanted: bool(value >= wanted[0]),
    "lt": lambda value, wanted: bool(value < wanted[0]),
    "lte": lambda value, wanted: bool(value <= wanted[0]),
    "range": _between,
    "contains": lambda value, wanted: str(wanted[0]) in str(value),
    "icontains": lambda value, wanted: str(wanted[0]).casefold() in str(value).casefold(),
    "startswith": lambda value, wanted: str(value).startswith(str(wanted[0])),
}
"""What a filter asks of a value, by what follows the field's name in `name__icontains`."""


def listing(request: Request, objects: Iterable[Body], *, default: int = 20) -> Body:
    """The page of the objects that the query asks for, which are filtered and ordered by the fields that they show."""
    found = _ordered(request, _filtered(request, list(objects)))
    limit = max(0, min(MOST, request.integer("limit", default)))
    offset = max(0, request.integer("offset", 0))
    return {
        "limit": limit,
        "objects": [chosen(request, one) for one in found[offset : offset + limit]],
        "offset": offset,
        "total": len(found),
        "total_count": len(found),
    }


def chosen(request: Request, body: Body) -> Body:
    """An object with the fields that `property` names, in either spelling; all of them when it names none."""
    wanted = {snake(name) for name in request.texts("property")}
    return {name: one for name, one in body.items() if snake(name) in wanted} if wanted else body


def asks_for_deleted(request: Request) -> bool:
    """Whether the query filters by the time of deletion: only then are deleted objects among those listed."""
    return any(snake(name).startswith("deleted_at") for name in request.query)


def _filtered(request: Request, objects: list[Body]) -> list[Body]:
    for parameter in request.query:
        name, _, operator = parameter.partition("__")
        test = TESTS.get(operator)
        field = _field(objects, name)
        given = request.texts(parameter) if operator in ("in", "nin", "not_in", "range") else request.query[parameter]
        if test is not None and field is not None and given:
            objects = [one for one in objects if _passes(test, one.get(field), given)]
    return objects


def _field(objects: list[Body], name: str) -> str | None:
    """The objects' field that a parameter names, in either spelling; None when no object has it."""
    spellings = (name, snake(name), camel(name))
    return next((one for one in spellings if any(one in each for each in objects)), None)


def _passes(test: Test, value: Any, given: list[str]) -> bool:
    if isinstance(value, bool):
        return test(str(value).lower(), [one.lower() for one in given])
    if isinstance(value, int):
        wanted = [number for one in given if (number := whole(one)) is not None]
        return bool(wanted) and test(value, wanted)
    return test("" if value is None else str(value), list(given))


def _ordered(request: Request, objects: list[Body]) -> list[Body]:
    rule = next((one for name in ORDERS if (one := request.text(name))), "")
    field = _field(objects, rule.lstrip("-"))
    if field is None:
        return objects
    return sorted(objects, key=lambda one: _rank(one.get(field)), reverse=rule.startswith("-"))


def _rank(value: Any) -> tuple[int, Any]:
    """Nothing before numbers before text."""
    if isinstance(value, (int, float)):
        return 1, value
    return (0, "") if value is None else (2, str(value).casefold())
