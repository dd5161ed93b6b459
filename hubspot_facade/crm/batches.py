"""Batches of records of any object type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.batching import Batch, refuse_repeats, run_batch
from hubspot_facade.calls import edition_calls
from hubspot_facade.crm.days import with_days
from hubspot_facade.crm.inputs import changes_of, creations_of, result_keys
from hubspot_facade.errors import InputError
from hubspot_facade.operation import C, Resource, operation
from hubspot_facade.values import Id, Names, Properties, ids_of, names_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.record import Record, UpsertedRecord
else:
    calls = edition_calls("crm.objects")

Ids: TypeAlias = Iterable[Id]
Records: TypeAlias = Iterable[Mapping[str, Any]]
Changes: TypeAlias = Records | Mapping[Id, Properties]
Entries: TypeAlias = list[dict[str, Any]]


class RecordBatches(Resource[C]):
    """Any number of records at once, in as many requests as HubSpot wants; the outcome of every input is kept.

    `keys` are the properties beside the id that tell a record of this type, the first of them is what upserts go by.
    """

    object_type: str = ""

    @operation()
    def batch_create(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[Record]]:
        """New records, one for each mapping of properties or `{"properties": …, "associations": …}`.

        Associations are as `create` has them. Any number; records are taken or refused one by one. Raises BatchError,
        which holds what was made.
        """
        entries = yield from creations_of(self.object_type, inputs)
        return (
            yield from run_batch(
                lambda chunk: with_days(
                    lambda inputs: calls.batch_create(self.object_type, body={"inputs": inputs}), chunk
                ),
                entries,
                input_keys=lambda entry: [f"trace:{entry['objectWriteTraceId']}"],
                result_keys=result_keys(),
                raise_errors=raise_errors,
            )
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
            lambda chunk: with_days(
                lambda inputs: calls.batch_update(self.object_type, body={"inputs": inputs}), chunk
            ),
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
            lambda chunk: with_days(
                lambda inputs: calls.batch_upsert(self.object_type, body={"inputs": inputs}), chunk
            ),
            [{**entry, "idProperty": name} for entry in entries],
            input_keys=lambda entry: [entry["id"]],
            result_keys=result_keys(name),
            raise_errors=raise_errors,
        )

    def _key(self, id_property: str | None) -> str:
        name = id_property or (self.keys[0] if self.keys else None)
        if name is None:
            raise InputError("id_property", f"name the unique property by which to find {self.object_type}")
        return name
