"""Association labels: definitions of the ways in which records of two types can be associated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.bodies import without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import ObjectType
from hubspot_facade.wire.ids import object_type_of, text_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.associations_schema import operations as calls
    from hubspot_openapi.v2026_03.crm.associations_schema.models import (
        CollectionResponseAssociationSpecWithLabelNoPaging,
    )
    from hubspot_openapi.v2026_03.shared import AssociationSpecWithLabel

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.associations_schema")


_FROM = {"from_object_type": "object_type"}


class AssociationLabels(Resource[C]):
    """Association types of a pair of object types, in one direction; unlabelled ones are HubSpot's own."""

    with_raw_response = WithRawResponse["AssociationLabels[RawSync]", "AssociationLabels[RawAsync]"]()

    @listing(
        Name("List association definitions", effect="read", seeds=("000",), fields=_FROM),
        Name("Retrieve association type ids (labels)", effect="read", seeds=("003",), fields=_FROM),
    )
    def list(self, object_type: ObjectType, to_object_type: ObjectType) -> Pages[AssociationSpecWithLabel]:
        """List every association type from one object type to another: category, type id and label."""
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        return Pages(fetch=lambda _cursor: calls.list_labels(kind, other))

    @operation()
    def create(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        *,
        label: str,
        name: str,
        inverse_label: str | None = None,
    ) -> Plan[CollectionResponseAssociationSpecWithLabelNoPaging]:
        """Create a labelled association type.

        Returns the new association types, one for each direction.
        """
        body = without_none(
            {"label": text_of(label, "label"), "name": text_of(name, "name"), "inverseLabel": inverse_label}
        )
        return calls.create_label(object_type_of(object_type), object_type_of(to_object_type), body=body)

    @operation()
    def update(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        association_type_id: int,
        *,
        label: str,
        inverse_label: str | None = None,
    ) -> Plan[None]:
        """Change the label of an association type."""
        body = without_none({"associationTypeId": association_type_id, "label": label, "inverseLabel": inverse_label})
        return calls.update_label(object_type_of(object_type), object_type_of(to_object_type), body=body)

    @operation()
    def archive(self, object_type: ObjectType, to_object_type: ObjectType, association_type_id: int) -> Plan[None]:
        """Remove a labelled association type, and with it all associations of that type."""
        return calls.archive_label(object_type_of(object_type), object_type_of(to_object_type), association_type_id)
