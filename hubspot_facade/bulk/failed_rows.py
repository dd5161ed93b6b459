"""The file of rows that are not done, to be corrected and loaded again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.rows import Row
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hubspot_facade.bulk.outcomes import RowOutcome


def check_failed(path: str | Path, source: object) -> None:
    """Check that the rows of a source that fail can go to this file, before any is sent. InputError says why not."""
    writer: Any = import_module("hubspot_facade.bulk.sources.failed_rows")  # as below
    writer.check_path(path, source)


def write_failed(path: str | Path, source: object, failures: Iterable[RowOutcome]) -> None:
    """Write these rows, in their order; no file if there are none. InputError if it cannot be written."""
    writer: Any = import_module("hubspot_facade.bulk.sources.failed_rows")  # loads that need no file do without it
    try:
        with writer.FailedRows(path, source) as file:
            for each in failures:
                file.add(Row(each.number, each.given, each.line, None, each.original), each.status, each.message)
    except OSError as error:
        raise InputError("failed", f"{path} cannot be written: {error}") from error
