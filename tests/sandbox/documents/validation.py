"""A small validator: where a value is not what a schema allows."""

from datetime import datetime


def faults(value, schema, schemas, at="$"):
    """Where a value is not what its schema allows."""
    if "$ref" in schema:
        return faults(value, schemas.get(schema["$ref"].rsplit("/", 1)[-1], {}), schemas, at)
    for choice in ("oneOf", "anyOf"):
        if schema.get(choice):
            return [] if any(not faults(value, one, schemas, at) for one in schema[choice]) else [f"{at}: no member"]
    found = [fault for one in schema.get("allOf", ()) for fault in faults(value, one, schemas, at)]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is none of the enum")
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    kind = schema.get("type")
    if kind in kinds and not isinstance(value, kinds[kind]):
        return [*found, f"{at}: {value!r} is no {kind}"]
    if isinstance(value, dict):
        found += [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, one in schema.get("properties", {}).items():
            if name in value:
                found += faults(value[name], one, schemas, f"{at}.{name}")
    if isinstance(value, list):
        for one in value:
            found += faults(one, schema.get("items", {}), schemas, f"{at}[]")
    if schema.get("format") == "date-time":
        datetime.fromisoformat(value)
    return found
