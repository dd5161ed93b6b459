"""Records of any object type. The named types build on this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.batching import Batch, refuse_repeats, run_batch
from hubspot_facade.calls import edition_calls
from hubspot_facade.crm.filters import Filters, at_least, groups_of
from hubspot_facade.crm.inputs import changes_of, creations_of, result_keys
from hubspot_facade.crm.searching import PAGE, search_pages
from hubspot_facade.errors import InputError
from hubspot_facade.operation import C, Resource, Runner, listing, operation
from hubspot_facade.paging import Pages
from hubspot_facade.values import Id, Names, Properties, id_of, ids_of, names_of, object_type_of, properties_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from hubspot_openapi.v2026_03.crm.associations import operations as search_calls  # where this edition has it
    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.record import Record, RecordWithAssociations, UpsertedRecord
    from hubspot_facade.plan import Plan
else:
    search_calls = calls = edition_calls("crm.objects")

Ids: TypeAlias = Iterable[Id]
Records: TypeAlias = Iterable[Mapping[str, Any]]
Changes: TypeAlias = Records | Mapping[Id, Properties]
Associations: TypeAlias = Sequence[Mapping[str, Any]]
Entries: TypeAlias = list[dict[str, Any]]


class Objects(Resource[C]):
    """Records of one object type.

    Property values may be text, numbers, booleans, dates, datetimes or lists of choices; None clears. `keys` are the
    properties beside the id that tell a record of this type, the first of them is what `upsert` goes by.
    """

    object_type: str = ""
    noun = "record"
    plural = "records"
    modified = "hs_lastmodifieddate"

    def __init__(self, client: Runner, object_type: str = "") -> None:
        super().__init__(client)
        if object_type or not self.object_type:
            self.object_type = object_type_of(object_type)

    @operation()
    def get(
        self,
        record_id: Id,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        id_property: str | None = None,
    ) -> Plan[RecordWithAssociations]:
        """A record by its id, or by the value of a unique property named in `id_property`.

        Without `properties` HubSpot answers a few default ones. Raises NotFound.
        """
        return calls.get_by_id(
            self.object_type,
            id_of(record_id, f"{self.noun}_id"),
            properties=properties,
            properties_with_history=properties_with_history,
            associations=associations,
            archived=archived,
            id_property=id_property,
        )

    @listing()
    def list(
        self,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[RecordWithAssociations]:
        """Every record in the order of their ids, or the first `limit`; `page_size` up to 100 (50 with histories)."""
        size = page_size or min(50 if properties_with_history else 100, limit or 100)
        return Pages(
            fetch=lambda cursor: calls.get_page(
                self.object_type,
                limit=size,
                after=cursor,
                properties=properties,
                properties_with_history=properties_with_history,
                associations=associations,
                archived=archived,
            ),
            start=after,
            limit=limit,
        )

    @operation()
    def create(self, properties: Properties, *, associations: Associations = ()) -> Plan[Record]:
        """The new record. `associations` are HubSpot's `{"to": {"id": …}, "types": [{…}]}`. Raises Conflict."""
        return calls.create(
            self.object_type,
            body={"properties": properties_of(properties), "associations": [*associations]},
        )

    @operation()
    def update(self, record_id: Id, properties: Properties, *, id_property: str | None = None) -> Plan[Record]:
        """The record with these properties changed and the others kept. Raises NotFound."""
        changed = properties_of(properties)
        if not changed:
            raise InputError("properties", "name at least one property to change")
        return calls.update(
            self.object_type,
            id_of(record_id, f"{self.noun}_id"),
            body={"properties": changed},
            id_property=id_property,
        )

    @operation()
    def upsert(
        self, key: Id, properties: Properties, *, id_property: str | None = None
    ) -> Generator[Any, Any, UpsertedRecord]:
        """The record whose `id_property` is `key`, changed if it is there and made if not; `new` tells which."""
        name = self._key(id_property)
        value = id_of(key, name)
        values = {**properties_of(properties), name: value}
        batch = yield from self._upsert([{"id": value, "properties": values}], name, raise_errors=True)
        record: UpsertedRecord = batch.results[0]
        return record

    @operation()
    def archive(self, record_id: Id) -> Plan[None]:
        """Move a record to the recycle bin; one that is not there is no error."""
        return calls.archive(self.object_type, id_of(record_id, f"{self.noun}_id"))

    @operation()
    def merge(self, primary_object_id: Id, object_id_to_merge: Id) -> Plan[Record]:
        """The record that two become, under an id of its own for contacts and companies."""
        body = {
            "primaryObjectId": id_of(primary_object_id, "primary_object_id"),
            "objectIdToMerge": id_of(object_id_to_merge, "object_id_to_merge"),
        }
        return calls.merge(self.object_type, body=body)

    @listing()
    def search(
        self,
        filters: Filters | None = None,
        *,
        query: str | None = None,
        sorts: Sequence[str | Mapping[str, str]] = (),
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """Records that fulfil filters and hold the words of `query`; see `filters` for how to write them.

        All of them, however many; with a sort of yours HubSpot gives the first 10,000. What was written a moment ago
        may be missing, and archived records always are.
        """
        return self._search(
            groups_of(filters),
            query=query,
            sorts=sorts,
            properties=properties,
            limit=limit,
            page_size=page_size,
            after=after,
        )

    @listing()
    def list_modified(
        self,
        since: datetime | int | str | None = None,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """Records in the order of their last change, the latest first; those changed `since` when given."""
        return self._search(
            groups_of(at_least(self.modified, since) if since is not None else None),
            sorts=[{"propertyName": self.modified, "direction": "DESCENDING"}],
            properties=properties,
            limit=limit,
            page_size=page_size,
            after=after,
        )

    @operation()
    def batch_create(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[Record]]:
        """New records, one for each mapping of properties or `{"properties": …, "associations": …}`.

        Any number; records are taken or refused one by one. Raises BatchError, which holds what was made.
        """
        entries = creations_of(inputs)
        return run_batch(
            lambda chunk: calls.batch_create(self.object_type, body={"inputs": chunk}),
            entries,
            input_keys=lambda entry: [f"trace:{entry['objectWriteTraceId']}"],
            result_keys=result_keys(),
            raise_errors=raise_errors,
        )

    @operation()
    def batch_read(
        self,
        ids: Ids,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        id_property: str | None = None,
        archived: bool | None = None,
        raise_errors: bool = False,
    ) -> Generator[Any, Any, Batch[Record]]:
        """The records with these ids, or with these values of `id_property`; what is missing stands in `failures`."""
        wanted = names_of(properties or (), "properties")
        if id_property and wanted and id_property not in wanted:
            wanted.append(id_property)  # its value tells which input a result belongs to
        body: dict[str, Any] = {
            "properties": wanted,
            "propertiesWithHistory": names_of(properties_with_history or (), "properties_with_history"),
        }
        if id_property:
            body["idProperty"] = id_property
        return run_batch(
            lambda chunk: calls.batch_read(self.object_type, body={**body, "inputs": chunk}, archived=archived),
            [{"id": each} for each in ids_of(ids)],
            input_keys=lambda entry: [entry["id"]],
            result_keys=result_keys(id_property),
            size=50 if properties_with_history else 100,
            raise_errors=raise_errors,
        )

    @operation()
    def batch_update(
        self,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[Record]]:
        """The changed records. Inputs are `{"id": …, "properties": {…}}`, or a mapping from ids to properties.

        Any number, each id once. Raises BatchError, which holds what was changed.
        """
        entries = changes_of(inputs, id_property)
        refuse_repeats([entry["id"] for entry in entries], "inputs")
        return run_batch(
            lambda chunk: calls.batch_update(self.object_type, body={"inputs": chunk}),
            entries,
            input_keys=lambda entry: [entry["id"], f"trace:{entry['objectWriteTraceId']}"],
            result_keys=result_keys(id_property),
            raise_errors=raise_errors,
        )

    @operation()
    def batch_upsert(
        self,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[UpsertedRecord]]:
        """Records found by `id_property` and changed, or made; `new` tells which.

        Inputs are mappings of properties that hold the id property, or `{"id": …, "properties": {…}}`. Any number, each
        value once. Raises BatchError, which holds what was done.
        """
        name = self._key(id_property)
        return self._upsert(changes_of(inputs, name, traced=False), name, raise_errors=raise_errors)

    @operation()
    def batch_archive(self, ids: Ids, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[None]]:
        """Move records to the recycle bin; ids that are not there are no error."""
        return run_batch(
            lambda chunk: calls.batch_archive(self.object_type, body={"inputs": chunk}),
            [{"id": each} for each in ids_of(ids)],
            input_keys=lambda entry: [entry["id"]],
            result_keys=result_keys(),
            raise_errors=raise_errors,
        )

    def _upsert(self, entries: Entries, name: str, *, raise_errors: bool) -> Generator[Any, Any, Batch[Any]]:
        refuse_repeats([entry["id"] for entry in entries], "inputs")
        # No trace ids: HubSpot does not take them together with email.
        return run_batch(
            lambda chunk: calls.batch_upsert(self.object_type, body={"inputs": chunk}),
            [{**entry, "idProperty": name} for entry in entries],
            input_keys=lambda entry: [entry["id"]],
            result_keys=result_keys(name),
            raise_errors=raise_errors,
        )

    def _search(
        self,
        groups: Sequence[Sequence[Mapping[str, Any]]],
        *,
        query: str | None = None,
        sorts: Sequence[str | Mapping[str, str]] = (),
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Any]:
        return search_pages(
            lambda body: search_calls.search(self.object_type, body=body),
            groups=groups,
            query=query,
            sorts=sorts,
            properties=names_of(properties or (), "properties"),
            limit=limit,
            page_size=page_size or min(PAGE, limit or PAGE),
            after=after,
        )

    def _key(self, id_property: str | None) -> str:
        name = id_property or (self.keys[0] if self.keys else None)
        if name is None:
            raise InputError("id_property", f"name the unique property by which to find {self.object_type}")
        return name
