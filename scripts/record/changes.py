"""Changes to a payload that make HubSpot refuse it. Rules propose them; HubSpot's answers decide which apply.

`missing` points a field at what does not exist, `invalid` gives a field an impossible value, `partial` adds to a
list of inputs one that fails.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

At = tuple[str | int, ...]
NOBODY = "nobody@example.com"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_TYPE = re.compile(r"type|category|association|format|version|language|status|event$", re.IGNORECASE)
_REFERENCE = re.compile(r"id$|ids$|vid$|email|name$|token|guid|key$|task|record|contact|user", re.IGNORECASE)
NO_PROPERTY = "no_such_property"
BEYOND = 1_000_000  # more than any page holds


@dataclass(frozen=True)
class Change:
    """A value to put in place of what a payload has at a path; at a list's end it is added."""

    at: At
    value: Any

    def of(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The changed payload; the given one is not modified."""
        changed = copy.deepcopy(payload)
        inner: Any = changed
        for step in self.at[:-1]:
            inner = inner[step]
        last = self.at[-1]
        if isinstance(inner, list) and last == len(inner):
            inner.append(self.value)
        else:
            inner[last] = self.value
        return changed


def leaves(value: Any, at: At = ()) -> Iterator[tuple[At, str | int]]:
    """Every text and number with its path."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*at, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*at, place))
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield at, value


def _name(at: At) -> str:
    return next((step for step in reversed(at) if isinstance(step, str)), "")


def absent(value: str | int) -> str | int:
    """A value of the same form that identifies nothing."""
    if isinstance(value, int):
        return 987654321012
    if value.isdigit():
        return "987654321012"
    if _UUID.match(value):
        return "98765432-1012-4000-8000-987654321012"
    return NOBODY if "@" in value else "no-such-thing"


def missing(payload: dict[str, Any], segments: frozenset[str]) -> Iterator[Change]:
    """Every reference pointed at nothing: first those in the path of the request, then those with the name of one."""
    found = [(at, value) for at, value in leaves(payload) if not _TYPE.search(_name(at))]
    in_path = [each for each in found if str(each[1]) in segments]
    named = [each for each in found if each not in in_path and _REFERENCE.search(_name(each[0]))]
    for at, value in (*reversed(in_path), *named):
        yield Change(at, absent(value))


def invalid(payload: dict[str, Any], fields: dict[str, tuple[str, bool]]) -> Iterator[Change]:
    """Properties that do not exist, impossible values, and pages that are too large."""
    yield from _unknown_properties(payload, ())
    for at, value in leaves(payload):
        yield Change(at, "not a number" if isinstance(value, int) or value.isdigit() else "NO_SUCH_VALUE")
    for at, value in leaves(payload):
        yield Change(at, -1 if isinstance(value, int) else "")
    for name, value in (("page_size", BEYOND), ("limit", BEYOND), ("after", "no-such-cursor"), ("offset", -1)):
        if name in fields:
            yield Change((name,), value)


def _unknown_properties(value: Any, at: At) -> Iterator[Change]:
    if isinstance(value, list):
        pairs = [one for one in value if isinstance(one, dict) and "value" in one and len(one) == 2]
        if pairs and len(pairs) == len(value):
            label = next(key for key in pairs[0] if key != "value")
            yield Change((*at, len(value)), {label: NO_PROPERTY, "value": "x"})
        for place, one in enumerate(value):
            yield from _unknown_properties(one, (*at, place))
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, dict) and "propert" in key.lower():
                yield Change((*at, key, NO_PROPERTY), "x")
            yield from _unknown_properties(one, (*at, key))


def partial(payload: dict[str, Any]) -> Iterator[Change]:
    """One more input in each list: a copy of its first one whose references point at nothing."""
    for at, values in _lists(payload, ()):
        first = values[0]
        place: At = (*at, len(values))
        if isinstance(first, str | int) and not isinstance(first, bool):
            yield Change(place, absent(first))
        elif isinstance(first, dict):
            for inner, value in leaves(first):
                if not _TYPE.search(_name(inner)):
                    yield Change(place, Change(inner, absent(value)).of(first))


def _lists(value: Any, at: At) -> Iterator[tuple[At, list[Any]]]:
    if isinstance(value, list):
        if value:
            yield at, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _lists(one, (*at, key))
