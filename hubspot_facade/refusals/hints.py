"""What to check if HubSpot refuses a request without saying why, or refuses the token.

It answers "There was a problem with the request." if a filter or a sort names a property that does not exist, among
other things. The account's own properties are not requested: nothing is sent without the caller's knowledge.
So the names in the request are compared with HubSpot's own, and the others are listed as what to check. What a search
filters and sorts by comes first: HubSpot leaves out requested properties that it does not have, without an error.
"""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from hubspot_facade.refusals.standard_properties import TYPES, own_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TYPE = re.compile(r"/crm/(?:v\d+/objects|objects/[^/]+)/([^/?]+)")
_ADDRESS = re.compile(r"/objects/(?:[^/]+/)+([^/]+%40[^/]+)$")
_NO_TYPE = re.compile(r"Unable to infer object type from: (\S+)")
_NO_PROPERTY = re.compile(r'Property \\*"([^"\\]+)\\*" does not exist')
_PLACE = re.compile(r"[0-9]{1,9}")
_BY_EMAIL = "non-unique 0-1 property email "
_OF_STAGES = "hs_v2_"  # HubSpot's own properties for each stage of each pipeline
_ORDER = "hs_object_id"  # searches are sorted by it, and continue above the last one
WINDOW, PAGE = 10_000, 200  # what HubSpot returns of one search, and in one page of it
MOST = 10


def advice(path: str, query: Sequence[tuple[str, str]], content: bytes | None) -> str:
    """What to check in a request that was refused without a reason."""
    body = _decoded(content)
    if path.endswith("/search") and _reach(body) > WINDOW:
        return f"HubSpot returns only the first {WINDOW:,} records of a search; narrow the filters or lower after"
    names = list(dict.fromkeys(_searched(body))) or list(dict.fromkeys([*_of_body(body), *_of_query(query)]))
    if not names:
        return "HubSpot gives no reason; check that ids and field names exist, and that values are valid"
    found = _TYPE.search(path)
    known = own_properties(found[1]) if found else frozenset[str]()
    strange = [name for name in names if name not in known and not name.startswith(_OF_STAGES)]
    if not known or not strange:
        return f"HubSpot gives no reason; check that these properties exist, and their values: {_listed(names)}"
    shown = [_with_nearest(name, known) for name in strange[:MOST]]
    return f"HubSpot gives no reason; not among its own properties of {found[1] if found else ''}: {', '.join(shown)}"


def wording_advice(path: str, message: str) -> str | None:
    """What HubSpot's sentence does not say: what it may mean that does not exist, and by what contacts can be found."""
    if found := _NO_TYPE.search(message):
        return _type_advice(found[1])
    if _BY_EMAIL in message:
        return "e-mail addresses find contacts in a read, an upsert or the update of one; a batch update takes ids"
    return _property_advice(path, _NO_PROPERTY.findall(message)[:MOST])


def _type_advice(name: str) -> str:
    """What an object type that HubSpot does not know may be."""
    nearest = get_close_matches(name.casefold(), TYPES, 1, 0.7)
    if nearest:
        return f"did you mean {nearest[0]!r}?"
    short = f"p_{name}" if name.isidentifier() and not name.startswith("p_") else "p_ and its name"
    return (
        f"HubSpot's own types are {', '.join(TYPES[:5])}, …; a custom object type is named by its id (2-…), "
        f"by its full name, or as {short}"
    )


def _property_advice(path: str, names: Sequence[str]) -> str | None:
    """What properties that do not exist may be, of HubSpot's own; None if none is near."""
    found = _TYPE.search(path)
    known = sorted(own_properties(found[1])) if found else []
    meant = {name: get_close_matches(name.casefold(), known, 1, 0.7) for name in names}
    shown = [f"{near[0]!r} for {name!r}" for name, near in meant.items() if near]
    return f"did you mean {', '.join(shown)}?" if shown else None


def token_advice(*, local: bool) -> str:
    """What to check if HubSpot, or a `local` sandbox in its place, does not accept the token."""
    if local:
        return "the sandbox has a new token after each start: paste its export lines again, or start it with --token"
    return "HubSpot does not accept this token: check HUBSPOT_ACCESS_TOKEN, or run `hubspot-facade doctor`"


def address_advice(path: str, query: Sequence[tuple[str, str]]) -> str | None:
    """What to do if no record has an address as its id; None if that is not what was asked for."""
    found = _ADDRESS.search(path)
    if found is None or any(name == "idProperty" for name, _ in query):
        return None
    return f'records are found by id: name the property that has {unquote(found[1])!r}, as in id_property="email"'


def _with_nearest(name: str, known: frozenset[str]) -> str:
    nearest = get_close_matches(name.casefold(), sorted(known), 1, 0.7)
    return f"{name!r} (did you mean {nearest[0]!r}?)" if nearest else repr(name)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(map(repr, names[:MOST])) + more


def _reach(body: dict[str, Any]) -> int:
    """The place of the last record that a search's page may have."""
    after, limit = (str(body.get(name) or 0) for name in ("after", "limit"))
    return int(after) + max(1, min(int(limit), PAGE)) if _PLACE.fullmatch(after) and _PLACE.fullmatch(limit) else 0


def _searched(body: dict[str, Any]) -> Iterator[str]:
    """Properties that filters and sorts name."""
    for name in _compared(body):
        if name != _ORDER:
            yield name


def _compared(body: dict[str, Any]) -> Iterator[str]:
    for group in [body, *_objects(body.get("filterGroups"))]:
        yield from (each["propertyName"] for each in _objects(group.get("filters")) if _is_name(each, "propertyName"))
    sorts = body.get("sorts")
    for each in cast("list[object]", sorts) if isinstance(sorts, list) else []:
        if isinstance(each, str):
            yield each.lstrip("-")
        elif isinstance(each, dict) and _is_name(cast("dict[str, Any]", each), "propertyName"):
            yield cast("dict[str, Any]", each)["propertyName"]


def _of_body(body: dict[str, Any]) -> Iterator[str]:
    """The property that finds records, then those requested."""
    for each in [body, *_objects(body.get("inputs"))]:
        if _is_name(each, "idProperty"):
            yield each["idProperty"]
    for name in ("properties", "propertiesWithHistory"):
        listed = body.get(name)
        if isinstance(listed, list):
            yield from (each for each in cast("list[object]", listed) if isinstance(each, str))


def _of_query(query: Sequence[tuple[str, str]]) -> Iterator[str]:
    wanted = ("idProperty", "sort", "properties", "propertiesWithHistory")
    for name in wanted:
        for _, value in (pair for pair in query if pair[0] == name):
            yield from (each.strip().lstrip("-") for each in value.split(",") if each.strip())


def _objects(value: object) -> list[dict[str, Any]]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", each) for each in listed if isinstance(each, dict)]


def _is_name(entry: dict[str, Any], key: str) -> bool:
    return isinstance(entry.get(key), str) and bool(entry[key])


def _decoded(content: bytes | None) -> dict[str, Any]:
    try:
        body: object = json.loads(content or b"")
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", body) if isinstance(body, dict) else {}
