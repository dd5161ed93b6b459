"""Refusals of a body whose JSON is sound but of another type than expected, in the words of HubSpot's parser.

They name the Java type that was wanted and the line and column where the other one begins, and carry no category.
"""

import json
from typing import Any

from .errors import Refusal
from .shapes import is_list, is_object

STRING = "java.lang.String"
MAP = "java.util.LinkedHashMap<java.lang.String,java.lang.String>"
LIST = "java.util.ArrayList<java.lang.Object>"
OBJECT = "java.util.LinkedHashMap<java.lang.String,java.lang.Object>"
BATCH_INPUT = "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json"

Path = tuple[str | int, ...]
_DECODER = json.JSONDecoder()


def wrong_type(content: bytes, path: Path, java: str, value: Any) -> Refusal:
    """400: the value at a path of the body is not of the Java type wanted there."""
    line, column = place(content.decode(errors="replace"), path)
    kind = "Array" if is_list(value) else "Object" if is_object(value) else None
    if kind is not None:
        problem = (
            f"Cannot deserialize value of type `{java}` from {kind} value (token `JsonToken.START_{kind.upper()}`)"
        )
    else:
        argument, described = _scalar(value)
        problem = (
            f"Cannot construct instance of `{java.partition('<')[0]}` (although at least one Creator exists): no"
            f" {argument}-argument constructor/factory method to deserialize from {described}"
        )
    return Refusal(400, f"Invalid input JSON on line {line}, column {column}: {problem}")


def _scalar(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean/Boolean", f"boolean value ({json.dumps(value)})"
    if isinstance(value, int):
        return "int/Int", f"Number value ({value})"
    if isinstance(value, float):
        return "double/Double", f"Number value ({value})"
    return "String", f"String value ('{value}')"


def place(text: str, path: Path) -> tuple[int, int]:
    """Line and column, from 1 on, where the value at a path begins; of the body itself when there is no such value."""
    try:
        index = _walk(text, path)
    except (ValueError, IndexError):
        index = 0
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _walk(text: str, path: Path) -> int:
    index = _space(text, 0)
    for step in path:
        position = 0
        index = _space(text, index + 1)
        while True:
            name: Any = position
            if isinstance(step, str):
                name, index = _DECODER.raw_decode(text, index)
                index = _space(text, _space(text, index) + 1)
            if name == step:
                break
            _, index = _DECODER.raw_decode(text, index)
            index = _space(text, index)
            if text[index] != ",":
                raise IndexError(step)
            index = _space(text, index + 1)
            position += 1
    return index


def _space(text: str, index: int) -> int:
    while text[index : index + 1] in (" ", "\t", "\n", "\r"):
        index += 1
    return index
