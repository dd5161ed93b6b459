"""What became of an import: its counts, and each row that HubSpot refused, by line and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import RowsFailed
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.imports.models import PublicImportError, PublicImportResponse

_SHOWN, _LONGEST = 3, 200  # errors in a message, and characters of each


@dataclass(frozen=True, slots=True)
class RowError:
    """What HubSpot refused in a row.

    `line` is HubSpot's line number, `column` the column's header, `property` its property, `value` the value that is
    wrong: None where HubSpot does not say. `kind` is HubSpot's errorType; `row` has the row's values by column.
    """

    line: int | None
    column: str | None
    property: str | None
    value: str | None
    kind: str
    message: str
    row: Mapping[str, str]
    answer: PublicImportError = field(repr=False)

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line is not None else "a row"
        return f"{place}{f', {self.column}' if self.column else ''}: {self.message[:_LONGEST]}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An import that has ended: its `state`, HubSpot's `counts`, the `errors` of rows, and HubSpot's whole `answer`.

    A row may have several errors, and a row with errors may have been written in part.
    """

    id: str
    state: str
    counts: Mapping[str, int]
    errors: Sequence[RowError]
    answer: PublicImportResponse = field(repr=False)

    @property
    def rows(self) -> int | None:
        """How many rows HubSpot read; None if it does not say, as for the other counts."""
        return self.counts.get("TOTAL_ROWS")

    @property
    def created(self) -> int | None:
        """How many records were created."""
        return self.counts.get("CREATED_OBJECTS")

    @property
    def updated(self) -> int | None:
        """How many records were updated."""
        return self.counts.get("UPDATED_OBJECTS")

    @property
    def error_count(self) -> int:
        """How many errors there are: as many as HubSpot counts or lists, whichever is more."""
        return max(len(self.errors), self.counts.get("ERRORS") or 0)

    @property
    def list_ids(self) -> list[str]:
        """The lists that were made of the records."""
        listed: Any = self.answer.metadata.object_lists or ()
        return [each.list_id for each in listed]

    def raise_for_errors(self) -> ImportReport:
        """This report. Raises RowsFailed if HubSpot refused anything in a row."""
        if not self.error_count:
            return self
        shown = [str(each) for each in self.errors[:_SHOWN]]
        more = [f"and {self.error_count - len(shown):,} more"] if self.error_count > len(shown) else []
        written = f"{self.error_count:,} error{'' if self.error_count == 1 else 's'}"
        total = "" if self.rows is None else f" in {self.rows:,} rows"
        failure = RowsFailed(
            f"import {self.id} has {written}{total}: {'; '.join([*shown, *more])}",
            kind="import",
            job_id=self.id,
            status=self.state,
            answer=self.answer,
        )
        failure.report = self
        raise failure

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        names = ("line", "column", "property", "value", "kind", "message", "row")
        errors = [{name: jsonable(getattr(each, name)) for name in names} for each in self.errors]
        return {"id": self.id, "state": self.state, "counts": dict(self.counts), "errors": errors}


def report_of(answer: PublicImportResponse, errors: Sequence[PublicImportError]) -> ImportReport:
    """The report of an import; its columns are those of the importRequest that HubSpot shows of it."""
    counters: Any = answer.metadata.counters if answer.metadata else None
    counts = {name: each for name, each in dict(counters or {}).items() if isinstance(each, int)}
    columns = _columns(answer.import_request_json)
    return ImportReport(
        str(answer.id), str(answer.state), counts, [_row_error(each, columns) for each in errors], answer
    )


def _columns(request: object) -> Sequence[Mapping[str, Any]]:
    """The columns of an import of one file; empty if HubSpot does not show them."""
    files = _items(_part(jsonable(request), "files"))
    if len(files) != 1:
        return []
    mappings = _items(_part(_part(files[0], "fileImportPage"), "columnMappings"))
    return [cast("Mapping[str, Any]", each) for each in mappings if isinstance(each, dict)]


def _part(data: object, name: str) -> object:
    return cast("dict[str, object]", data).get(name) if isinstance(data, dict) else None


def _items(data: object) -> Sequence[object]:
    return cast("Sequence[object]", data) if isinstance(data, list) else []


def _row_error(error: PublicImportError, columns: Sequence[Mapping[str, Any]]) -> RowError:
    given: Any = error  # as it was read: any part may be missing
    source, invalid = given.source_data, given.invalid_property_value
    name: str | None = getattr(invalid, "name", None) or None
    at: int | None = given.known_column_number  # counted from 0
    if at is None and name is not None:
        of = given.object_type_id
        same = [each.get("propertyName") == name and of in (None, each.get("columnObjectTypeId")) for each in columns]
        at = same.index(True) if True in same else None
    column: Mapping[str, Any] = columns[at] if at is not None and 0 <= at < len(columns) else {}
    cells: Sequence[str] = getattr(source, "row_data", None) or ()
    value: str | None = given.invalid_value_to_display or given.invalid_value or getattr(invalid, "value", None)
    return RowError(
        line=getattr(source, "line_number", None),
        column=column.get("columnName"),
        property=name or column.get("propertyName"),
        value=value or None,
        kind=str(given.error_type),
        message=given.error_message or given.extra_context or str(given.error_type),
        row=dict(zip((str(each.get("columnName")) for each in columns), cells, strict=False)),
        answer=error,
    )
