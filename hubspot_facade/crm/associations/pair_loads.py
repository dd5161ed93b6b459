"""Loads of associations: what the rows of `bulk_create` and `bulk_archive` become."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.bulk.loading import load as load  # here, since loads are used together with their writes
from hubspot_facade.bulk.writes import ROW, Write, only
from hubspot_facade.crm.associations.entries import TYPED, names_types, types_of
from hubspot_facade.crm.associations.pairs import pair_entry, pair_identity, removal_entry
from hubspot_facade.errors import InputError
from hubspot_facade.wire.field_names import snake

if TYPE_CHECKING:
    from collections.abc import Hashable

    from hubspot_facade.crm.associations.specs import Labels, Spec
    from hubspot_facade.plans.accounting import BatchEndpoint


def creations(object_type: str, to_object_type: str, endpoint: BatchEndpoint, default: Spec | None) -> Write:
    """Associations with the types that their rows name, else the default one, else none."""
    labels: Labels = {}

    def read(values: Any, _number: int) -> dict[str, Any]:
        row = _without_empty(values)
        entry = pair_entry(row, ROW, more=TYPED)
        if isinstance(row, Mapping) and names_types(cast("Mapping[str, Any]", row)):
            entry["types"] = row  # what it names is looked up when it is sent
        elif default is not None:
            entry["types"] = [default]
        return entry

    def complete(entries: Sequence[Any]) -> Generator[Any, Any, list[Any]]:
        made: list[Any] = []
        for entry in entries:
            named = entry.get("types")
            if not isinstance(named, Mapping):
                made.append(entry)
                continue
            try:
                row = cast("Mapping[str, Any]", named)
                types = yield from types_of(object_type, to_object_type, row, ROW, labels)
                made.append({**entry, "types": types})
            except InputError as error:
                made.append(InputError(error.field.removeprefix(f"{ROW}."), error.problem))
        return made

    def identity(entry: Mapping[str, Any]) -> Hashable:
        named: Any = entry.get("types")
        if not isinstance(named, Mapping):
            return pair_identity(entry)
        row = cast("Mapping[str, Any]", named)
        return entry["from"]["id"], entry["to"]["id"], tuple(str(row.get(name)) for name in TYPED)

    return Write(
        endpoint=endpoint,
        facts=_facts("associate", object_type, to_object_type, default),
        read=read,
        key=_pair,
        complete=complete,
        identity=identity,
        key_values=lambda values: only(values, ("from", "to", *TYPED, *map(snake, TYPED))),
    )


def removals(object_type: str, to_object_type: str, endpoint: BatchEndpoint) -> Write:
    """Pairs of records that are to have no association."""
    return Write(
        endpoint=endpoint,
        facts=_facts("disassociate", object_type, to_object_type, None),
        read=lambda values, _number: removal_entry(_without_empty(values), ROW),
        key=_pair,
        key_values=lambda values: only(values, ("from", "to")),
    )


def _facts(operation: str, object_type: str, to_object_type: str, default: Spec | None) -> dict[str, Any]:
    return {"operation": operation, "object_type": object_type, "to_object_type": to_object_type, "type": default}


def _without_empty(values: Any) -> Any:
    """A row of a file without its empty cells, which name nothing."""
    if not isinstance(values, Mapping):
        return values
    return {name: each for name, each in cast("Mapping[str, Any]", values).items() if each not in ("", None)}


def _pair(entry: Mapping[str, Any]) -> str:
    to: Any = entry["to"]
    ids: list[str] = [each["id"] for each in to] if isinstance(to, list) else [to["id"]]  # pyright: ignore[reportUnknownVariableType] # of its making
    return f"{entry['from']['id']}>{','.join(ids)}"
