"""Shapes of JSON data: names of keys and types of values, and how data is held against them.

A shape is written as data: an object has a shape for each key (a name that ends with `?` may be absent), a list has the
shape of its elements, and anything else is the name of its JSON type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object", list: "list"}


def differences(shape: Any, data: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """Where the data has another shape, and what is there: missing keys, other types, lists without an element.

    Further keys are no difference, nor is null in a value's place, nor a whole number where any number may be.
    """
    if isinstance(shape, dict):
        if not isinstance(data, dict):
            yield path, _type(data)
            return
        for key, inner in shape.items():
            name = key.removesuffix("?")
            if name in data:
                yield from differences(inner, data[name], f"{path}.{name}")
            elif name == key:
                yield f"{path}.{name}", "missing"
    elif isinstance(shape, list):
        if not isinstance(data, list):
            yield path, _type(data)
            return
        if shape and not data:
            yield path, "empty"
        for each in data if shape else ():
            yield from differences(shape[0], each, f"{path}[]")
    elif data is not None and _type(data) != shape and (shape, _type(data)) != ("number", "integer"):
        yield path, _type(data)


def _type(data: Any) -> str:
    return "null" if data is None else _TYPES[type(data)]
