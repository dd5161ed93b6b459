"""`hubspot-facade load`: the rows of a file into an account."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from hubspot_facade.bulk.sources.failed_rows import check_path
from hubspot_facade.cli.auth.profiles import settings_of
from hubspot_facade.cli.failure import PARTLY, CommandError, exit_code, lines, report_errors
from hubspot_facade.cli.load_input import Input, Operation, Reading, columns_of, input_of, unchecked_input
from hubspot_facade.cli.load_progress import showing
from hubspot_facade.cli.load_report import DryRun, print_reading, print_report, to_dict
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.cli.stopping import Stopping
from hubspot_facade.client import HubSpot

if TYPE_CHECKING:
    from hubspot_facade.bulk.outcomes import Progress, Report

ObjectType = Annotated[str, typer.Argument(help="Of which type the records are: contacts, deals, boat, 2-123, …")]
File = Annotated[str, typer.Argument(help="CSV, TSV, JSON Lines or Parquet, also gzipped; - is standard input.")]
Key = Annotated[
    str | None,
    typer.Option("--key", help="The unique property that records are found by, or id. Upserts of contacts: email."),
]
What = Annotated[Operation, typer.Option("--operation", help="What to do with the records.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", help='COLUMN=property, as in --map "E-mail=email"; may be given often.'),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help="A column to leave out; may be given often.")]
IgnoreUnknown = Annotated[bool, typer.Option("--ignore-unknown", help="Leave out columns that have no property.")]
InputFormat = Annotated[
    Literal["csv", "tsv", "jsonl", "parquet"] | None,
    typer.Option("--input-format", help="The format of the file, where its name and its beginning do not show it."),
]
Encoding = Annotated[str | None, typer.Option("--encoding", help="The file's encoding, where it is not detected.")]
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="What separates cells, where it is not detected.")]
ClearEmpty = Annotated[
    bool, typer.Option("--clear-empty", help="An empty cell clears the property; by default it is left as it is.")
]
To = Annotated[str | None, typer.Option("--to", help="With --operation associate: the type of the other records.")]
Journal = Annotated[
    str | None,
    typer.Option("--journal", help="A file by which the same command goes on after it was stopped or killed."),
]
Failed = Annotated[
    str | None,
    typer.Option("--failed", help="A .csv or .jsonl file for the rows that are not done, to be corrected and loaded."),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Check every row and send nothing.")]
NoCheck = Annotated[bool, typer.Option("--no-check", help="Send values as they are, without reading definitions.")]
Duplicates = Annotated[
    Literal["last", "first", "refuse"],
    typer.Option("--duplicates", help="Which of several rows with one key are sent; last: all of them, in order."),
]
Unchanged = Annotated[
    bool, typer.Option("--unchanged", help="Read the records first, and leave out rows that change nothing.")
]
Concurrency = Annotated[int | None, typer.Option("--concurrency", help="Requests at a time.", min=1, max=64)]
Shown = Annotated[Literal["text", "json"], typer.Option("--format", help="How the report is printed.")]


def load(
    object_type: ObjectType,
    file: File,
    key: Key = None,
    operation: What = "upsert",
    column: Map = None,
    ignore: Ignore = None,
    ignore_unknown: IgnoreUnknown = False,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    clear_empty: ClearEmpty = False,
    to: To = None,
    journal: Journal = None,
    failed: Failed = None,
    dry_run: Dry = False,
    no_check: NoCheck = False,
    duplicates: Duplicates = "last",
    unchanged: Unchanged = False,
    concurrency: Concurrency = None,
    shown: Shown = "text",
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Create, update, archive or associate the records of a file, any number of them.

    Columns are loaded as the properties of their names or labels. Each row is checked before it is sent; rows that are
    refused do not stop the others, are listed by line and field, and go to the --failed file. Ctrl-C ends the load once
    the requests under way are answered; with --journal the same command goes on from there. If rows failed, or it is
    not known whether they are done, the exit code is 4.
    """
    with report_errors():
        how = Reading(
            *(file, input_format, encoding, delimiter),
            columns=columns_of(column or ()),
            ignore=ignore or (),
            ignore_unknown=ignore_unknown,
            clear_empty=clear_empty,
        )
        key = _checked_key(operation, key, to, no_check=no_check)
        with HubSpot(
            api_version=api_version, allow_http=allow_http or None, **settings_of(profile, base_url)
        ) as hubspot:
            key = key or _usual_key(hubspot, object_type, operation)
            if no_check and operation not in ("archive", "associate"):
                given = unchecked_input(how)
            else:
                given = input_of(hubspot, object_type, operation, key, how)
            if failed is not None:
                check_path(failed, given.opened)
            if dry_run:
                _dry_run(given, key, shown)
                return
            if shown == "text":
                print_reading(given, whole=False)
            options: dict[str, Any] = {
                "journal": journal,
                "failed": failed,
                "duplicates": duplicates,
                "unchanged": unchanged,
                "concurrency": concurrency,
                "raise_errors": False,
            }
            report = _load(hubspot, object_type, given, (operation, key, to), options)
        if shown == "json":
            print_json(to_dict(given, report, failed))
        else:
            print_report(given, report, failed)
        _end(report)


def _load(
    hubspot: HubSpot, object_type: str, given: Input, what: tuple[Operation, str | None, str | None], options: Any
) -> Report:
    operation, key, to = what
    last: list[Progress] = []
    with Stopping() as stopping, showing(f"load {object_type}", given.opened.fraction) as show:

        def progress(now: Progress) -> None:
            last[:] = [now]
            show(now)

        rows: Any = stopping.rows(given.rows)
        options["progress"] = stopping.progress(progress)
        try:
            match operation:
                case "associate":
                    return hubspot.associations.bulk_create(object_type, str(to), rows, **options)
                case "archive":
                    return hubspot.objects(object_type).bulk_archive(rows, **options)
                case "create":
                    return hubspot.objects(object_type).bulk_create(rows, key=key, **options)
                case "update":
                    return hubspot.objects(object_type).bulk_update(rows, key=key or "id", **options)
                case "upsert":
                    return hubspot.objects(object_type).bulk_upsert(rows, key=key, **options)
        except OSError as error:
            raise CommandError(f"{error.filename or 'a file'} cannot be written: {error.strerror or error}") from None
        except KeyboardInterrupt:
            pass
    _say_how_to_resume(last, options["journal"])
    raise typer.Exit(stopping.exit_code)


def _say_how_to_resume(last: list[Progress], journal: str | None) -> None:
    if last:
        now = last[0]
        typer.echo(f"stopped: {now.done:,} rows done, {now.failed:,} failed, {now.unknown:,} unknown", err=True)
    else:
        typer.echo("stopped: no row was sent", err=True)
    if journal is not None:
        typer.echo(f"to go on: {shlex.join(['hubspot-facade', *sys.argv[1:]])}", err=True)
    elif last:
        typer.echo("without --journal, nothing remembers which rows were sent", err=True)


def _dry_run(given: Input, key: str | None, shown: str) -> None:
    checked = DryRun(given, key)
    if shown == "text":
        print_reading(given, whole=True)
    checked.run()
    if shown == "json":
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


def _checked_key(operation: Operation, key: str | None, to: str | None, *, no_check: bool) -> str | None:
    if operation == "associate" and to is None:
        raise CommandError("--operation associate needs --to, the type of the other records")
    if operation != "associate" and to is not None:
        raise CommandError(f"--to is for --operation associate, not for {operation}")
    if operation in ("archive", "associate") and key not in (None, "id"):
        raise CommandError(f"--operation {operation} finds records by their ids: leave out --key")
    if operation == "upsert" and key == "id":
        raise CommandError("an upsert finds records by a unique property; --operation update finds them by their ids")
    if operation in ("archive", "associate") and no_check:
        raise CommandError(f"--operation {operation} reads no definitions: leave out --no-check")
    return "id" if operation in ("archive", "update") and key is None else key


def _usual_key(hubspot: HubSpot, object_type: str, operation: Operation) -> str | None:
    """The property that upserts of this type find records by, where the command names none."""
    if operation != "upsert":
        return None
    keys: tuple[str, ...] = hubspot.objects(object_type)._keys  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # of ours
    if not keys:
        raise CommandError(f"--key: name the unique property by which {object_type} are found")
    return keys[0]
