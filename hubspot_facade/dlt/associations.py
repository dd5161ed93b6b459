"""The associations of the records that a run loads, from these records' end.

All associations of such a record to another type are replaced: a row without a partner, which dlt deletes, stands for
those that are gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.dlt.records import DELETED
from hubspot_facade.errors import Forbidden, NotFound
from hubspot_facade.plans.batching import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.dlt.object_types import Kind

_READ = 1000  # HubSpot's cap of records in a request
_ENDS = ("from_type", "from_id", "to_type")
_COLUMNS: dict[str, Any] = {
    **{name: {"data_type": "text", "nullable": False} for name in _ENDS},
    "to_id": {"data_type": "text"},
    "category": {"data_type": "text"},
    "type_id": {"data_type": "bigint"},
    "label": {"data_type": "text"},
    DELETED: {"data_type": "bool", "hard_delete": True},
}


def associations_of(dlt: Any, hs: HubSpot, kind: Kind, kinds: Sequence[Kind], records: Any) -> Any:
    """The resource of the associations of a type's records, which are those that `records` gives."""
    others: list[Kind] = []
    asked: list[bool] = []

    def rows(page: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        if not page:
            return
        if not asked:
            others.extend(each for each in kinds if _is_possible(hs, kind, each))
            asked.append(True)
        latest = {row["id"]: row[DELETED] for row in page}
        live = [key for key, gone in latest.items() if not gone]
        for other in others:
            ends = [dict(zip(_ENDS, (kind.table, key, other.table), strict=True)) for key in latest]
            yield [{**each, DELETED: True} for each in ends]
            for start in range(0, len(live), _READ):
                yield [*_read(hs, kind, other, live[start : start + _READ])]

    return dlt.transformer(
        rows,
        data_from=records,
        name=f"associations_of_{kind.table}",
        table_name="associations",
        merge_key=_ENDS,
        write_disposition="merge",
        columns=_COLUMNS,
        file_format="parquet",
    )


def _read(hs: HubSpot, kind: Kind, other: Kind, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    found = hs.associations.batch_read(kind.key, other.key, ids, raise_errors=False)
    Batch([*found.failures]).raise_unless_missing()  # those archived or merged since they were read
    for key, partners in found.items():
        for partner in partners:
            for each in partner.association_types:
                yield {
                    **dict(zip(_ENDS, (kind.table, key, other.table), strict=True)),
                    "to_id": str(partner.to_object_id),
                    "category": str(each.category),
                    "type_id": each.type_id,
                    "label": each.label,
                    DELETED: None,
                }


def _is_possible(hs: HubSpot, kind: Kind, other: Kind) -> bool:
    """Whether there are association types between two types."""
    try:
        return bool(hs.association_labels.list(kind.key, other.key).all())
    except (NotFound, Forbidden):
        return False
