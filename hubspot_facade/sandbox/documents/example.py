"""Made-up data that a schema allows: every property once, enums at their first value, recursion cut short."""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object

DEPTH = 6
PAGING = frozenset({"paging", "next", "prev", "after", "offset", "nextOffset"})
"""Left out where optional, so that a client that follows pages comes to an end."""
FORMATS = {
    "date": "2026-01-01",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://www.example.com/",
    "url": "https://www.example.com/",
    "email": "someone@example.com",
    "byte": "",
    "binary": "",
}


class Maker:
    """Makes data for the schemas of one document. `moment` stands for every date-time."""

    def __init__(self, schemas: Body, moment: str, known: Body | None = None) -> None:
        """`known` are values by property name, used where they suit: the path's parameters, the body's fields."""
        self._schemas = schemas
        self._moment = moment
        self._known = known or {}

    def make(self, schema: Body, name: str = "", depth: int = 0, trail: tuple[str, ...] = ()) -> Any:
        """A value of the schema."""
        reference = schema.get("$ref")
        if reference is not None:
            target = str(reference).rsplit("/", 1)[-1]
            return self.make(self._schemas.get(target, {}), name, depth, (*trail, target))
        for one in schema.get("oneOf") or schema.get("anyOf") or ():
            if not self._recurs(one, trail):
                return self.make(one, name, depth, trail)
        if "allOf" in schema:
            return self.make(self._merged(schema), name, depth, trail)
        if "enum" in schema:
            allowed: list[Any] = schema["enum"]
            given = self._known.get(name)
            return given if given in allowed else allowed[0]
        match schema.get("type"):
            case "array":
                return self._array(schema, name, depth, trail)
            case "string":
                return self._string(schema, name)
            case "integer" | "number":
                return self._number(schema, name)
            case "boolean":
                given = self._known.get(name)
                return given if isinstance(given, bool) else False
            case _:
                return self._object(schema, depth, trail)

    def _array(self, schema: Body, name: str, depth: int, trail: tuple[str, ...]) -> list[Any]:
        items: Body = schema.get("items") or {}
        least = int(schema.get("minItems") or 0)
        if depth >= DEPTH or self._recurs(items, trail):
            return []
        return [self.make(items, name.removesuffix("s"), depth + 1, trail) for _ in range(max(1, least))]

    def _object(self, schema: Body, depth: int, trail: tuple[str, ...]) -> Body:
        required: list[str] = schema.get("required") or []
        properties: Body = schema.get("properties") or {}
        made: Body = {}
        for name, one in properties.items():
            if name not in required and (name in PAGING or depth >= DEPTH or self._recurs(one, trail)):
                continue
            if self._recurs(one, trail) and trail.count(_target(one)) > 1:
                continue
            made[name] = self.make(one, name, depth + 1, trail)
        return made

    def _string(self, schema: Body, name: str) -> str:
        format_ = str(schema.get("format") or "")
        if format_ == "date-time":
            return self._moment
        if format_ in FORMATS:
            return FORMATS[format_]
        given = self._known.get(name)
        if isinstance(given, str):
            return given
        return "1" if name in ("id", "after") or name.endswith("Id") else name or "text"

    def _number(self, schema: Body, name: str) -> int | float:
        given = self._known.get(name)
        if isinstance(given, str):
            given = natural(given)
        most = 2**31 - 1 if schema.get("format") == "int32" else 2**63 - 1
        if isinstance(given, int) and not isinstance(given, bool) and abs(given) <= most:
            return given
        least = schema.get("minimum")
        return least if isinstance(least, (int, float)) else 1

    def _merged(self, schema: Body) -> Body:
        merged: Body = {"type": "object", "properties": {}, "required": []}
        parts: list[Body] = [*schema["allOf"], {key: schema[key] for key in schema if key != "allOf"}]
        for part in parts:
            resolved: Body = self._schemas.get(_target(part), {}) if "$ref" in part else part
            if "allOf" in resolved:
                resolved = self._merged(resolved)
            merged["properties"] |= resolved.get("properties") or {}
            merged["required"] += resolved.get("required") or []
            for key in ("type", "enum", "format"):
                if key in resolved:
                    merged[key] = resolved[key]
        return merged

    def _recurs(self, schema: Any, trail: tuple[str, ...]) -> bool:
        """Whether the schema leads straight back to one that is being made."""
        if not is_object(schema):
            return False
        if "$ref" in schema:
            target = _target(schema)
            return target in trail or self._leads_back(target, trail)
        return schema.get("type") == "array" and self._recurs(schema.get("items"), trail)

    def _leads_back(self, target: str, trail: tuple[str, ...]) -> bool:
        """Whether a union has nothing but members that are being made."""
        schema: Body = self._schemas.get(target, {})
        members: list[Body] = schema.get("oneOf") or []
        return bool(members) and all(_target(one) in trail for one in members)


def _target(schema: Body) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]
