"""HubSpot's own association types: from an id, a name or a label to the type that fits a pair of object types.

A type has a direction: 3 is deal to contact and 4 contact to deal. An id of the opposite direction means its inverse,
so that both are accepted. The table is HubSpot's (associate-records guide, April 2026); labels of a portal's
own are not in it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_NAMES = {
    "0-1": "contact",
    "0-2": "company",
    "0-3": "deal",
    "0-5": "ticket",
    "0-8": "line item",
    "0-14": "quote",
    "0-18": "communication",
    "0-27": "task",
    "0-46": "note",
    "0-47": "meeting",
    "0-48": "call",
    "0-49": "email",
    "0-53": "invoice",
    "0-54": "marketing event",
    "0-69": "subscription",
    "0-74": "goal",
    "0-84": "discount",
    "0-85": "fee",
    "0-86": "tax",
    "0-101": "payment",
    "0-116": "postal mail",
    "0-123": "order",
    "0-136": "lead",
    "0-142": "cart",
    "0-162": "service",
    "0-410": "course",
    "0-420": "listing",
    "0-421": "appointment",
    "0-970": "project",
}


class AssociationType(NamedTuple):
    """One of HubSpot's types in its direction; `variant` is None for the unlabelled association of a pair."""

    id: int
    from_name: str
    to_name: str
    variant: str | None
    inverse_id: int | None


@lru_cache(maxsize=1)
def hubspot_types() -> tuple[AssociationType, ...]:
    """Every type that HubSpot defines."""
    rows = json.loads(files("hubspot_facade").joinpath("data", "association-types.json").read_text(encoding="utf-8"))
    return tuple(AssociationType(*row) for row in rows)


def directed(object_type: str, to_object_type: str | None, type_id: int) -> int:
    """The id for the pair: this one, or its inverse if it belongs to the pair's other direction.

    If the other object type is unknown, the direction is the one that starts at `object_type`.
    """
    one = _name(object_type)
    for each in hubspot_types():
        if each.id != type_id or each.from_name == each.to_name or each.to_name != one:
            continue
        if to_object_type is None or each.from_name == _name(to_object_type):
            return each.inverse_id or type_id
    return type_id


def is_own(object_type: str, to_object_type: str, type_id: int) -> bool:
    """Whether HubSpot itself has a type of this id between the two object types, in either direction."""
    pair = {_name(object_type), _name(to_object_type)}
    return any(each.id == type_id and {each.from_name, each.to_name} == pair for each in hubspot_types())


def unlabelled(object_type: str, to_object_type: str) -> int | None:
    """The id of HubSpot's unlabelled type for the pair; None if it has none."""
    pair = (_name(object_type), _name(to_object_type))
    found = (each.id for each in hubspot_types() if each.variant is None and (each.from_name, each.to_name) == pair)
    return next(found, None)


def other_end(object_type: str, name: str) -> str | None:
    """The other object type in a name: "company" for a contact's "contact_to_company"; None if it names none."""
    one, _, another = _words_of_types(name).removesuffix(" unlabeled").partition(" to ")
    ends = [one, another]
    if not another or _name(object_type) not in ends:
        return None
    ends.remove(_name(object_type))
    return ends[0].replace(" ", "_")


def named(object_type: str, to_object_type: str, label: str) -> int | None:
    """The id of HubSpot's type with this label ("primary") or name ("contact_to_company"); None if there is none."""
    pair = (_name(object_type), _name(to_object_type))
    wanted = _words_of_types(label)
    variants = {
        words(each.variant): each.id
        for each in hubspot_types()
        if each.variant is not None and (each.from_name, each.to_name) == pair
    }
    if wanted in variants:
        return variants[wanted]
    either = {f"{one} to {other}" for one, other in (pair, pair[::-1])}
    if wanted in either and "primary" in variants:
        return variants["primary"]
    return unlabelled(object_type, to_object_type) if wanted.removesuffix(" unlabeled") in either else None


def words(text: str) -> str:
    """Text in lower case with single spaces between its words, for comparing names."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _words_of_types(text: str) -> str:
    """The words of a name with object types in it; names of associations call a meeting a meeting event."""
    return words(text).replace("meeting event", "meeting")


def _name(object_type: str) -> str:
    """The singular of an object type, however it is spelled: "0-8", "line_items", "Line items" → "line item"."""
    name = _words_of_types(_NAMES.get(object_type, object_type))
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith("xes"):
        return name[:-2]
    return name[:-1] if name.endswith("s") else name
