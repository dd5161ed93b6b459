"""Records of any object type. The named types build on this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.basic_errors import InputError
from hubspot_facade.crm.records.record_reads import RecordReads
from hubspot_facade.late import late_module
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Runner, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.ids import id_of, object_type_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.associations import entries
    from hubspot_facade.crm.records import portal_dates
    from hubspot_facade.crm.records.record import Record, UpsertedRecord
    from hubspot_facade.crm.records.typed import TypedRecord, TypedRecords
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.wire import values
    from hubspot_facade.wire.argument_types import Associated, Id, Properties
else:
    calls = edition_calls("crm.objects")
    entries = late_module("hubspot_facade.crm.associations.entries")
    portal_dates = late_module("hubspot_facade.crm.records.portal_dates")
    values = late_module("hubspot_facade.wire.values")


class Objects(RecordReads[C]):
    """Records of one object type.

    Property values may be text, numbers, booleans, dates, datetimes or lists of choices; None clears. A property of
    type date takes the UTC day of any moment; a datetime without a time zone is UTC.
    """

    with_raw_response = WithRawResponse["Objects[RawSync]", "Objects[RawAsync]"]()
    _plural = "records"

    def __init__(self, client: Runner, object_type: str = "") -> None:
        super().__init__(client)
        if object_type or not self.object_type:
            self.object_type = object_type_of(object_type)

    @property
    def typed(self) -> TypedRecords[C, Mapping[str, Any], TypedRecord]:
        """The same records with typed values: numbers, flags, dates and lists in place of text."""
        from hubspot_facade.crm.records.typed import TypedRecords, typed_record

        return TypedRecords(self, Objects, typed_record)

    @operation()
    def create(self, properties: Properties, *, associations: Associated = ()) -> Generator[Any, Any, Record]:
        """Create a record. Returns the new record. Raises Conflict.

        `associations` are ids by object type, `{"companies": 5, "deals": [7, 8]}`, or `{"to": {"id": 5}, "types": […]}`
        with types given by id, name ("contact_to_company") or label; `to_object_type` goes with a label.
        The property `hs_pinned_engagement_id` names an activity among them to pin.
        """
        joined = yield from entries.associations_of(self.object_type, associations)
        body = {"properties": values.properties_of(properties), "associations": joined}
        return (
            yield from portal_dates.with_day(
                lambda body: needing(calls.create(self.object_type, body=body), "id"), body
            )
        )

    @operation()
    def update(self, record_id: Id, properties: Properties, *, id_property: str | None = None) -> Plan[Record]:
        """Change these properties of a record and keep the others. Returns the changed record. Raises NotFound.

        HubSpot returns the properties that were sent and what follows from them, not all that the record has.
        """
        changed = values.properties_of(properties)
        if not changed:
            raise InputError("properties", "name at least one property to change")
        key = id_of(record_id, f"{self._noun}_id")
        return portal_dates.with_day(
            lambda body: needing(calls.update(self.object_type, key, body=body, id_property=id_property), "id"),
            {"properties": changed},
        )

    @operation()
    def upsert(
        self, key: Id, properties: Properties, *, id_property: str | None = None
    ) -> Generator[Any, Any, UpsertedRecord]:
        """Change the record whose `id_property` is `key`, or create it. Returns it; `new` says whether it is new.

        The key finds the record and is not written to it: a contact found by a secondary address keeps its primary
        one, unless `properties` give another. Raises the record's own error.
        """
        name = self._key(id_property)
        entry: dict[str, Any] = {
            "id": id_of(key, name),
            "idProperty": name,
            "properties": values.properties_of(properties),
        }
        batch = yield from self._upsert([(key, entry)], raise_errors=False)
        outcome = batch.outcomes[0]
        if outcome.error is not None:
            raise outcome.error
        return cast("UpsertedRecord", outcome.result)

    @operation()
    def archive(self, record_id: Id) -> Plan[None]:
        """Move a record to the recycle bin, for 90 days; an id that does not exist is not an error."""
        return calls.archive(self.object_type, id_of(record_id, f"{self._noun}_id"))

    @operation()
    def merge(self, primary_object_id: Id, object_id_to_merge: Id) -> Plan[Record]:
        """Merge two records. Returns the record that they are merged into.

        For contacts and companies it has a new id.
        """
        body = {
            "primaryObjectId": id_of(primary_object_id, "primary_object_id"),
            "objectIdToMerge": id_of(object_id_to_merge, "object_id_to_merge"),
        }
        return needing(calls.merge(self.object_type, body=body), "id")

    @operation()
    def gdpr_delete(self, object_id: Id, *, id_property: str | None = None) -> Plan[None]:
        """Delete a record for good, with all data about it.

        A contact may also be named by its email, with `id_property="email"`.
        """
        body = {"objectId": id_of(object_id, "object_id")}
        if id_property:
            body["idProperty"] = id_property
        return calls.gdpr_delete(self.object_type, body=body)

    @operation()
    def pin(self, record_id: Id, activity_id: Id) -> Plan[Record]:
        """Pin an activity to the top of a record's timeline; they must be associated. One per record.

        Returns the record.
        """
        pinned = {"hs_pinned_engagement_id": id_of(activity_id, "activity_id")}
        key = id_of(record_id, f"{self._noun}_id")
        return needing(calls.update(self.object_type, key, body={"properties": pinned}), "id")
