"""Batches of records of any object type."""

from __future__ import annotations

from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Unpack
from urllib.parse import quote

from hubspot_facade.basic_errors import InputError
from hubspot_facade.late import late_module
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation, plan_of
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.ids import property_names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.bulk.outcomes import Report
    from hubspot_facade.crm.records import inputs as reading
    from hubspot_facade.crm.records import plain_inputs, portal_dates
    from hubspot_facade.crm.records.record import Record, UpsertedRecord
    from hubspot_facade.plans import batching
    from hubspot_facade.plans import options as options_of_loads
    from hubspot_facade.plans.batching import Alike, Batch, BatchEndpoint, Given
    from hubspot_facade.plans.options import LoadOptions
    from hubspot_facade.wire.argument_types import Changes, IdsOrInputs, LoadRows, Names, Records
else:
    calls = edition_calls("crm.objects")
    batching = late_module("hubspot_facade.plans.batching")
    options_of_loads = late_module("hubspot_facade.plans.options")
    plain_inputs = late_module("hubspot_facade.crm.records.plain_inputs")
    portal_dates = late_module("hubspot_facade.crm.records.portal_dates")
    reading = late_module("hubspot_facade.crm.records.inputs")

ALL = ["all"]
"""What stands for every property that an object type has."""

# HubSpot publishes no limit. Programs were refused (414) at about 16,000 characters, and some say at 8,000.
QUERY_LIMIT = 7_500


def is_simple(
    properties: Sequence[str] | None, history: Sequence[str] | None, associations: Sequence[str] | None
) -> bool:
    """Whether one request reads all that is asked for."""
    return not associations and ALL not in (properties, history) and not is_wide(properties, history)


def is_wide(
    properties: Sequence[str] | None, history: Sequence[str] | None, associations: Sequence[str] | None = None
) -> bool:
    """Whether there are more names than a URL should hold."""
    named = (("properties", properties), ("propertiesWithHistory", history), ("associations", associations))
    return sum(len(key) + 2 + len(quote(each)) for key, names in named for each in names or ()) > QUERY_LIMIT


# What a load may call besides what writes.
_CREATION = ("crm.objects.batch_create", "crm.objects.batch_read", "crm.associations_schema.list_labels")
_CHANGE = ("crm.objects.batch_read",)


class RecordBatches(Resource[C]):
    """Any number of records at once, in as many requests as HubSpot requires; the outcome of every input is kept.

    `keys` are the properties that identify a record of this type besides its id; upserts use the first of them.
    Each input ends as done, failed or unknown: see `Batch.outcomes`. An invalid input does not affect the others. With
    `raise_errors`, BatchError is raised after all requests, and holds the batch; an error of the call as a whole
    (token, scope, no connection) is raised directly if nothing was done yet.
    """

    with_raw_response = WithRawResponse["RecordBatches[RawSync]", "RecordBatches[RawAsync]"]()
    object_type: str = ""

    @operation()
    def batch_create(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[Record]]:
        """Create records. Returns the new records.

        An input is a mapping of properties, or `{"properties": …, "associations": …}`.
        Associations are as for `create`. Any number; records are accepted or refused one by one. Raises BatchError,
        which holds what was created.
        """
        given = yield from reading.creations_of(self.object_type, inputs)
        running = batching.run_batch(self._creation_endpoint(), given, raise_errors=raise_errors)
        del given  # or none of the entries would be let go before the end
        return (yield from running)

    @operation(uses=("crm.objects.batch_read", "crm.properties.get_all"))
    def batch_read(
        self,
        ids: IdsOrInputs,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        id_property: str | None = None,
        archived: bool | None = None,
        raise_errors: bool = False,
    ) -> Generator[Any, Any, Batch[Record]]:
        """Read the records with these ids, or with these values of `id_property`.

        Missing ones are in `failures`.
        HubSpot's `{"id": …, "idProperty": …}` are accepted too; all must use one property. The id of a record that was
        merged returns the record that it is now part of. "all" stands for all properties that the type has.
        """
        given, name = reading.reads_of(ids, id_property)
        wanted = property_names_of(properties or (), "properties")
        former = property_names_of(properties_with_history or (), "properties_with_history")
        if ALL in (wanted, former):
            from hubspot_facade.crm.properties.definitions import definitions_of

            every = [*(yield from definitions_of(self.object_type, refresh=True))]
            wanted, former = (every if each == ALL else each for each in (wanted, former))
        # values of the keys tell which input a result belongs to
        keys = [each for each in _shown_keys(name) if each not in wanted] if name is not None and wanted else []
        body: dict[str, Any] = {
            "properties": [*wanted, *keys],
            "propertiesWithHistory": former,
        }
        if name is not None:
            body["idProperty"] = name
        endpoint = batching.BatchEndpoint(
            "crm.objects.batch_read",
            lambda chunk: needing(
                calls.batch_read(self.object_type, body={**body, "inputs": chunk}, archived=archived),
                *("[].id", "[].properties"),
            ),
            lambda entry: [f"{name or 'id'}={entry['id']}", entry["id"]],
            reading.result_keys(name),
            size=50 if former else 100,
            identity=lambda entry: entry["id"],
            repeats="share",
            one_record=True,
            look_up=lambda _entry, found: self._keys_now(found, name, archived),
        )
        running = batching.run_batch(endpoint, given, field="ids", raise_errors=raise_errors)
        del given
        return _without((yield from running), keys)

    @operation()
    def batch_update(
        self,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[Record]]:
        """Change records. Inputs are `{"id": …, "properties": {…}}`, or a mapping from ids to properties.

        Returns the changed records.
        An input's own `idProperty` says which unique property its `id` is a value of; `id_property` is for those
        without one. Any number, each record once. Raises BatchError, which holds what was changed.
        """
        return self._write("batch_update", reading.changes_of(inputs, id_property), raise_errors)

    @operation()
    def batch_upsert(
        self,
        inputs: Changes,
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[UpsertedRecord]]:
        """Change the records found by `id_property` and create the others. Returns all; `new` says which are new.

        Inputs are mappings of properties that hold the id property, or `{"id": …, "properties": {…}}`, which may have
        an `idProperty` of their own. The key finds the record and is not written to it: a contact found by a secondary
        address keeps its primary one, unless `properties` in HubSpot's shape says otherwise. Any number, each value
        once. Raises BatchError, which holds what was done.
        """
        name = id_property or next(iter(self._keys), None)
        given = reading.changes_of(inputs, name, keyed=True)
        if isinstance(given, list) and given and all(isinstance(each, reading.KeyPropertyError) for _, each in given):
            self._key(None)  # the property is missing from the call, not from an input
        return self._upsert(given, raise_errors=raise_errors)

    @operation()
    def batch_archive(self, ids: IdsOrInputs, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[None]]:
        """Move records to the recycle bin; ids that do not exist are not an error."""
        given = batching.prepared(ids, batching.record_id, "ids")
        return batching.run_batch(self._archive_endpoint(), given, field="ids", raise_errors=raise_errors)

    @operation(uses=("account.account_info.get_details", *_CREATION))
    @shows(lambda: options_of_loads.LoadOptions)
    def bulk_create(
        self, rows: LoadRows, *, key: str | None = None, **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Create records from rows, and report what became of each.

        A row is properties, or an input as `batch_create` takes it.
        Rows may be any number, from an iterable, a file or a table; they are read, sent and accounted for as they
        come. `key` is a unique property that every row has: a row whose answer was lost is looked up by it before it
        is sent again. Without it such a row ends as unknown. `options` are those of `LoadOptions`; records are created
        in the order of the rows unless `concurrency` is more than 1.
        """
        from hubspot_facade.crm.records import record_loads as loads  # most programs do without it

        return loads.load(
            loads.creations(self.object_type, self._creation_endpoint(), self._present, key), rows, options
        )

    @operation(uses=("account.account_info.get_details", *_CHANGE, "crm.objects.batch_update"))
    @shows(lambda: options_of_loads.LoadOptions)
    def bulk_update(
        self, rows: LoadRows, *, key: str = "id", **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Change records from rows, and report what became of each.

        A row is properties with the record's id, or an input of `batch_update`.
        `key` is the unique property by which records are found instead. Rows of one key are sent in their order, so
        that the last one holds. For `rows` and `options` see `bulk_create` and `LoadOptions`.
        """
        name = None if key == "id" else key
        return self._load_changes("update", name, rows, options)

    @operation(uses=("account.account_info.get_details", *_CHANGE, "crm.objects.batch_upsert"))
    @shows(lambda: options_of_loads.LoadOptions)
    def bulk_upsert(
        self, rows: LoadRows, *, key: str | None = None, **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Find records by `key` and change them, or create them, and report what became of each row.

        Rows are inputs of `batch_upsert`.
        `key` is a unique property, by default the first one of the type (contacts: email). Rows of one key are sent in
        their order, so that the last one holds. For `rows` and `options` see `bulk_create` and `LoadOptions`.
        """
        from hubspot_facade.crm.records import record_loads as loads  # as above

        loads.check_names(options, ("key",))
        return self._load_changes("upsert", self._key(key, "key"), rows, options)

    @operation(uses=("account.account_info.get_details", "crm.objects.batch_archive"))
    @shows(lambda: options_of_loads.LoadOptions)
    def bulk_archive(self, rows: LoadRows, **options: Unpack[LoadOptions]) -> Generator[Any, Any, Report]:
        """Move the records of each row to the recycle bin, and report what became of each.

        Rows are ids, or have an `id`; other columns are ignored.
        Ids that do not exist are not an error. For `rows` and `options` see `bulk_create` and `LoadOptions`.
        """
        from hubspot_facade.crm.records import record_loads as loads  # most programs do without it

        return loads.load(loads.removals(self.object_type, self._archive_endpoint()), rows, options)

    def _upsert(self, given: Sequence[Given] | Alike, *, raise_errors: bool) -> Generator[Any, Any, Batch[Any]]:
        return self._write("batch_upsert", given, raise_errors)

    def _write(self, name: str, given: Sequence[Given] | Alike, raise_errors: bool) -> Generator[Any, Any, Batch[Any]]:
        entries: list[dict[str, Any]]
        if isinstance(given, batching.Alike):
            entries = given.part(0, 1)()
        else:
            entries = [entry for _, entry in given if isinstance(entry, dict)]
        names = dict.fromkeys(entry.get("idProperty") for entry in entries)
        endpoint = self._change_endpoint(name, reading.result_keys(*names))
        return batching.run_batch(endpoint, given, raise_errors=raise_errors)

    def _load_changes(
        self, operation: str, key: str | None, rows: Any, options: LoadOptions
    ) -> Generator[Any, Any, Report]:
        from hubspot_facade.crm.records import record_loads as loads  # as above

        endpoint = partial(self._change_endpoint, f"batch_{operation}")
        return loads.load(loads.changes(self.object_type, endpoint, self._present, operation, key), rows, options)

    def _present(
        self, keys: Sequence[str], id_property: str | None, names: Sequence[str]
    ) -> Generator[Any, Any, list[Any]]:
        """The records with these keys and their properties of these names; None where there is none."""
        batch = yield from plan_of(
            RecordBatches.batch_read, self, keys, properties=[*names], id_property=id_property, raise_errors=False
        )
        batch.raise_unless_missing()
        return [outcome.result for outcome in batch.outcomes]

    def _creation_endpoint(self) -> BatchEndpoint:
        return batching.BatchEndpoint(
            "crm.objects.batch_create",
            lambda chunk: needing(calls.batch_create(self.object_type, body={"inputs": chunk}), plain_inputs.have_ids),
            reading.input_keys,
            reading.result_keys(),
            in_order=plain_inputs.are_in_order,
            mend=portal_dates.mended_days,
        )

    def _archive_endpoint(self) -> BatchEndpoint:
        return batching.BatchEndpoint(
            "crm.objects.batch_archive",
            lambda chunk: calls.batch_archive(self.object_type, body={"inputs": chunk}),
            reading.input_keys,
            reading.result_keys(),
            identity=lambda entry: entry["id"],
            repeats="share",
        )

    def _change_endpoint(self, name: str, found_by: Callable[[Any], list[str]]) -> BatchEndpoint:
        """Inputs with different id properties go in separate requests; `found_by` gives the keys of a result."""
        call = calls.batch_update if name == "batch_update" else calls.batch_upsert
        return batching.BatchEndpoint(
            f"crm.objects.{name}",
            lambda chunk: needing(call(self.object_type, body={"inputs": chunk}), plain_inputs.have_ids),
            reading.input_keys,
            found_by,
            identity=reading.identity,
            one_record=True,
            group=methodcaller("get", "idProperty"),
            look_up=lambda entry, found: self._keys_now(found, entry.get("idProperty")),
            in_order=plain_inputs.are_in_order,
            mend=portal_dates.mended_days,
        )

    def _keys_now(
        self, ids: Sequence[str], name: str | None, archived: bool | None = None
    ) -> Generator[Any, Any, dict[str, list[str]]]:
        """The current keys of these records: values of this property, or ids from before merges."""
        shown = _shown_keys(name)
        found: dict[str, list[str]] = {}
        for start in range(0, len(ids), 100):
            inputs = [{"id": each} for each in ids[start : start + 100]]
            body = {"properties": shown, "propertiesWithHistory": [], "inputs": inputs}
            answer = yield from calls.batch_read(self.object_type, body=body, archived=archived)
            found |= {str(each.id): reading.keys_of(each, [] if name is None else [name]) for each in answer.results}
        return found

    def _key(self, id_property: str | None, field: str = "id_property") -> str:
        """The property by which an upsert finds records. InputError of this field where none is given or usual."""
        name = id_property or next(iter(self._keys), None)
        if name is None:
            raise InputError(field, f"name the unique property by which to find {self.object_type}")
        return name


def _without(batch: Batch[Record], names: Sequence[str]) -> Batch[Record]:
    """The batch without these properties, which were read for their keys alone."""
    for record in batch.results if names else ():
        properties: Any = record.properties
        for name in names:
            properties.pop(name, None)
    return batch


def _shown_keys(name: str | None) -> list[str]:
    if name is None:
        return ["hs_merged_object_ids"]
    return [name, "hs_additional_emails"] if name == "email" else [name]
