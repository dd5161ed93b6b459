"""From what a caller says of an association's type to what HubSpot wants of it.

HubSpot's own types are known here by id, name and label, in either direction. Labels of a portal's own are read from
the portal, once for each pair of object types in a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.calls import edition_calls
from hubspot_facade.crm.association_types import directed, named, plain
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations_schema.operations import list_labels
else:
    # Taken out of its API, so that the catalogue does not count among an operation's calls what few inputs need.
    list_labels = edition_calls("crm.associations_schema").list_labels

TypeId: TypeAlias = int | str
Labels: TypeAlias = dict[tuple[str, str], list[Any]]
Spec: TypeAlias = dict[str, Any]

HUBSPOT_DEFINED = "HUBSPOT_DEFINED"
USER_DEFINED = "USER_DEFINED"


def spec_of(
    object_type: str,
    to_object_type: str,
    told: TypeId | None,
    category: str | None = None,
    *,
    field: str = "association_type_id",
    labels: Labels | None = None,
) -> Generator[Any, Any, Spec]:
    """The type that an id, a name ("contact_to_company") or a label tells; the plain one of the pair for None.

    Ids of HubSpot's are turned to the direction of the pair. `labels` keeps what was read for the next one. InputError
    names the labels that there are.
    """
    text, category = "" if told is None else str(told).strip(), (category or "").upper() or None
    if text.isdecimal():
        return by_id(int(text), category, object_type, to_object_type)
    if category != USER_DEFINED:
        own = named(object_type, to_object_type, text) if text else plain(object_type, to_object_type)
        if own is not None:
            return {"associationCategory": HUBSPOT_DEFINED, "associationTypeId": own}
    pair = (object_type, to_object_type)
    read = {} if labels is None else labels
    if pair not in read:
        read[pair] = [*(yield from list_labels(*pair)).results]
    for each in read[pair]:
        if (each.label or "").strip().casefold() == text.casefold():
            return {"associationCategory": each.category, "associationTypeId": int(each.type_id)}
    known = ", ".join(repr(each.label) for each in read[pair] if each.label) or "no labels"
    raise InputError(field, f"{text!r} is no association type from {object_type} to {to_object_type}; it has {known}")


def by_id(type_id: int, category: str | None, object_type: str, to_object_type: str | None) -> Spec:
    """The type of this id, HubSpot's own unless the category says otherwise; the other object type may be unknown."""
    category = (category or HUBSPOT_DEFINED).upper()
    number = directed(object_type, to_object_type, type_id) if category == HUBSPOT_DEFINED else type_id
    return {"associationCategory": category, "associationTypeId": number}
