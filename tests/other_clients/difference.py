"""How two requests for the same thing differ, each difference a line of its own.

What does not count: the order of names in a query, and the spelling of a moment (`2024-01-01T00:00:00Z`, `….000Z`,
`…+00:00`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from typing import Any

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
NOTHING: Any = object()


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    """Lines such as `query limit: ours 100, theirs nothing`; none when the requests are the same."""
    if ours["method"] != theirs["method"]:
        yield f"method: ours {ours['method']}, theirs {theirs['method']}"
    yield from _paths(ours["path"], theirs["path"])
    mine, other = _by_name(ours["query"]), _by_name(theirs["query"])
    for name in sorted(mine.keys() | other.keys()):
        yield from _values(f"query {name}", mine.get(name, NOTHING), other.get(name, NOTHING))
    (kind, mine), (kind_of_theirs, other) = _body(ours["body"]), _body(theirs["body"])
    if kind != kind_of_theirs:
        yield f"body: ours {kind}, theirs {kind_of_theirs}"
    yield from _values("body", mine, other)


def _paths(ours: str, theirs: str) -> Iterator[str]:
    if ours == theirs:
        return
    mine, other = ours.split("/"), theirs.split("/")
    if len(mine) == len(other):
        pairs = [(a, b) for a, b in zip(mine, other, strict=True) if a != b]
        yield f"path: ours {'/'.join(a for a, _ in pairs)}, theirs {'/'.join(b for _, b in pairs)}"
    elif theirs == f"{ours}/":
        yield "path: theirs ends with a slash"
    else:
        yield f"path: ours {ours}, theirs {theirs}"


def _body(body: Any) -> tuple[str, Any]:
    match body:
        case None:
            return "nothing", NOTHING
        case {"form": pairs}:
            return "a form", dict(pairs)
        case {"multipart": parts}:
            return "parts", parts
        case _:
            return "JSON", body


def _by_name(query: list[list[str]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for name, value in query:
        found[name].append(value)
    return found


def _values(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            yield from _values(f"{place}.{name}", ours.get(name, NOTHING), theirs.get(name, NOTHING))
    elif isinstance(ours, list) and isinstance(theirs, list):
        if place.startswith("query ") and len(ours) != len(theirs):
            several = theirs == [",".join(ours)]
            yield f"{place}: ours repeated, theirs with commas" if several else f"{place}: ours {ours}, theirs {theirs}"
            return
        for mine, other in zip_longest(ours, theirs, fillvalue=NOTHING):
            yield from _values(f"{place}[]" if place.startswith("body") else place, mine, other)
    elif NOTHING in (ours, theirs) and place == "body":
        return  # told already
    elif not _same(ours, theirs):
        yield f"{place}: ours {_told(ours)}, theirs {_told(theirs)}"


def _same(ours: Any, theirs: Any) -> bool:
    if type(ours) is str and type(theirs) is str and MOMENT.fullmatch(ours) and MOMENT.fullmatch(theirs):
        return datetime.fromisoformat(ours) == datetime.fromisoformat(theirs)
    return type(ours) is type(theirs) and bool(ours == theirs)


def _told(value: Any) -> str:
    return "nothing" if value is NOTHING else json.dumps(value, ensure_ascii=False)
