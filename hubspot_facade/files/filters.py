"""Filters and sorts of a file search: from those of a CRM search to HubSpot's query parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import entries_of, entry_of, require
from hubspot_facade.wire.dates import moment_of
from hubspot_facade.wire.ids import quoted, text_of

_TIMES = ("created_at", "updated_at", "expires_at")
_SIZES = ("height", "size", "width")
_PLAIN = ("encoding", "extension", "name", "path", "type", "is_usable_in_content", "allows_anonymous_access")
_FILTER = ("propertyName", "operator", "value")
_SUFFIX = {"EQ": "", "GTE": "_gte", "LTE": "_lte"}
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def sort_of(sorts: object, field: str = "sort") -> list[str] | None:
    """What to sort by as HubSpot's files have it, "-size", from that or from a search's `{"propertyName": …}`."""
    if sorts is None:
        return None
    given: Any = sorts.split(",") if isinstance(sorts, str) else [sorts] if isinstance(sorts, Mapping) else sorts
    return [_sort(each, f"{field}[{index}]") for index, each in entries_of(given, field)]


def _sort(given: object, field: str) -> str:
    if not isinstance(given, Mapping):
        return text_of(given, field)
    entry = entry_of(cast("Mapping[str, Any]", given), ("propertyName", "direction"), field)
    require(entry, ("propertyName",), field)
    direction = entry.get("direction", "ASCENDING")
    if direction not in ("ASCENDING", "DESCENDING"):
        raise InputError(f"{field}.direction", f"expected ASCENDING or DESCENDING, not {quoted(direction)}")
    return f"{'-' if direction == 'DESCENDING' else ''}{text_of(entry['propertyName'], f'{field}.propertyName')}"


def query_of(filter_groups: Sequence[Mapping[str, Any]], field: str = "filter_groups") -> dict[str, Any]:
    """The query parameters for one group of EQ, GTE and LTE filters; InputError for what they cannot express."""
    if len(filter_groups) > 1:
        raise InputError(field, "files are searched by one group of filters")
    query: dict[str, Any] = {}
    group = entry_of(filter_groups[0], ("filters",), f"{field}[0]") if filter_groups else {}
    filters: object = group.get("filters", ())
    if not isinstance(filters, list | tuple):
        raise InputError(f"{field}[0].filters", f"expected a list, not {type(filters).__name__}")
    for index, each in enumerate(cast("Sequence[object]", filters)):
        where = f"{field}[0].filters[{index}]"
        entry = entry_of(each, _FILTER, where)
        for key in ("propertyName", "operator"):
            if not isinstance(entry.get(key, ""), str):
                raise InputError(f"{where}.{key}", f"expected text, not {type(entry[key]).__name__}")
        name = _WORD.sub("_", entry.get("propertyName", "")).lower()
        suffix = _SUFFIX.get(entry.get("operator", ""))
        if suffix is None or (suffix and name not in (*_TIMES, *_SIZES)):
            raise InputError(f"{where}.operator", "files can be searched by EQ, times and sizes by GTE and LTE too")
        if name not in (*_TIMES, *_SIZES, *_PLAIN):
            raise InputError(f"{where}.propertyName", f"files cannot be searched by {name or 'nothing'}")
        value: Any = entry.get("value")
        if name in _TIMES:
            value = moment_of(value, f"{where}.value")
        query["type_" if name == "type" else f"{name}{suffix}"] = value
    return query
