"""Which calls only read, and which may be repeated if it is unknown whether HubSpot has processed them.

GET, HEAD, PUT and DELETE are idempotent by definition, PATCH because HubSpot's sets values (an appending ``;c`` on a
multiple choice leaves the same choice). A POST is repeatable only if its path ends as one of those here, which apply
in every edition and to raw requests too.

A request that finds a record by a property and changes that property is not repeatable: the second time the record
has the new value, so that it is not found, or another one is created.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import unquote

from hubspot_facade.late import late_pattern

READING_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
REPEATABLE_METHODS = READING_METHODS | {"PUT", "DELETE", "PATCH"}

# end of a POST's path → why repeating it does no harm
REPEATABLE_POSTS = {
    r"/search": "reads",
    r"/read": "reads",
    r"/token/introspect": "reads",
    r"/lists/[^/]+/idmapping": "reads",
    r"/batch/update": "sets the same values",
    r"/batch/upsert": "finds what the first one made",
    r"/events/upsert": "finds what the first one made",
    r"/batch/archive": "archiving what is archived answers 204",
    r"/batch/delete": "deleting what is deleted answers 204",
    r"/gdpr-delete": "deleting what is deleted answers 204",
    r"/token/revoke": "revoking what is revoked answers 200",
    r"/associations/.+/batch/create": "an association exists once per type",
    r"/associations/.+/batch/associate/default": "an association exists once per type",
    r"/associations/.+/batch/labels/archive": "removes what is there",
}


def _ending(ends: Iterable[str]) -> re.Pattern[str]:
    return late_pattern(rf"(?:{'|'.join(ends)})/?$")


_ENDS = _ending(REPEATABLE_POSTS)
_READS = _ending(end for end, why in REPEATABLE_POSTS.items() if why == "reads")


def is_read(method: str, path: str) -> bool:
    """Whether a call changes nothing in HubSpot."""
    method = method.upper()
    return method in READING_METHODS or (method == "POST" and _READS.search(path) is not None)


def is_repeatable(method: str, path: str) -> bool:
    """Whether a call may be repeated after a 5xx, a timeout or a broken connection."""
    method = method.upper()
    return method in REPEATABLE_METHODS or (method == "POST" and _ENDS.search(path) is not None)


def changes_its_key(path: str, query: Iterable[tuple[str, str]], content: bytes) -> bool:
    """Whether a write of records changes a property by which it finds one of them."""
    name = next((value for key, value in query if key == "idProperty"), None)
    if name is None and b'"idProperty"' not in content:
        return False
    try:
        body: Any = json.loads(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(body, Mapping):
        return False
    entry = cast("Mapping[str, Any]", body)
    if name is not None:
        return _moves({"id": unquote(path.rpartition("/")[2]), "idProperty": name, **entry})
    inputs: Any = entry.get("inputs")
    return isinstance(inputs, list) and any(map(_moves, inputs))  # pyright: ignore[reportUnknownArgumentType] # decoded JSON


def _moves(entry: Any) -> bool:
    if not isinstance(entry, Mapping):
        return False
    one = cast("Mapping[str, Any]", entry)
    properties: Any = one.get("properties")
    if not isinstance(properties, Mapping):
        return False
    value = cast("Mapping[str, Any]", properties).get(str(one.get("idProperty")))
    return value is not None and str(value).strip().lower() != str(one.get("id")).strip().lower()
