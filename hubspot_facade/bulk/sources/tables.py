"""Rows of tables: Parquet files, Arrow tables and readers, data frames of pandas, polars and others that export Arrow.

Parts of some thousand rows are turned into Python values at a time. Whatever stands for no value (None, NaN, NaT, NA)
is None; numbers and moments of numpy and pandas become those of Python, to the microsecond. A data frame's index is
not read.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.bulk.rows import Row
from hubspot_facade.bulk.sources.contents import Content, FileContent
from hubspot_facade.errors import InputError
from hubspot_facade.extras import load
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PART = 4096
PARQUET = b"PAR1"


class Table:
    """A table in memory or a stream of its parts; `parts` gives lists of columns, each a list of values."""

    format = "table"
    encoding = None
    skipped = 0
    skipped_lines: Sequence[int] = ()

    def __init__(
        self,
        columns: Sequence[object],
        parts: Callable[[], Iterator[list[list[Any]]]],
        *,
        kind: str,
        rows: int | None = None,
        content: Content | None = None,
        fingerprint: str | None = None,
    ) -> None:
        self.columns = _names(columns)
        self.fingerprint = fingerprint
        self._parts = parts
        self._kind = kind
        self._rows = rows
        self._read = 0
        self._content = content

    @property
    def name(self) -> str:
        """The path, empty for a table in memory."""
        return self._content.name if self._content else ""

    @property
    def reading(self) -> list[str | None]:
        """What decides how its bytes are read."""
        return []

    def changed(self) -> str | None:
        """Whether the file changed while it was read."""
        return self._content.changed() if self._content else None

    def fraction(self) -> float | None:
        """How many of its rows have been read, between 0 and 1."""
        return self._read / self._rows if self._rows else None

    def notes(self) -> list[str]:
        """How it was read."""
        rows = "" if self._rows is None else f"{counted(self._rows, 'row')}, "
        return [f"{self._kind}: {rows}{counted(len(self.columns), 'column')}"]

    def __iter__(self) -> Iterator[Row]:
        self._read = number = 0
        columns = self.columns
        for part in self._parts():
            for cells in zip(*part, strict=True):
                values = dict(zip(columns, cells, strict=True))
                yield Row(number, values, original=values)
                number += 1
                self._read = number


def parquet(given: object) -> Table:
    """A Parquet file, by its path or open. InputError if it is none. Needs the extra `parquet`."""
    library = load("pyarrow.parquet", "parquet")
    arrow = load("pyarrow", "parquet")
    content: FileContent | None = None
    fingerprint = None
    name = str(getattr(given, "name", "the file"))
    if isinstance(given, str | Path):
        content = FileContent(Path(given))
        name = content.name
        fingerprint = content.identify("latin-1")[1]

    def opened() -> Any:
        # Without these two the reader holds a whole row group, which may be the whole file.
        try:
            return library.ParquetFile(given, pre_buffer=False, buffer_size=1 << 16)
        except arrow.ArrowException as error:
            raise InputError("rows", f"{name} is not a Parquet file: {error}") from None

    file = opened()
    rows, names = int(file.metadata.num_rows), list(file.schema_arrow.names)
    file.close(force=content is not None)

    def parts() -> Iterator[list[list[Any]]]:
        reading = opened()
        try:
            yield from _parts(arrow, reading.iter_batches(PART, use_threads=False))
        finally:
            reading.close(force=content is not None)

    return Table(names, parts, kind="Parquet", rows=rows, content=content, fingerprint=fingerprint)


def table_of(given: Any) -> Table:
    """A data frame or Arrow table. InputError for anything else."""
    if _is_pandas(given):
        return _pandas_table(given)
    if hasattr(given, "to_batches") and hasattr(given, "schema"):  # an Arrow table, which can be read again
        arrow = load("pyarrow", "parquet")
        return Table(
            given.schema.names,
            lambda: _parts(arrow, given.to_batches(max_chunksize=PART)),
            kind="Arrow",
            rows=getattr(given, "num_rows", None),
        )
    if hasattr(given, "__arrow_c_stream__"):
        arrow = load("pyarrow", "parquet")
        reader = arrow.RecordBatchReader.from_stream(given)
        return Table(reader.schema.names, lambda: _parts(arrow, reader), kind="Arrow", rows=_length(given))
    raise InputError("rows", f"expected a data frame or an Arrow table, not {describe(given)}")


def is_table(given: object) -> bool:
    """Whether it is a data frame or an Arrow table."""
    return _is_pandas(given) or hasattr(given, "__arrow_c_stream__") or hasattr(given, "to_batches")


def _is_pandas(given: object) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(given, pandas.DataFrame)


def _length(given: Any) -> int | None:
    return len(given) if hasattr(given, "__len__") else None


def _parts(arrow: Any, batches: Any) -> Iterator[list[list[Any]]]:
    for batch in batches:
        for start in range(0, batch.num_rows, PART):
            yield [_values(arrow, column) for column in batch.slice(start, PART).columns]


def _values(arrow: Any, column: Any) -> list[Any]:
    kind = column.type
    if arrow.types.is_timestamp(kind) and kind.unit == "ns":  # Python's end at the microsecond
        column = column.cast(arrow.timestamp("us", kind.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return [None if each != each else each for each in values] if arrow.types.is_floating(kind) else values  # NaN


def _pandas_table(frame: Any) -> Table:
    def parts() -> Iterator[list[list[Any]]]:
        places = range(frame.shape[1])
        for start in range(0, len(frame), PART):
            part = frame.iloc[start : start + PART]
            yield [[_plain(each) for each in part.iloc[:, place].tolist()] for place in places]

    return Table(list(frame.columns), parts, kind="pandas", rows=len(frame))


_PLAIN = (str, int, bool, Decimal)


def _plain(value: Any) -> Any:
    """A cell of a data frame as a value of Python's own."""
    if type(value) in _PLAIN or value is None:
        return None if isinstance(value, Decimal) and value.is_nan() else value
    if isinstance(value, float):
        return None if value != value else value
    kind = type(value).__name__
    if kind in ("NaTType", "NAType"):
        return None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    if isinstance(value, datetime | date):
        return value
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:  # a scalar of numpy's
        return _plain(value.item()) if not isinstance(value.item(), type(value)) else value
    if hasattr(value, "tolist"):  # an array
        return value.tolist()
    return value


def _names(columns: Sequence[object]) -> list[str]:
    names: list[str] = []
    for place, each in enumerate(columns):
        if not isinstance(each, str):
            raise InputError("columns", f"column {place + 1} is named by {describe(each)}: expected text")
        if each in names:
            raise InputError(
                "columns", f"{each!r} is the name of columns {names.index(each) + 1} and {place + 1}: rename one"
            )
        names.append(each)
    return names
