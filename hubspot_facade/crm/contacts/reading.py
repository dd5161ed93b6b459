"""Reading complete contacts: the names of all properties, and the lists that contacts are on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import plan_of
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.ids import property_names_of
from hubspot_facade.wire.values import Names

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from hubspot_openapi.v2026_03.crm.lists import operations as list_calls
    from hubspot_openapi.v2026_03.crm.properties import operations as property_calls
else:
    list_calls = edition_calls("crm.lists")
    property_calls = edition_calls("crm.properties")

_MODES = ("value_only", "value_and_history")

# The calls that reading complete contacts makes, for the `uses` of methods.
PROFILE_CALLS = ("crm.lists.get_record_memberships", "crm.objects.batch_read", "crm.properties.get_all")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of contacts, in the terms of contacts v1; InputError for what HubSpot no longer returns."""

    properties: Names | None
    property_mode: str
    form_submission_mode: str
    show_list_memberships: bool
    usual: str = "newest"  # the default mode of contacts v1

    def __post_init__(self) -> None:
        if self.property_mode not in _MODES:
            raise InputError("property_mode", f"expected {' or '.join(_MODES)}, not {self.property_mode!r}")
        if self.form_submission_mode not in (self.usual, "none"):
            raise InputError(
                "form_submission_mode",
                f"HubSpot's newer API returns no form submissions with contacts: expected {self.usual} (the default) or"
                f" none, not {self.form_submission_mode!r}",
            )


def names_in(reading: Reading) -> Generator[Any, Any, list[str]]:
    """The given properties, or all that contacts have."""
    if reading.properties:
        return property_names_of(reading.properties, "properties")
    answer = yield from needing(property_calls.get_all("contacts"), "[].name")
    return [each.name for each in answer.results]


def read_contacts(
    contacts: Objects[Any],
    keys: Sequence[str],
    reading: Reading,
    id_property: str | None = None,
    *,
    include_deletes: bool = False,
) -> Generator[Any, Any, list[Any]]:
    """The contacts with these keys; unknown keys are left out."""
    names = yield from names_in(reading)
    found: dict[str, Any] = {}
    for archived in (None, True) if include_deletes else (None,):
        batch = yield from plan_of(
            Objects.batch_read,
            contacts,
            keys,
            properties=names,
            properties_with_history=names if reading.property_mode == "value_and_history" else None,
            id_property=id_property,
            archived=archived,
        )
        batch.raise_unless_missing()
        found |= {record.id: record for record in batch.results}
    ordered = list(found) if id_property else [key for key in keys if key in found]
    return (yield from _finished(found, ordered, reading.show_list_memberships))


def _finished(found: Mapping[str, Any], order: Sequence[str], memberships: bool) -> Generator[Any, Any, list[Any]]:
    """Contacts in this order, without properties that have no value, and with their lists on request."""
    contacts = [found[key] for key in order]
    for contact in contacts:
        valued = {name: value for name, value in contact.properties.items() if value not in (None, "")}
        contact.properties.clear()
        contact.properties.update(valued)
    if memberships:
        yield from add_memberships(contacts)
    return contacts


def add_memberships(contacts: Sequence[Any]) -> Generator[Any, Any, None]:
    """Add to each contact the lists that it is on."""
    for contact in contacts:
        answer = yield from list_calls.get_record_memberships("0-1", contact.id)
        contact.additional_properties["listMemberships"] = [each.to_dict() for each in answer.results]
