"""Loads of records: what the rows of `bulk_create`, `bulk_update`, `bulk_upsert` and `bulk_archive` become."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.bulk.loading import load as load  # here, since loads are used together with their writes
from hubspot_facade.bulk.options import check_names as check_names
from hubspot_facade.bulk.writes import ROW, Write, only
from hubspot_facade.crm.associations.entries import associations_of
from hubspot_facade.crm.records.inputs import identity as identity_of
from hubspot_facade.crm.records.inputs import keyed_entry, read_input, result_keys
from hubspot_facade.crm.records.plain_inputs import plain_change, plain_creation
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import record_id

if TYPE_CHECKING:
    from hubspot_facade.bulk.outcomes import Change
    from hubspot_facade.crm.associations.specs import Labels
    from hubspot_facade.plans.accounting import BatchEndpoint

# The records with these keys of this property (None: ids) and their properties of these names; None for none.
Present: TypeAlias = Callable[[Sequence[str], str | None, Sequence[str]], Generator[Any, Any, list[Any]]]


def creations(object_type: str, endpoint: BatchEndpoint, present: Present, key: str | None) -> Write:
    """New records; with a `key`, those whose answer was lost are found by it."""
    labels: Labels = {}

    def read(values: Any, number: int) -> dict[str, Any]:
        if key is None and (plain := plain_creation(values, number)) is not None:
            return plain
        one = read_input(values, ROW, taken=("associations", "objectWriteTraceId"))
        properties = one.values()
        if key is not None and not properties.get(key):
            raise InputError(f"{ROW}.{key}", "is missing")
        joined = one.beside.get("associations") or ()
        return {"properties": properties, "associations": joined, "objectWriteTraceId": str(number)}

    def complete(entries: Sequence[Any]) -> Generator[Any, Any, list[Any]]:
        made: list[Any] = []
        for entry in entries:
            try:
                given = entry["associations"]
                joined = (yield from associations_of(object_type, given, "associations", labels)) if given else []
                made.append({**entry, "associations": joined})
            except InputError as error:
                made.append(error)
        return made

    def find(entries: Sequence[Any]) -> Generator[Any, Any, list[Any]]:
        assert key is not None  # noqa: S101 # for the type checkers
        return (yield from present([entry["properties"][key] for entry in entries], key, _names(entries)))

    def identity(entry: Mapping[str, Any]) -> Hashable:
        return None if key is None else identity_of({"idProperty": key, "id": entry["properties"][key]})

    return Write(
        endpoint=endpoint,
        facts={"operation": "create", "object_type": object_type, "key": key},
        read=read,
        key=lambda entry: None if key is None else entry["properties"].get(key),
        change=lambda _result: "created",
        complete=complete,
        identity=identity,
        key_values=lambda values: only(values, (key,) if key else ()),
        repeatable=False,
        find=None if key is None else find,
        concurrency=1,
        named=("key",),
    )


def changes(
    object_type: str,
    endpoint: Callable[[Callable[[Any], list[str]]], BatchEndpoint],
    present: Present,
    operation: str,
    key: str | None,
) -> Write:
    """Changes of records found by `key`, or by their id; an upsert creates those that it does not find."""
    names = [key]  # every property by which rows are found
    keys_of_result = [result_keys(key)]  # by all of them

    def read(values: Any, number: int) -> dict[str, Any]:
        if (plain := plain_change(values, key, number)) is not None:  # as most rows are
            return plain
        one = read_input(values, ROW, taken=("id", "idProperty", "objectWriteTraceId"))
        name = one.id_property(key)
        entry = keyed_entry(one, name)
        if name is not None:
            entry["idProperty"] = name
            if name not in names:
                names.append(name)
                keys_of_result[0] = result_keys(*names)
        if name != "email":  # HubSpot refuses trace ids then
            entry["objectWriteTraceId"] = str(number)
        return entry

    def key_values(values: Any) -> Any:
        beside = only(values, ("idProperty", "id_property"))
        named = [*cast("Mapping[str, Any]", beside).values()] if isinstance(beside, Mapping) else []
        own = next((each for each in named if isinstance(each, str)), None)
        return only(values, ("id", "idProperty", "id_property", own or key or "hs_object_id"))

    def current(entries: Sequence[Any]) -> Generator[Any, Any, list[Mapping[str, Any] | None]]:
        keys, name = [entry["id"] for entry in entries], entries[0].get("idProperty")
        found = yield from present(keys, name, _names(entries))
        return [None if record is None else record.properties for record in found]

    return Write(
        endpoint=endpoint(lambda record: keys_of_result[0](record)),
        facts={"operation": operation, "object_type": object_type, "key": key},
        read=read,
        key=itemgetter("id"),
        change=_upserted if operation == "upsert" else lambda _result: "updated",
        key_values=key_values,
        current=current,
        named=("key",),
    )


def removals(object_type: str, endpoint: BatchEndpoint) -> Write:
    """Records that go to the recycle bin: ids, or rows with an `id` (or `hs_object_id`)."""

    def read(values: Any, _number: int) -> dict[str, Any]:
        if isinstance(values, Mapping):
            row = cast("Mapping[str, Any]", values)
            values = {"id": row["hs_object_id"] if row.get("id") is None and "hs_object_id" in row else row.get("id")}
        return record_id(values, ROW)

    return Write(
        endpoint=endpoint,
        facts={"operation": "archive", "object_type": object_type, "key": "id"},
        read=read,
        key=itemgetter("id"),
    )


def _names(entries: Sequence[Any]) -> list[str]:
    return [*dict.fromkeys(name for entry in entries for name in entry["properties"])]


def _upserted(result: Any) -> Change | None:
    new = getattr(result, "new", None)
    if not isinstance(new, bool):
        return None
    return "created" if new else "updated"
