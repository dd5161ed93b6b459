"""Rows that are ids of records, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import record_id_of

if TYPE_CHECKING:
    from hubspot_facade.bulk.rows import Row


class IdCheck:
    """Checks rows: `check(row)` gives the row, with an error if one of its values of these names is no record's id."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __call__(self, row: Row) -> Row:
        """The row as it is sent, or with its error; values that are missing are left to the load."""
        if row.error is not None or not isinstance(cast("object", row.values), Mapping):
            return row
        for name in self._names:
            value: Any = row.values.get(name)
            if isinstance(value, str | int) and value != "":
                try:
                    record_id_of(value, name)
                except InputError as error:
                    return replace(row, error=error)
        return row
