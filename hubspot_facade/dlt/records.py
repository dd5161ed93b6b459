"""Records of one type as a resource: all of them in the first run, then what happened since the run before.

dlt keeps the checkpoint with the rows that it is the end of, so that a run that fails changes neither. A record may
come several times in one run; dlt keeps the last one, by `_order`, and deletes the record if that one is `_deleted`.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import definitions_of
from hubspot_facade.crm.records.batches import ALL
from hubspot_facade.crm.records.record_rows import RecordLayout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.dlt.object_types import Kind
    from hubspot_facade.tables.columns import Numbers

DELETED = "_deleted"
_ORDER = "_order"


def records_of(
    dlt: Any, hs: HubSpot, kind: Kind, properties: Sequence[str] | None, numbers: Numbers, lag: float
) -> Any:
    """The resource of a type, its columns typed by the definitions of its properties."""
    names = ALL if properties is None else [*properties]
    objects: Any = hs.objects(kind.key)

    def rows() -> Iterator[list[dict[str, Any]]]:
        state = dlt.current.resource_state()
        order = count()
        since: str | None = state.get("checkpoint")
        if since is None or state.get("properties") != names:
            checkpoint = objects.get_checkpoint()
            yield from _pages(objects.list(properties=names, page_size=100).to_arrow_batches(numbers=numbers), order)
        else:
            changes = objects.changes(since, properties=names, overlap=lag)
            yield from _pages(changes.to_arrow_batches(numbers=numbers), order)
            checkpoint = changes.checkpoint
        state.update(checkpoint=checkpoint, properties=names)

    return dlt.resource(
        rows,
        name=kind.table,
        primary_key="id",
        write_disposition="merge",
        columns=_columns(hs, kind, names, numbers),
        file_format="parquet",
    )


def _pages(batches: Iterable[Any], order: Iterator[int]) -> Iterator[list[dict[str, Any]]]:
    """Rows as Arrow has them, whose decimals fit into the column."""
    for batch in batches:
        rows: list[dict[str, Any]] = batch.to_pylist()
        for row in rows:
            row[DELETED] = True if row.pop("change", "changed") != "changed" else None
            row[_ORDER] = next(order)
            row.pop("merged_into", None)
        yield rows


def _columns(hs: HubSpot, kind: Kind, names: Sequence[str], numbers: Numbers) -> dict[str, Any]:
    """dlt's types of the columns, by the definitions of the properties as they are now."""
    hs.run(definitions_of(kind.key, refresh=True))
    columns: dict[str, Any] = {}
    for column in hs.run(RecordLayout(kind.key, numbers, properties=names).rows([])).columns:
        columns[column.name] = {**_TYPES[column.kind], "nullable": column.name != "id"}
    columns[DELETED] = {"data_type": "bool", "hard_delete": True}
    columns[_ORDER] = {"data_type": "bigint", "dedup_sort": "desc"}
    return columns


_TYPES: dict[str, dict[str, Any]] = {
    "text": {"data_type": "text"},
    "whole": {"data_type": "bigint"},
    "decimal": {"data_type": "decimal", "precision": 38, "scale": 18},
    "float": {"data_type": "double"},
    "bool": {"data_type": "bool"},
    "date": {"data_type": "date"},
    "timestamp": {"data_type": "timestamp"},
    "list": {"data_type": "json"},
    "json": {"data_type": "text"},  # as Arrow has it
}
