"""From a caller's name for an association type to the type as HubSpot takes it.

HubSpot's own types are known here by id, name and label, in either direction. A portal's own labels are read from
the portal, once per plan for each pair of object types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.crm.associations.types import directed, is_own, named, unlabelled
from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import TypeId
from hubspot_facade.wire.ids import id_of, text_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations_schema.operations import list_labels
else:
    list_labels = edition_calls("crm.associations_schema").list_labels

Labels: TypeAlias = dict[tuple[str, str], list[Any]]
Spec: TypeAlias = dict[str, Any]

HUBSPOT_DEFINED = "HUBSPOT_DEFINED"
USER_DEFINED = "USER_DEFINED"


def spec_of(
    object_type: str,
    to_object_type: str,
    given: TypeId | None,
    category: str | None = None,
    *,
    field: str = "association_type_id",
    labels: Labels | None = None,
) -> Generator[Any, Any, Spec]:
    """The type that an id, a name ("contact_to_company") or a label refers to; the unlabelled one for None.

    HubSpot's ids are converted to the direction of the pair. An id without a category is HubSpot's if HubSpot defines
    it for the pair; any other is looked up among the portal's types. `labels` keeps what was read for the next call.
    InputError lists the existing types.
    """
    text, category = "" if given is None else id_of(given, field), category_of(category)
    if _is_id(text):
        if category is not None or is_own(object_type, to_object_type, int(text)):
            return by_id(int(text), category, object_type, to_object_type)
        return (yield from existing_spec(object_type, to_object_type, int(text), field=field, labels=labels))
    if category != USER_DEFINED:
        own = named(object_type, to_object_type, text) if text else unlabelled(object_type, to_object_type)
        if own is not None:
            return {"associationCategory": HUBSPOT_DEFINED, "associationTypeId": own}
    types = yield from _types(object_type, to_object_type, labels)
    for each in types:
        if (each.label or "").strip().casefold() == text.casefold():
            return {"associationCategory": each.category, "associationTypeId": int(each.type_id)}
    known = ", ".join(repr(each.label) for each in types if each.label) or "no labels"
    raise InputError(
        field, f"{text!r} is not an association type from {object_type} to {to_object_type}; it has {known}"
    )


def existing_spec(
    object_type: str,
    to_object_type: str,
    given: TypeId,
    category: str | None = None,
    *,
    field: str = "association_type_id",
    labels: Labels | None = None,
) -> Generator[Any, Any, Spec]:
    """The portal's type with this id or label, its category read from the portal.

    For requests that HubSpot silently ignores if the category is wrong. InputError if there is no such type, or
    if HubSpot and the portal both have one with this id and no `category` says which is meant.
    """
    read: Labels = {} if labels is None else labels
    text, category = id_of(given, field), category_of(category)
    if not _is_id(text):
        return (yield from spec_of(object_type, to_object_type, given, category, field=field, labels=read))
    types = yield from _types(object_type, to_object_type, read)
    wanted = {(USER_DEFINED, int(text)), ("INTEGRATOR_DEFINED", int(text))}
    wanted |= {(HUBSPOT_DEFINED, each) for each in (int(text), directed(object_type, to_object_type, int(text)))}
    found = [each for each in types if (each.category, int(each.type_id)) in wanted]
    if category is not None:
        found = [each for each in found if each.category == category]
    if len({each.category for each in found}) > 1:
        categories = " and ".join(sorted({each.category for each in found}))
        raise InputError(field, f"{text} is a type of {categories}: choose one with association_category")
    if not found:
        known = ", ".join(f"{each.type_id} ({each.category}, {each.label or 'no label'})" for each in types) or "none"
        beside = f" of category {category}" if category else ""
        raise InputError(field, f"{object_type} to {to_object_type} has no type {text}{beside}; it has {known}")
    return {"associationCategory": found[0].category, "associationTypeId": int(found[0].type_id)}


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def category_of(value: object) -> str | None:
    """The category of an association type in HubSpot's spelling; None if there is none."""
    return None if value is None else text_of(value, "association_category").upper()


def _types(object_type: str, to_object_type: str, labels: Labels | None) -> Generator[Any, Any, list[Any]]:
    """The portal's types from one object type to another, read once."""
    pair = (object_type, to_object_type)
    read: Labels = {} if labels is None else labels
    if pair not in read:
        labelled = needing(list_labels(*pair), "[].type_id", "[].category", "[].label?")
        read[pair] = [*(yield from labelled).results]
    return read[pair]


def by_id(type_id: int, category: str | None, object_type: str, to_object_type: str | None) -> Spec:
    """The type with this id, HubSpot's own unless the category says otherwise; the other object type may be unknown."""
    category = (category or HUBSPOT_DEFINED).upper()
    number = directed(object_type, to_object_type, type_id) if category == HUBSPOT_DEFINED else type_id
    return {"associationCategory": category, "associationTypeId": number}
