"""Requests held against the documents: what must be there and of which type it must be.

Lenient as HubSpot is: numbers may be text and text numbers, unknown parameters and fields are passed over, null counts
as absent, and what the documents require beyond HubSpot (`leniency`) may be missing.
"""

from typing import Any

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .index import Place
from .leniency import required
from .schemas import DEPTH, Schemas, resolved, shape

WORDS = frozenset({"true", "false"})


def check(place: Place, request: Request) -> None:
    """Refuses, with 400, a request that the operation's document does not allow."""
    for parameter in place.parameters():
        _check_parameter(parameter, request)
    schema = place.asked()
    if schema is None:
        return
    if not request.content.strip():
        if place.request_body().get("required"):
            _Body(place, request).check({} if _is_object(place, schema) else [], schema)
        return
    _Body(place, request).check(request.json(), schema)


def _is_object(place: Place, schema: Body) -> bool:
    return shape(schema, place.schemas(), {}).get("type") != "array"


def _check_parameter(parameter: Body, request: Request) -> None:
    name, kind = str(parameter["name"]), str(parameter["in"])
    schema: Body = parameter.get("schema") or {}
    if kind == "path":
        values = [request.params[name]] if name in request.params else []
    elif kind == "query":
        values = [one for one in request.query.get(name, []) if one]
        if not values and parameter.get("required") and f"{name}[]" not in request.query:
            raise Refusal(400, "validation error", errors=[f"query param {name} may not be null"])
    else:
        return
    allowed = schema.get("enum")
    for value in values:
        if not _parses(value, schema) or (allowed is not None and not _is_among(value, allowed)):
            raise errors.unparsable_parameter(name, kind=kind)


def _parses(text: str, schema: Body) -> bool:
    match schema.get("type"):
        case "integer":
            return _is_number(text, whole=True)
        case "number":
            return _is_number(text)
        case "boolean":
            return text.lower() in WORDS
        case _:
            return True


def _is_number(value: Any, *, whole: bool = False) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, str) and ("_" in value or not value.isascii()):
        return False
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return abs(number) < 2**63 and (not whole or number.is_integer())


def _is_among(value: Any, allowed: list[Any]) -> bool:
    return str(value).casefold() in {str(one).casefold() for one in allowed}


class _Body:
    """The check of one body: the first field that is wrong is refused, missing fields of an object all at once."""

    def __init__(self, place: Place, request: Request) -> None:
        self._method = place.method
        self._schemas: Schemas = place.schemas()
        self._content = request.content

    def check(self, value: Any, schema: Body, at: str = "", depth: int = 0) -> None:
        if depth > DEPTH or value is None:
            return
        union = resolved(schema, self._schemas)
        schema = shape(schema, self._schemas, value)
        if "enum" in schema:
            if not _is_among(value, schema["enum"]):
                raise self._refused(f"Enum type must be one of: [{', '.join(map(str, schema['enum']))}]", at)
            return
        kind = str(schema.get("type") or "")
        if not self._is_kind(value, kind, structured="properties" in schema or "additionalProperties" in schema):
            raise self._refused(f"Cannot deserialize value of type {kind}", at)
        if is_object(value):
            self._check_object(value, schema, self._required(value, schema, union), at, depth)
        elif is_list(value):
            items: Body = schema.get("items") or {}
            for position, one in enumerate(value):
                self.check(one, items, f"{at}[{position}]", depth + 1)

    def _check_object(self, value: Body, schema: Body, wanted: list[str], at: str, depth: int) -> None:
        # what is made along with a thing gets its id from HubSpot
        made = "[" in at and not at.startswith("inputs[")
        absent = [name for name in wanted if value.get(name) is None and not (made and name == "id")]
        if absent:
            raise errors.missing_fields([f"{at}.{name}" if at else name for name in absent], body=self._content)
        properties: Body = schema.get("properties") or {}
        further = schema.get("additionalProperties")
        for name, one in value.items():
            known: Any = properties.get(name, further)
            if is_object(known):
                self.check(one, known, f"{at}.{name}" if at else name, depth + 1)

    def _required(self, value: Body, schema: Body, union: Body) -> list[str]:
        """What must be there; of a union whose member no enum decides, what all members require."""
        wanted = required(self._method, schema, self._schemas)
        listed: list[Body] = union.get("oneOf") or union.get("anyOf") or []
        members = [shape(one, self._schemas, value) for one in listed]
        if len(members) < 2 or sum(self._tells(value, one) for one in members) == 1:
            return wanted
        return [name for name in wanted if all(name in required(self._method, one, self._schemas) for one in members)]

    def _tells(self, value: Body, member: Body) -> bool:
        decided = False
        properties: Body = member.get("properties") or {}
        for name, one in properties.items():
            allowed = resolved(one, self._schemas).get("enum")
            if allowed and name in value:
                if not _is_among(value[name], allowed):
                    return False
                decided = True
        return decided

    @staticmethod
    def _is_kind(value: Any, kind: str, *, structured: bool) -> bool:
        match kind:
            case "object":
                return is_object(value) or not structured
            case "array":
                return is_list(value)
            case "string":
                return not is_object(value) and not is_list(value)
            case "integer":
                return _is_number(value, whole=True) or (isinstance(value, str) and "T" in value)
            case "number":
                return _is_number(value)
            case "boolean":
                return isinstance(value, bool) or str(value).lower() in WORDS
            case _:
                return True

    def _refused(self, problem: str, at: str) -> Refusal:
        column = max(1, len(self._content))
        context = {"propertyName": [at]} if at else None
        named = f" (field: {at})" if at else ""
        return errors.validation(f"Invalid input JSON on line 1, column {column}: {problem}{named}", context=context)
