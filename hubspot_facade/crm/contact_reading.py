"""What reading whole contacts takes: the names of all properties, and the lists that contacts are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.calls import edition_calls
from hubspot_facade.crm.objects import Objects
from hubspot_facade.errors import InputError
from hubspot_facade.operation import plan_of
from hubspot_facade.values import Names, names_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from hubspot_openapi.v2026_03.crm.lists import operations as list_calls
    from hubspot_openapi.v2026_03.crm.properties import operations as property_calls
else:
    list_calls = edition_calls("crm.lists")
    property_calls = edition_calls("crm.properties")


def history_of(property_mode: str, form_submission_mode: str | None) -> bool:
    """Whether former values are wanted; InputError for what HubSpot no longer tells."""
    if property_mode not in ("value_only", "value_and_history"):
        raise InputError("property_mode", f"expected value_only or value_and_history, not {property_mode!r}")
    if form_submission_mode not in (None, "none"):
        raise InputError(
            "form_submission_mode", "HubSpot no longer tells form submissions with contacts; leave it out or pass none"
        )
    return property_mode == "value_and_history"


def property_names(properties: Names | None) -> Generator[Any, Any, list[str]]:
    """The properties that are named, or all that contacts have."""
    if properties:
        return names_of(properties, "properties")
    answer = yield from property_calls.get_all("contacts")
    return [each.name for each in answer.results]


def finished(
    found: Mapping[str, Any], order: Sequence[str] | None, show_list_memberships: bool
) -> Generator[Any, Any, list[Any]]:
    """Contacts in the order of the ids, without properties that have no value, with their lists when wanted."""
    contacts = [found[key] for key in order if key in found] if order is not None else list(found.values())
    for contact in contacts:
        valued = {name: value for name, value in contact.properties.items() if value not in (None, "")}
        contact.properties.clear()
        contact.properties.update(valued)
        if show_list_memberships:
            answer = yield from list_calls.get_record_memberships("0-1", contact.id)
            contact.additional_properties["listMemberships"] = [each.to_dict() for each in answer.results]
    return contacts


def read_contacts(
    contacts: Objects[Any],
    keys: Sequence[str],
    properties: Names | None,
    property_mode: str,
    form_submission_mode: str | None,
    show_list_memberships: bool,
    id_property: str | None,
    include_deletes: bool = False,
) -> Generator[Any, Any, list[Any]]:
    """The contacts of these keys; keys of none are left out."""
    history = history_of(property_mode, form_submission_mode)
    names = yield from property_names(properties)
    found: dict[str, Any] = {}
    for archived in (None, True) if include_deletes else (None,):
        batch = yield from plan_of(
            Objects.batch_read,
            contacts,
            keys,
            properties=names,
            properties_with_history=names if history else None,
            id_property=id_property,
            archived=archived,
        )
        if not batch.answered:
            batch.raise_for_failures()
        found |= {record.id: record for record in batch.results}
    return (yield from finished(found, keys if id_property is None else None, show_list_memberships))
