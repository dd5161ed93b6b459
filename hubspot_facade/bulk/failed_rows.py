"""The file of rows that are not done, to be corrected and loaded again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from hubspot_facade.bulk.outcomes import Report


def check_failed(path: str | Path, source: object) -> None:
    """Check that the rows of a source that fail can go to this file, before any is sent. InputError says why not."""
    writer: Any = import_module("hubspot_facade.bulk.sources.failed_rows")  # as below
    writer.check_path(path, source)


def write_failed(path: str | Path, source: object, report: Report) -> None:
    """Write the failed and unknown rows of a report, in their order; no file if there are none."""
    writer: Any = import_module("hubspot_facade.bulk.sources.failed_rows")  # loads that need no file do without it
    with writer.FailedRows(path, source) as file:
        for each in report.failures:
            file.add(Row(each.number, each.given, each.line, None, each.original), each.status, each.message)
