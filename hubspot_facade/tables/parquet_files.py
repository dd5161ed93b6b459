"""Parquet files (extra `parquet`), in row groups of up to 20,000 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.extras import load
from hubspot_facade.tables.arrow import Gathered, pyarrow, record_batch, schema_of
from hubspot_facade.tables.parts import Format

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Column, Unread
    from hubspot_facade.tables.rows import Rows


class ParquetPart:
    """A Parquet file with these columns."""

    def __init__(self, path: Path, columns: Sequence[Column], unread: Unread) -> None:
        self._writer = load("pyarrow.parquet", "parquet").ParquetWriter(path, schema_of(columns))
        self._gathered = Gathered()
        self._unread = unread

    def write(self, rows: Rows) -> None:
        """Add rows."""
        for each in self._gathered.add(rows):
            self._writer.write_batch(record_batch(each, self._unread))

    def close(self) -> None:
        """Complete the file."""
        for each in self._gathered.rest():
            self._writer.write_batch(record_batch(each, self._unread))
        self._writer.close()


def join(parts: Sequence[Path], whole: Path, columns: Sequence[Column]) -> None:
    """One file with all columns; rows of earlier parts have nulls."""
    pa, parquet = pyarrow(), load("pyarrow.parquet", "parquet")
    schema = schema_of(columns)
    with parquet.ParquetWriter(whole, schema) as writer:
        for part in parts:
            with parquet.ParquetFile(part) as file:
                for batch in file.iter_batches():
                    later = [pa.nulls(len(batch), each.type) for each in [*schema][batch.num_columns :]]
                    writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *later], schema=schema))


PARQUET = Format(ParquetPart, join)
