"""How payloads spell a method's parameters: by name, by the resource's noun, or by a name that an operation maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.catalogue.declared import property_of, vocabulary
from hubspot_facade.catalogue.payload_inputs import by_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.plans.methods import Name, Resource

# Spellings that a parameter has on every resource.
_GENERAL = {
    "record_id": ("id", "object_id", "from_record_id"),
    "ids": ("inputs",),
    "object_type": ("object_type_id", "from_object_type", "from_object_type_id"),
    "object_id": ("record_id", "from_object_id", "from_record_id"),
    "to_object_type": ("to_object_type_id",),
    "to_object_id": ("to_record_id",),
    "external_event_id": ("event_id",),
    "owner_id": ("id",),
    "task_id": ("id",),
    "property_name": ("name",),
    "email": ("contact_email",),
    "user_token": ("contact_utk",),
    "sort": ("sorts",),
    "sorts": ("sort",),
}


def spellings_of(
    parameters: Sequence[str], ids: Sequence[str], name: Name, resource: Resource[Any]
) -> dict[str, tuple[str, ...]]:
    """The spellings of each parameter, the preferred one first, without those that name another parameter.

    `ids` are the required parameters that are ids; if there is one, a payload may call it `id`.
    """
    nouns = by_noun(resource)
    if f"{vocabulary(resource).noun}_id" in parameters:  # another parameter has the noun: ids are of something else
        nouns = {key: each for key, each in nouns.items() if key not in ("ids", "inputs")}
    spelled: dict[str, tuple[str, ...]] = {}
    for each in parameters:
        renamed = [field for field, target in name.fields.items() if target == each]
        general = [*_GENERAL.get(each, ()), *filter(None, [property_of(resource, each)])]
        taken = {*parameters, *name.fields}
        spelled[each] = (*nouns.get(each, ()), *renamed, each, *(word for word in general if word not in taken))
    if len(ids) == 1 and not any("id" in words for words in (*spelled.values(), name.fields, name.ignores)):
        spelled[ids[0]] += ("id",)
    return spelled


def best_of(parameter: str, spellings: tuple[str, ...]) -> str:
    """The preferred spelling."""
    return parameter if parameter == "properties" else spellings[0]
