"""Former values of properties, of the records that a run loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.dlt.records import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.dlt.object_types import Kind

_READ = 1000  # records, in requests of 50
_KEY = ("object_type", "record_id", "property", "timestamp", "value")


def history_of(dlt: Any, hs: HubSpot, kind: Kind, names: Sequence[str], records: Any) -> Any:
    """The resource of a type's former values: they are added to those loaded before, which HubSpot may have dropped."""

    def rows(page: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        ids = [key for key, gone in {row["id"]: row[DELETED] for row in page}.items() if not gone]
        for start in range(0, len(ids), _READ):
            yield [*_read(hs, kind, names, ids[start : start + _READ])]

    return dlt.transformer(
        rows,
        data_from=records,
        name=f"history_of_{kind.table}",
        table_name="property_histories",
        primary_key=_KEY,
        write_disposition="merge",
        columns={
            **{name: {"data_type": "text", "nullable": False} for name in _KEY},
            "timestamp": {"data_type": "timestamp", "nullable": False},
            "source_type": {"data_type": "text"},
            "source_id": {"data_type": "text"},
            "updated_by_user_id": {"data_type": "bigint"},
        },
        file_format="parquet",
    )


def _read(hs: HubSpot, kind: Kind, names: Sequence[str], ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    batch: Any = hs.objects(kind.key).batch_read(ids, properties_with_history=[*names], raise_errors=False)
    batch.raise_unless_missing()  # those archived or merged since they were read
    for record in batch.results:
        held: dict[str, list[Any]] = record.properties_with_history or {}
        for name, values in held.items():
            for each in values:
                yield {
                    "object_type": kind.table,
                    "record_id": record.id,
                    "property": name,
                    "timestamp": each.timestamp,
                    "value": each.value or "",
                    "source_type": each.source_type,
                    "source_id": each.source_id,
                    "updated_by_user_id": each.updated_by_user_id,
                }
