"""A load from the command line, from its file to its exit code."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.bulk.sources.failed_rows import check_path
from hubspot_facade.cli.failure import PARTLY, CommandError, exit_code, lines
from hubspot_facade.cli.load.dask import load_on
from hubspot_facade.cli.load.input import Input, Reading, columns_of, input_of, unchecked_input
from hubspot_facade.cli.load.progress import showing
from hubspot_facade.cli.load.report import DryRun, print_reading, print_report, to_dict
from hubspot_facade.cli.load.stopping import Stopping
from hubspot_facade.cli.output import print_json
from hubspot_facade.client import HubSpot
from hubspot_facade.errors import LoadError

if TYPE_CHECKING:
    from hubspot_facade.bulk.outcomes import Progress, Report
    from hubspot_facade.cli.load.operations import Operation

__all__ = ["Reading", "Wanted", "columns_of", "run"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command is to do: the operation, and how it finds records."""

    object_type: str
    operation: Operation
    key: str | None
    to: str | None
    is_checked: bool = True

    def __post_init__(self) -> None:
        if Path(self.object_type).is_file():
            raise CommandError(f"{self.object_type} is a file: the object type comes before it")
        by_id = self.operation in ("archive", "associate")
        if self.operation == "associate" and self.to is None:
            raise CommandError("--operation associate needs --to, the type of the other records")
        if self.operation != "associate" and self.to is not None:
            raise CommandError(f"--to is for --operation associate, not for {self.operation}")
        if by_id and self.key not in (None, "id"):
            raise CommandError(f"--operation {self.operation} finds records by their ids: leave out --key")
        if by_id and not self.is_checked:
            raise CommandError(f"--operation {self.operation} reads no definitions: leave out --no-check")
        if self.operation == "upsert" and self.key == "id":
            raise CommandError(
                "an upsert finds records by a unique property; --operation update finds them by their ids"
            )

    def found_by(self, hubspot: HubSpot) -> str | None:
        """The key, or the usual one of the operation and the type."""
        if self.key is not None or self.operation in ("create", "associate"):
            return self.key
        if self.operation != "upsert":
            return "id"
        keys = hubspot.objects(self.object_type)._keys  # pyright: ignore[reportPrivateUsage] # ours
        if not keys:
            raise CommandError(self._without_key(hubspot))
        return keys[0]

    def _without_key(self, hubspot: HubSpot) -> str:
        """What to do where a type has no usual key; an error if there is no such type."""
        definitions = hubspot.properties.definitions(self.object_type)
        unique = [each.name for each in definitions.values() if each.unique]
        if unique:
            return f"--key: name the unique property by which {self.object_type} are found: {' or '.join(unique)}"
        return (
            f"{self.object_type} have no unique property by which to find records: use --operation create (a new "
            "record for each row), --operation update if the file has a column 'id', or create a unique property and "
            "name it, --key PROPERTY"
        )

    def method(self, hubspot: HubSpot, key: str | None) -> tuple[Any, dict[str, Any]]:
        """The bulk method, and its arguments besides rows and options."""
        records: Any = hubspot.objects(self.object_type)
        match self.operation:
            case "associate":
                return hubspot.associations.bulk_create, {
                    "object_type": self.object_type,
                    "to_object_type": str(self.to),
                }
            case "archive":
                return records.bulk_archive, {}
            case "create":
                return records.bulk_create, {"key": key}
            case "update":
                return records.bulk_update, {"key": key or "id"}
            case "upsert":
                return records.bulk_upsert, {"key": key}


def run(
    how: Reading, wanted: Wanted, client: dict[str, Any], options: dict[str, Any], *, dry_run: bool, as_json: bool
) -> None:
    """Load the file and print the report; typer.Exit unless all rows are done."""
    failed: str | None = options["failed"]
    if options["dask"] is not None and options["journal"] is None:
        raise CommandError("--dask needs --journal, a folder that all workers share")
    with HubSpot(**client) as hubspot:
        key = wanted.found_by(hubspot)
        if wanted.is_checked:
            given = input_of(hubspot, wanted.object_type, wanted.operation, key, how)
        else:
            given = unchecked_input(how)
        if failed is not None:
            check_path(failed, given.opened)
        if dry_run:
            _dry_run(given, key, as_json=as_json)
            return
        with Stopping() as stopping:
            if not as_json:
                print_reading(given, whole=False)
            unwritten: LoadError | None = None
            try:
                report = _load(hubspot, given, wanted, key, options, stopping)
            except LoadError as error:  # the load has ended, but the file of failed rows could not be written
                report, unwritten, failed = cast("Report", error.report), error, None
    if as_json:
        print_json(to_dict(given, report, failed))
    else:
        print_report(given, report, failed)
    if unwritten is not None:
        typer.echo(f"error: {unwritten.__cause__}", err=True)
    _end(report)


def _load(
    hubspot: HubSpot, given: Input, wanted: Wanted, key: str | None, options: dict[str, Any], stopping: Stopping
) -> Report:
    last: list[Progress] = []
    options, address = {**options}, options["dask"]
    del options["dask"]
    with showing(f"load {wanted.object_type}", given.opened.fraction) as show:

        def progress(now: Progress) -> None:
            last[:] = [now]
            show(now)

        method, named = wanted.method(hubspot, key)
        rows, shown = stopping.rows(given.rows), stopping.progress(progress)
        how = {**named, **options, "progress": shown, "raise_errors": False}
        try:
            return load_on(address, method, rows, how) if address else method(rows=rows, **how)
        except OSError as error:
            raise CommandError(f"{error.filename or 'a file'} cannot be written: {error.strerror or error}") from None
        except KeyboardInterrupt:
            pass
    _say_how_to_resume(last, options["journal"])
    raise typer.Exit(stopping.exit_code)


def _say_how_to_resume(last: list[Progress], journal: str | None) -> None:
    if last:
        now = last[0]
        left = f", {now.left:,} not sent" if now.left else ""
        typer.echo(
            f"stopped: {counted(now.done, 'row')} done, {now.failed:,} failed, {now.unknown:,} unknown{left}", err=True
        )
    else:
        typer.echo("stopped: no row was sent", err=True)
    if journal is not None:
        typer.echo(f"to go on: {shlex.join(['hubspot-facade', *sys.argv[1:]])}", err=True)
    elif last:
        typer.echo("without --journal, nothing remembers which rows were sent", err=True)


def _dry_run(given: Input, key: str | None, *, as_json: bool) -> None:
    checked = DryRun(given, key)
    if not as_json:
        print_reading(given, whole=True)
    checked.run()
    if as_json:
        print_json(checked.to_dict())
    else:
        checked.print()
        if changed := given.opened.changed():
            typer.echo(changed, err=True)
    if checked.failed or given.opened.changed():
        raise typer.Exit(PARTLY)


def _end(report: Report) -> None:
    """End with the exit code of what happened."""
    if report.stopped is not None:
        for line in lines(report.stopped):
            typer.echo(line, err=True)
        raise typer.Exit(exit_code(report.stopped))
    if not report.ok:
        raise typer.Exit(PARTLY)
