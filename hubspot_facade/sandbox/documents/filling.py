"""Data filled out as a schema wants it: made from nothing, completed, or made to fit."""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .scalars import Neutral, converted
from .schemas import DEPTH, Schemas, members, resolved, shape, target

SHALLOW = 6
"""How deep optional fields are made up."""
PAGING = frozenset({"paging", "next", "prev", "after", "offset", "nextOffset"})
"""Left out where optional, so that a client that follows pages comes to an end."""
NEUTRAL = Neutral()


class Filler:
    """Fills out data for the schemas of one document; `values` says what is put where there is nothing."""

    def __init__(self, schemas: Schemas, values: Neutral = NEUTRAL) -> None:
        self._schemas = schemas
        self._values = values

    # -- data that is there ----------------------------------------------------------------------------------

    def complete(self, value: Any, schema: Body, depth: int = 0) -> Any:
        """The value with every required field that it lacks; what is there stays as it is."""
        schema = resolved(schema, self._schemas)
        if depth > DEPTH or members(schema):
            return value
        if is_object(value):
            return self._fields(value, schema, depth, strict=False)
        items: Any = schema.get("items")
        if is_list(value) and is_object(items):
            return [self.complete(one, items, depth + 1) for one in value]
        return value

    def fit(self, value: Any, schema: Body, depth: int = 0) -> Any:
        """The value as the schema has it: unknown fields dropped, scalars converted, required fields filled in."""
        if depth > DEPTH or not schema:
            return value
        chosen = shape(schema, self._schemas, value)
        if value is None:
            return None if chosen.get("nullable") or schema.get("nullable") else self.make(chosen)
        if "enum" in chosen:
            return value if value in chosen["enum"] else chosen["enum"][0]
        match chosen.get("type"):
            case "array":
                items: Body = chosen.get("items") or {}
                return [self.fit(one, items, depth + 1) for one in value] if is_list(value) else []
            case "string" | "integer" | "number" | "boolean":
                return converted(value, chosen)
            case _:
                if is_object(value):
                    return self._fields(value, chosen, depth, strict=True)
                # an object of which nothing more is said may be anything
                return self.make(chosen) if chosen.keys() & {"properties", "additionalProperties"} else value

    def _fields(self, value: Body, schema: Body, depth: int, *, strict: bool) -> Body:
        walk = self.fit if strict else self.complete
        required: list[str] = schema.get("required") or []
        properties: Body = schema.get("properties") or {}
        further: Any = schema.get("additionalProperties")
        open_ = not strict or (further is not False and ("additionalProperties" in schema or not properties))
        made: Body = {}
        for name, one in value.items():
            if strict and one is None and name in properties and name not in required:
                # an optional field that is null is left out, as HubSpot leaves it out
                continue
            known: Any = properties.get(name, further)
            if is_object(known):
                made[name] = walk(one, known, depth + 1)
            elif open_:
                made[name] = one
        for name in required:
            if strict and name not in made:
                made[name] = self.fit(None, properties.get(name) or {}, depth + 1)
            elif not strict and made.get(name) is None:
                known = resolved(properties.get(name) or {}, self._schemas)
                if name not in made or not known.get("nullable"):
                    made[name] = self.make(known)
        return made

    # -- data from nothing -----------------------------------------------------------------------------------

    def make(self, schema: Body, name: str = "", depth: int = 0, trail: tuple[str, ...] = ()) -> Any:
        """A value of the schema; recursion is cut short. `name` is the field's, `trail` what is being made."""
        if "$ref" in schema:
            return self.make(self._schemas.get(target(schema), {}), name, depth, (*trail, target(schema)))
        schema = resolved(schema, self._schemas)
        if "enum" in schema:
            return self._values.choice(schema["enum"], name)
        member = next((one for one in members(schema) if not self._recurs(one, trail)), None)
        if member is not None:
            return self.make(member, name, depth, trail)
        match schema.get("type"):
            case "array":
                return self._array(schema, name, depth, trail)
            case "string":
                return self._values.text(schema, name)
            case "integer" | "number":
                return self._values.number(schema, name)
            case "boolean":
                return self._values.flag(name)
            case _:
                return self._object(schema, depth, trail)

    def _array(self, schema: Body, name: str, depth: int, trail: tuple[str, ...]) -> list[Any]:
        items: Body = schema.get("items") or {}
        if not self._values.optional or depth >= SHALLOW or self._recurs(items, trail):
            return []
        least = int(schema.get("minItems") or 0)
        return [self.make(items, name.removesuffix("s"), depth + 1, trail) for _ in range(max(1, least))]

    def _object(self, schema: Body, depth: int, trail: tuple[str, ...]) -> Body:
        required: list[str] = schema.get("required") or []
        properties: Body = schema.get("properties") or {}
        made: Body = {}
        for name, one in properties.items():
            recurs = self._recurs(one, trail)
            if name not in required and (not self._values.optional or name in PAGING or depth >= SHALLOW or recurs):
                continue
            if recurs and trail.count(target(one)) > 1:
                continue
            made[name] = self.make(one, name, depth + 1, trail)
        return made

    def _recurs(self, schema: Any, trail: tuple[str, ...]) -> bool:
        """Whether the schema leads straight back to one that is being made."""
        if not is_object(schema):
            return False
        if "$ref" in schema:
            return target(schema) in trail or self._leads_back(target(schema), trail)
        return schema.get("type") == "array" and self._recurs(schema.get("items"), trail)

    def _leads_back(self, name: str, trail: tuple[str, ...]) -> bool:
        """Whether a union has nothing but members that are being made."""
        union: list[Body] = self._schemas.get(name, {}).get("oneOf") or []
        return bool(union) and all(target(one) in trail for one in union)
