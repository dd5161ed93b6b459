"""Loads of list memberships: what the rows of `bulk_add_members` and `bulk_remove_members` become."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.bulk.loading import load as load  # here, since loads are used together with their writes
from hubspot_facade.bulk.writes import ROW, Write
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import id_of, text_of

if TYPE_CHECKING:
    from hubspot_facade.plans.accounting import BatchEndpoint


def changes(
    name: str,
    list_id: str,
    endpoint: BatchEndpoint,
    key: str,
    ids_by_email: Callable[[Sequence[str]], Generator[Any, Any, list[Any]]],
) -> Write:
    """Records that join or leave a list, by id or by the address of a contact."""
    if key not in ("id", "email"):
        raise InputError("key", f"expected 'id' or 'email', not {key!r}")

    def read(values: Any, _number: int) -> str:
        where = ROW
        if isinstance(values, Mapping):
            row = cast("Mapping[str, Any]", values)
            where = f"{ROW}.{key}"
            values = row.get(key)
            if values is None and key == "id":
                values = row.get("hs_object_id")
        return text_of(values, where).lower() if key == "email" else id_of(values, where)

    def complete(addresses: Sequence[str]) -> Generator[Any, Any, list[Any]]:
        return (yield from ids_by_email(addresses))

    return Write(
        endpoint=endpoint,
        facts={"operation": name, "list_id": list_id, "key": key},
        read=read,
        key=lambda entry: entry,
        complete=complete if key == "email" else None,
    )
