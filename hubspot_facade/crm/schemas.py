"""Schemas: definitions of custom objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import inputs_to_wire, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Object
from hubspot_facade.wire.ids import names_of, text_of
from hubspot_facade.wire.values import Names

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.schemas import operations as calls
    from hubspot_openapi.v2026_03.crm.schemas.models import (
        AssociationDefinition,
        ObjectTypeDefinition,
        SchemasObjectSchema,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.schemas")

Labels: TypeAlias = Object
"""What an object type is called: `{"singular": "Boat", "plural": "Boats"}`."""
Definitions: TypeAlias = Sequence[Object]
"""Properties of a new object type: mappings of name, label, type and fieldType, or definitions that were read."""


class Schemas(Resource[C]):
    """Custom object types, by full name ("p123_cars"), "p_cars", or type id ("2-456"). Reads lag by up to a minute."""

    with_raw_response = WithRawResponse["Schemas[RawSync]", "Schemas[RawAsync]"]()
    _noun = "schema"
    _plural = "schemas"

    @listing()
    def list(self, *, archived: bool | None = None) -> Pages[SchemasObjectSchema]:
        """List every custom object type; HubSpot does not page them."""
        return Pages(fetch=lambda _cursor: calls.get_all(archived=archived))

    @operation()
    def get(self, object_type: str) -> Plan[SchemasObjectSchema]:
        """Get a custom object type with its properties and associations. Raises NotFound."""
        return calls.get_by_id(text_of(object_type, "object_type"))

    @operation(Name("Create object schema", effect="create", seeds=("000",)))
    def create(
        self,
        name: str,
        *,
        labels: Labels,
        primary_display_property: str | None = None,
        secondary_display_properties: Names | None = None,
        required_properties: Names = (),
        searchable_properties: Names | None = None,
        properties: Definitions = (),
        associated_objects: Names = (),
        description: str | None = None,
    ) -> Plan[SchemasObjectSchema]:
        """Create a custom object type. Returns the new type.

        `labels` are singular and plural; `properties` mappings of name, label, type, ….
        The first property is the primary display property by default.
        """
        definitions = inputs_to_wire(properties, "properties", to=calls.create, path="properties")
        for index, each in enumerate(definitions):
            if not each.get("name"):
                raise InputError(f"properties[{index}].name", "is missing")
        shown = primary_display_property or (definitions[0]["name"] if definitions else None)
        body = {
            "name": text_of(name, "name"),
            "labels": to_wire(labels, "labels", to=calls.create, path="labels"),
            "primaryDisplayProperty": shown,
            "secondaryDisplayProperties": _names(secondary_display_properties, "secondary_display_properties"),
            "requiredProperties": names_of(required_properties, "required_properties"),
            "searchableProperties": _names(searchable_properties, "searchable_properties"),
            "properties": [_complete(each) for each in definitions],
            "associatedObjects": names_of(associated_objects, "associated_objects"),
            "description": description,
        }
        return calls.create(body=without_none(body))

    @operation(Name("Update object schema", effect="update", seeds=("000",)))
    def update(
        self,
        object_type: str,
        *,
        labels: Labels | None = None,
        primary_display_property: str | None = None,
        secondary_display_properties: Names | None = None,
        required_properties: Names | None = None,
        searchable_properties: Names | None = None,
        description: str | None = None,
        restorable: bool | None = None,
    ) -> Plan[ObjectTypeDefinition]:
        """Change a custom object type; its name and properties are kept. Returns the changed type."""
        body = {
            "labels": None if labels is None else to_wire(labels, "labels", to=calls.update, path="labels"),
            "primaryDisplayProperty": primary_display_property,
            "secondaryDisplayProperties": _names(secondary_display_properties, "secondary_display_properties"),
            "requiredProperties": _names(required_properties, "required_properties"),
            "searchableProperties": _names(searchable_properties, "searchable_properties"),
            "description": description,
            "restorable": restorable,
        }
        return calls.update(text_of(object_type, "object_type"), body=without_none(body))

    @operation(Name("Delete object schema", effect="irreversible", seeds=("000",)))
    def archive(self, object_type: str, *, archived: bool | None = None) -> Plan[None]:
        """Delete an object type that has no records.

        With `archived`, delete an already deleted one for good.
        """
        return calls.archive(text_of(object_type, "object_type"), archived=archived)

    @operation()
    def create_association(
        self, object_type: str, *, from_object_type_id: str, to_object_type_id: str, name: str | None = None
    ) -> Plan[AssociationDefinition]:
        """Create an association that records of a custom object type can have. Returns it."""
        body = {"fromObjectTypeId": from_object_type_id, "toObjectTypeId": to_object_type_id, "name": name}
        return calls.create_association(text_of(object_type, "object_type"), body=without_none(body))

    @operation()
    def archive_association(self, object_type: str, association_id: str) -> Plan[None]:
        """Remove an association from an object type."""
        return calls.archive_association(text_of(object_type, "object_type"), text_of(association_id, "association_id"))


def _names(names: Names | None, field: str) -> list[str] | None:
    return None if names is None else names_of(names, field)


def _complete(definition: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": definition["name"], "type": "string", "fieldType": "text", **definition}
