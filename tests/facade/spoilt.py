"""Proper answers, and what is odd about them: one part at a time, at any depth, is something else."""

from __future__ import annotations

import datetime
import json
import types
import typing
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from hubspot_openapi.runtime import ModelType, Operation, _answer, _fields_of

JSON = Any
ABSENT = object()
# What stands in the place of a part; in the place of a list also what it holds.
ODD: list[Any] = [ABSENT, None, 5, "x", [], {}, [5], [None], [{}], [{"id": None}], True, 10**400, {"a": {"b": 1}}]
_SINGLE: dict[Any, Any] = {
    str: "5",
    int: 5,
    float: 5.0,
    bool: True,
    datetime.datetime: "2026-03-04T05:06:07.089Z",
    datetime.date: "2026-03-04",
}
_DEPTH = 5


def paths(node: JSON, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every part of an answer, the whole first; of a list's items the first alone."""
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, (*path, key))
    elif isinstance(node, list) and node:
        yield from paths(node[0], (*path, 0))


def put(node: JSON, path: tuple[Any, ...], value: Any) -> JSON:
    """The answer with another value there; only what leads to it is made anew."""
    if not path:
        return value
    key, *rest = path
    made = dict(node) if isinstance(node, dict) else list(node)
    if not rest and value is ABSENT:
        del made[key]
    else:
        made[key] = put(node[key], tuple(rest), value)
    return made


Oddity = tuple[str, Callable[[], tuple[bytes, str]]]  # what is odd, and what makes the bytes and their content type


def spoilt(answer: JSON) -> Iterator[Oddity]:
    """What comes in an answer's place."""
    for path in paths(answer):
        for odd in ODD:
            if odd is not ABSENT or path:
                said = "absent" if odd is ABSENT else json.dumps(odd)[:20]
                yield f"{'.'.join(map(str, path)) or 'all'} is {said}", partial(_with, answer, path, odd)
    yield "HTML", lambda: (b"<html>no</html>", "text/html")
    yield "nothing", lambda: (b"", "")
    yield "bytes", lambda: (b"\xff\xfe\x00", "application/octet-stream")
    yield "cut", lambda: (json.dumps(answer).encode()[:-1], "application/json")
    yield "5,000 digits", lambda: (b'{"results": [' + b"9" * 5000 + b"]}", "application/json")


def _with(answer: JSON, path: tuple[Any, ...], odd: Any) -> tuple[bytes, str]:
    return json.dumps(put(answer, path, odd)).encode(), "application/json"


def example(operation: Operation) -> tuple[int, JSON]:
    """A proper answer to a call, every field of its model in it, and its status."""
    for status, text in operation.answers:
        if text != "None":
            return status, _value(_answer(operation, status), 0)
    return 204, None


def _value(hint: Any, depth: int) -> JSON:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _value(next(each for each in args if each is not types.NoneType), depth)
    if isinstance(hint, ModelType):
        if depth > _DEPTH:
            return {}
        hints = typing.get_type_hints(hint)
        return {field.name: _value(hints[field.attribute], depth + 1) for field in _fields_of(hint)}
    if origin is list:
        return [_value(args[0], depth + 1)]
    if origin is dict:
        return {"5": _value(args[1], depth + 1)}
    return args[0] if origin is typing.Literal else _SINGLE.get(hint, "5")
