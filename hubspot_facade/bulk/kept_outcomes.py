"""Outcomes as a journal keeps them, with the values of rows that are not done; read while no load writes to it too."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.kept_errors import error_of_text
from hubspot_facade.bulk.outcomes import Counts, RowOutcome
from hubspot_facade.errors import JournalError
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FIELDS = "select number, status, line, key, id, change, error, given from rows"
COUNTS = "select status, change, count(*) from rows group by status, change"


def outcomes_in(
    rows: Callable[[str, Sequence[Any]], list[Any]], *, failures: bool = False, start: int = 0
) -> Iterator[RowOutcome]:
    """The outcomes that a query gives, in the order of the rows, from this number on; a thousand are held at a time."""
    status = "and status <> 'done'" if failures else ""
    query = f"{_FIELDS} where number >= ? {status} order by number limit 1000"
    while found := [_outcome(row) for row in rows(query, (start,))]:
        yield from found
        start = found[-1].number + 1


def rows_at(path: Path, query: str, values: Sequence[Any] = ()) -> list[Any]:
    """The rows of a query to a journal that nobody has open. JournalError if it cannot be read."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise JournalError(f"{path} cannot be read: {error}") from error


def count_rows(into: Counts, found: Iterable[tuple[Any, Any, int]]) -> None:
    """Count the outcomes that COUNTS gives."""
    for status, change, times in found:
        into.add(status, change, times)


def _outcome(row: Sequence[Any]) -> RowOutcome:
    number, status, line, key, record_id, change, error, kept = row
    given, original = (None, None) if kept is None else json.loads(kept)
    return RowOutcome(
        *(number, status, line, key, record_id, change),
        error=None if error is None else error_of_text(error),
        given=given,
        original=original,
    )


def text_of_values(values: list[Any]) -> str:
    """The values of a row that is not done, as far as JSON has them."""
    try:
        return json.dumps(values, default=str)
    except (TypeError, ValueError, RecursionError):  # keys that are no text, or what contains itself
        return json.dumps([describe(each) for each in values])
