"""HubSpot's own association types: from an id, a name or a label to the type that fits a pair of object types.

A type has a direction: 3 is deal to contact and 4 contact to deal. Who names the one for the other pair's direction
means its inverse, so both are taken. The table is HubSpot's (associate-records guide, April 2026); labels of a portal's
own are not in it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from hubspot_facade.errors import InputError

HUBSPOT_DEFINED = "HUBSPOT_DEFINED"

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
    """One of HubSpot's types in its direction; `variant` is None for the plain association of a pair."""

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


def directed(object_type: str, to_object_type: str, type_id: int) -> int:
    """The id that fits the pair: this one, or its inverse when it belongs to the pair's other direction."""
    pair = (_name(object_type), _name(to_object_type))
    for each in hubspot_types():
        if each.id == type_id and (each.from_name, each.to_name) == pair[::-1] != pair:
            return each.inverse_id or type_id
    return type_id


def named(object_type: str, to_object_type: str, label: str) -> int | None:
    """The id of HubSpot's type with this label ("primary") or name ("contact_to_company"); None when there is none."""
    pair = (_name(object_type), _name(to_object_type))
    wanted = _words(label)
    plain = primary = None
    for each in hubspot_types():
        if (each.from_name, each.to_name) != pair:
            continue
        if each.variant is None:
            plain = each.id
        elif each.variant == "primary":
            primary = each.id
        if each.variant is not None and wanted == _words(each.variant):
            return each.id
    either = {f"{one} to {other}" for one, other in (pair, pair[::-1])}
    if wanted in either:
        return primary if primary is not None else plain
    return plain if wanted in {f"{name} unlabeled" for name in either} else None


def spec_of(object_type: str, to_object_type: str, type_id: int | str, category: str) -> dict[str, Any]:
    """What HubSpot wants of a type: told by id, or HubSpot's own by label or name, in either direction."""
    text = str(type_id).strip()
    if text.isdecimal():
        own = category == HUBSPOT_DEFINED
        number = directed(object_type, to_object_type, int(text)) if own else int(text)
        return {"associationCategory": category, "associationTypeId": number}
    found = named(object_type, to_object_type, text)
    if found is None:
        raise InputError(
            "association_type_id",
            f"{text!r} is no type of HubSpot's from {object_type} to {to_object_type}; see association_labels",
        )
    return {"associationCategory": HUBSPOT_DEFINED, "associationTypeId": found}


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _name(object_type: str) -> str:
    """The singular of an object type, however it is spelled: "0-8", "line_items", "Line items" → "line item"."""
    words = _words(_NAMES.get(object_type, object_type))
    if words.endswith("ies"):
        return words[:-3] + "y"
    if words.endswith("xes"):
        return words[:-2]
    return words[:-1] if words.endswith("s") else words
