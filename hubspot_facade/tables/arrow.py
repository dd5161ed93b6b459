"""Rows as Arrow's record batches, column by column, which keeps the types and is fast."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, Any

from hubspot_facade.extras import load
from hubspot_facade.tables.columns import UNREAD, Column, Kind, Unread
from hubspot_facade.tables.rows import Rows
from hubspot_facade.tables.texts import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLACES, DIGITS = 18, 38
"""Of decimals in Arrow: as many as other programs read too."""

_STEP = Decimal(1).scaleb(-PLACES)
_EXACT = Context(prec=2 * DIGITS)
_MOST_ROWS, _FEWEST_ROWS, _MOST_CELLS = 20_000, 1_000, 500_000


def pyarrow() -> Any:
    """The package, which the extra `parquet` installs."""
    return load("pyarrow", "parquet")


def schema_of(columns: Sequence[Column]) -> Any:
    """Arrow's schema of these columns; a column's label is in its metadata."""
    pa = pyarrow()
    return pa.schema([pa.field(each.name, type_of(each.kind), metadata=_metadata(each)) for each in columns])


def type_of(kind: Kind) -> Any:
    """Arrow's type of a kind of column."""
    pa = pyarrow()
    match kind:
        case "whole":
            return pa.int64()
        case "decimal":
            return pa.decimal128(DIGITS, PLACES)
        case "float":
            return pa.float64()
        case "bool":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "timestamp":
            return pa.timestamp("us", tz="UTC")
        case "list":
            return pa.list_(pa.string())
        case "text" | "json":
            return pa.string()


def record_batch(rows: Rows, unread: Unread) -> Any:
    """The rows as a record batch. Decimals that Arrow cannot hold are rounded, or end in the column `unread`."""
    pa = pyarrow()
    columns: list[list[Any]] = [list(each) for each in zip(*rows.cells, strict=True)] or [[] for _ in rows.columns]
    place = next((index for index, each in enumerate(rows.columns) if each.name == UNREAD), None)
    left: list[dict[str, Any] | None] = [None] * len(rows) if place is None else columns[place]
    for index, column in enumerate(rows.columns):
        if column.kind == "decimal":
            columns[index] = _decimals(column.name, columns[index], left, unread)
    for index, column in enumerate(rows.columns):
        if column.kind == "json":
            columns[index] = [None if each is None else json_text(each) for each in columns[index]]
    schema = schema_of(rows.columns)
    arrays = [pa.array(values, type=each.type) for values, each in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def table_of(batches: Sequence[Any]) -> Any:
    """One table of record batches; where a column is missing, it has nulls."""
    pa = pyarrow()
    tables = [pa.Table.from_batches([each]) for each in batches] or [pa.table({})]
    return pa.concat_tables(tables, promote_options="default")


def frame_of(table: Any) -> Any:
    """A data frame whose columns keep Arrow's types: decimals, whole numbers with gaps, times with zones."""
    pandas = load("pandas", "pandas")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


class Gathered:
    """Rows gathered until there are enough for a record batch."""

    def __init__(self) -> None:
        self._rows: Rows | None = None

    def add(self, rows: Rows) -> Iterator[Rows]:
        """Add rows; those gathered before are handed out when there are enough, or when columns are added."""
        held = self._rows
        if held is not None and held.columns == rows.columns:
            held.cells.extend(rows.cells)
        else:
            yield from self.rest()
            self._rows = Rows(rows.columns, [*rows.cells])
        if self._rows is not None and len(self._rows) >= _rows_of_a_batch(len(rows.columns)):
            yield from self.rest()

    def rest(self) -> Iterator[Rows]:
        """What is gathered, if anything."""
        held, self._rows = self._rows, None
        if held is not None:
            yield held


def _rows_of_a_batch(columns: int) -> int:
    return max(_FEWEST_ROWS, min(_MOST_ROWS, _MOST_CELLS // max(columns, 1)))


def _decimals(name: str, values: list[Any], left: list[dict[str, Any] | None], unread: Unread) -> list[Any]:
    fitted: list[Any] = []
    for row, value in enumerate(values):
        if value is not None:
            if value and value.adjusted() >= DIGITS - PLACES:
                unread.add(name, f"in row {row}", str(value), f"has more than {DIGITS - PLACES} digits")
                left[row] = {**(left[row] or {}), name: str(value)}
                fitted.append(None)
                continue
            if value.as_tuple().exponent < -PLACES:
                with localcontext(_EXACT):
                    rounded = value.quantize(_STEP)
                if rounded != value:
                    unread.rounded[name] = unread.rounded.get(name, 0) + 1
                value = rounded
        fitted.append(value)
    return fitted


def _metadata(column: Column) -> dict[str, str] | None:
    return {"label": column.label} if column.label else None
