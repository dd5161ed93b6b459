"""What `hubspot-facade load` prints: how the file is read, what a dry run finds, and what became of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.bulk.key_index import KeyIndex
from hubspot_facade.cli.visible import visible
from hubspot_facade.errors import APIError, HubSpotError, InputError
from hubspot_facade.refusals.wording import reason, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubspot_facade.bulk.outcomes import Report
    from hubspot_facade.cli.load.input import Input

_SHOWN = 20  # failures on a terminal
_LISTED = 1_000  # failures in a JSON report


def reading(given: Input) -> dict[str, Any]:
    """How the file is read, as data."""
    loaded = {column: to for column, to in given.properties.items() if to is not None}
    left_out = [column for column, to in given.properties.items() if to is None]
    return {"file": given.opened.name, "read": given.opened.notes(), "columns": loaded, "left_out": left_out}


def print_reading(given: Input, *, whole: bool) -> None:
    """Print how the file is read; the `whole` of it with the property of each column."""
    opened = given.opened
    typer.echo(visible(f"{opened.name or 'rows'}: {'; '.join(opened.notes())}"), err=not whole)
    if not whole:
        return
    for column, to in given.properties.items():
        typer.echo(visible(f"  {column} → {to}" if to is not None else f"  {column} is left out"))


class DryRun:
    """Rows read and checked, and not sent: counts, and the first failures."""

    def __init__(self, given: Input, key: str | None) -> None:
        self._given = given
        self._key = key
        self.rows = self.failed = self.duplicates = 0
        self.failures: list[dict[str, Any]] = []
        self.fields: Counter[str] = Counter()

    def run(self) -> None:
        """Read all rows."""
        index = KeyIndex()
        try:
            for row in self._given.rows:
                self.rows += 1
                if row.error is not None:
                    self.failed += 1
                    self.fields[row.error.field] += 1
                    if len(self.failures) < _LISTED:
                        self.failures.append(_failure(row, "failed", row.error))
                elif (key := self._key_of(row.values)) and index.first(key, row.number) != row.number:
                    self.duplicates += 1
        finally:
            index.close()

    def _key_of(self, values: Any) -> str | None:
        if self._key is None or not isinstance(values, Mapping):
            return None
        given = cast("Mapping[str, Any]", values)
        value: object = given.get(self._key) or given.get("id")
        return None if value is None else str(value).strip().lower()

    def to_dict(self) -> dict[str, Any]:
        """The report as data."""
        opened = self._given.opened
        return {
            "dry_run": True,
            **reading(self._given),
            "rows": self.rows,
            "failed": self.failed,
            "duplicates": self.duplicates,
            "empty": opened.skipped,
            "empty_lines": list(opened.skipped_lines),
            "changed": opened.changed(),
            "failed_by_field": dict(self.fields.most_common()),
            "failures": self.failures,
        }

    def print(self) -> None:
        """Print what a load would refuse, and why."""
        _print_failures(self.failures, self.failed, self._given)
        _print_empty(self._given)
        typer.echo(f"{counted(self.rows, 'row')}, {self.failed:,} would be refused; nothing was sent")
        for field, count in self.fields.most_common(_SHOWN) if self.failed > _SHOWN else ():
            typer.echo(visible(f"  {self._given.column(field) or 'the row itself'}: {count:,}"))
        if self.duplicates:
            have = "has" if self.duplicates == 1 else "have"
            typer.echo(f"{counted(self.duplicates, 'row')} {have} the {self._key} of an earlier one: see --duplicates")


def to_dict(given: Input, report: Report, failed: str | None) -> dict[str, Any]:
    """A report as data."""
    names = ("rows", "done", "failed", "unknown", "left", "created", "updated", "unchanged", "duplicates")
    failures: list[dict[str, Any]] = []
    for each in report.failures:
        if len(failures) == _LISTED:
            break
        failures.append(_failure(each, each.status, each.error))
    return {
        **reading(given),
        **{name: getattr(report, name) for name in (*names, "requests", "retries", "resumed", "journal", "changed")},
        "empty": given.opened.skipped,
        "empty_lines": list(given.opened.skipped_lines),
        "stopped": None if report.stopped is None else str(report.stopped),
        "failed_file": failed if failed and report.failed + report.unknown else None,
        "failures": failures,
    }


def print_report(given: Input, report: Report, failed: str | None) -> None:
    """Print what became of the rows: the first failures, then the counts."""
    shown = [_failure(each, each.status, each.error) for each, _ in zip(report.failures, range(_SHOWN), strict=False)]
    count = report.failed + report.unknown
    _print_failures(shown, count, given)
    _print_empty(given)
    typer.echo(report.totals)
    if failed and count:
        typer.echo(f"the rows that are not done are in {failed}: correct them, and load that file")


def _print_failures(failures: Iterable[dict[str, Any]], count: int, given: Input) -> None:
    for each in [*failures][:_SHOWN]:
        where = f"line {each['line']}" if each["line"] is not None else f"row {each['row']}"
        field = f"{given.column(each['field'])}: " if each["field"] else ""
        unknown = "may be done: " if each["status"] == "unknown" else ""
        typer.echo(visible(f"{where}: {unknown}{field}{shorten(each['message'])}"), err=True)
    if count > _SHOWN:
        typer.echo(f"and {count - _SHOWN:,} more", err=True)


def _print_empty(given: Input) -> None:
    count, lines = given.opened.skipped, given.opened.skipped_lines
    if count:
        more = ", …" if count > len(lines) else ""
        where = "line" if count == 1 else "lines"
        shown = f"{where} {', '.join(map(str, lines))}{more}"
        typer.echo(f"{counted(count, 'empty row')} left out: {shown}", err=True)


def _failure(row: Any, status: str, error: HubSpotError | None) -> dict[str, Any]:
    """A row that is not done as data: where it is, the field if there is one, and why; rows are counted from 1."""
    field, message = getattr(row, "field", None), str(error or "")
    if isinstance(error, InputError):
        field, message = error.field or None, error.problem
    elif isinstance(error, APIError):
        message = (reason(error.message, error.errors) or message).removeprefix(f"{field}: ")
    return {"row": row.number + 1, "line": row.line, "field": field, "status": status, "message": message}
