"""Records of a type that each call names: what `client.objects(object_type)` does, for operations by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.associations.inputs import Associations
from hubspot_facade.crm.records.object_types import objects_of
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.required import REQUIRED, TYPE_IDS
from hubspot_facade.errors import InputError
from hubspot_facade.plans.methods import C, Name, Resource, listing, operation, pages_of, plan_of
from hubspot_facade.plans.plan import Done
from hubspot_facade.wire.argument_types import Changes, Ids, ObjectType, Records
from hubspot_facade.wire.values import Id, Names, Properties, object_type_of

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record, RecordWithAssociations, UpsertedRecord
    from hubspot_facade.plans.batching import Batch
    from hubspot_facade.plans.paging import Pages
    from hubspot_facade.plans.plan import Plan


_PAGE = {"limit": "page_size"}
_INPUTS = {"inputs": "ids"}


class RecordsOfTypes(Resource[C]):
    """Records of any type: "contacts", "0-1", a custom "2-123" or "p123_cars"."""

    _noun = "record"
    _plural = "records"

    def _of(self, object_type: str) -> Objects[Any]:
        return objects_of(self._client, object_type)

    @operation(Name("Retrieve an individual record", effect="read", seeds=("003",)))
    def get(
        self,
        object_type: ObjectType,
        record_id: Id,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        id_property: str | None = None,
    ) -> Plan[RecordWithAssociations]:
        """A record by its id, or by the value of a unique property. Raises NotFound."""
        return plan_of(
            Objects.get,
            self._of(object_type),
            record_id,
            properties=properties,
            properties_with_history=properties_with_history,
            associations=associations,
            archived=archived,
            id_property=id_property,
        )

    @listing(
        Name("List all records of an object", effect="read", seeds=("003",), fields=_PAGE),
        Name("List custom objects", effect="read", seeds=("000",), fields=_PAGE),
    )
    def list(
        self,
        object_type: ObjectType,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[RecordWithAssociations]:
        """Every record of a type in the order of their ids."""
        return pages_of(
            Objects.list,
            self._of(object_type),
            limit=limit,
            properties=properties,
            properties_with_history=properties_with_history,
            associations=associations,
            archived=archived,
            page_size=page_size,
            after=after,
        )

    @operation(
        Name("Create a record", effect="create", seeds=("003",)),
        Name("Create a record with associations", effect="create", seeds=("003",)),
        Name("Create a record, associate an activity and pin it", effect="create", seeds=("003",)),
        Name("Create custom object", effect="create", seeds=("000",)),
    )
    def create(
        self, object_type: ObjectType, properties: Properties, *, associations: Associations = ()
    ) -> Plan[Record]:
        """The new record with its associations; `hs_pinned_engagement_id` names an activity among them to pin."""
        return plan_of(Objects.create, self._of(object_type), properties, associations=associations)

    @operation(Name("Update an individual record", effect="update", seeds=("003",)))
    def update(
        self, object_type: ObjectType, record_id: Id, properties: Properties, *, id_property: str | None = None
    ) -> Plan[Record]:
        """The record with these properties changed. Raises NotFound."""
        return plan_of(Objects.update, self._of(object_type), record_id, properties, id_property=id_property)

    @operation(
        Name(
            "Pin an activity on a record (update)",
            effect="update",
            seeds=("003",),
            fields={"hs_pinned_engagement_id": "activity_id"},
        )
    )
    def pin(self, object_type: ObjectType, record_id: Id, activity_id: Id) -> Plan[Record]:
        """The record with this activity on top of its timeline; they must be associated."""
        return plan_of(Objects.pin, self._of(object_type), record_id, activity_id)

    @operation(Name("Delete an individual record", effect="delete", seeds=("003",)))
    def archive(self, object_type: ObjectType, record_id: Id) -> Plan[None]:
        """Move a record to the recycle bin, for 90 days."""
        return plan_of(Objects.archive, self._of(object_type), record_id)

    @operation(
        Name("Retrieve a batch of records by record ID", effect="read", seeds=("003",), fields=_INPUTS),
        Name(
            "Retrieve a batch of records by a custom unique identifier property",
            effect="read",
            seeds=("003",),
            fields=_INPUTS,
        ),
    )
    def batch_read(
        self,
        object_type: ObjectType,
        ids: Ids,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        id_property: str | None = None,
        raise_errors: bool = False,
    ) -> Plan[Batch[Record]]:
        """The records with these ids or values of `id_property`; what is missing stands in `failures`."""
        return plan_of(
            Objects.batch_read,
            self._of(object_type),
            ids,
            properties=properties,
            properties_with_history=properties_with_history,
            id_property=id_property,
            raise_errors=raise_errors,
        )

    @operation(
        Name("Create multiple records", effect="create", seeds=("003",)),
        Name("Create multiple records with associations", effect="create", seeds=("003",)),
        Name("Multi-status errors on batch create", effect="create", seeds=("003",)),
    )
    def batch_create(
        self, object_type: ObjectType, inputs: Records, *, raise_errors: bool = True
    ) -> Plan[Batch[Record]]:
        """New records, taken or refused one by one. Any number. Raises BatchError, which holds what was made."""
        return plan_of(Objects.batch_create, self._of(object_type), inputs, raise_errors=raise_errors)

    @operation(Name("Update multiple records", effect="update", seeds=("003",)))
    def batch_update(
        self,
        object_type: ObjectType,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Plan[Batch[Record]]:
        """The changed records. Any number, each id once. Raises BatchError, which holds what was changed."""
        return plan_of(
            Objects.batch_update, self._of(object_type), inputs, id_property=id_property, raise_errors=raise_errors
        )

    @operation(Name("Upsert records", effect="update", seeds=("003",)))
    def batch_upsert(
        self,
        object_type: ObjectType,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Plan[Batch[UpsertedRecord]]:
        """Records found by `id_property` (email for contacts) and changed, or made; `new` tells which."""
        return plan_of(
            Objects.batch_upsert, self._of(object_type), inputs, id_property=id_property, raise_errors=raise_errors
        )

    @operation(Name("Delete multiple records", effect="delete", seeds=("003",), fields=_INPUTS))
    def batch_archive(self, object_type: ObjectType, ids: Ids, *, raise_errors: bool = True) -> Plan[Batch[None]]:
        """Move records to the recycle bin; ids that are not there are no error."""
        return plan_of(Objects.batch_archive, self._of(object_type), ids, raise_errors=raise_errors)

    @operation(
        Name(
            "Required properties per object type (table of 24 objects)",
            effect="read",
            seeds=("003",),
            output="required_properties",
        )
    )
    def required_properties(self, object_type: ObjectType) -> Plan[tuple[str, ...]]:
        """What HubSpot wants when a record is made; of names that "|" joins one will do. Custom types: see schemas."""
        kind = object_type_of(object_type)
        found = REQUIRED.get(TYPE_IDS.get(kind, kind))
        if found is None:
            raise InputError("object_type", f"{kind!r} is no object type of HubSpot's; a custom one's schema tells")
        return Done(found)
