"""`hubspot-facade load`: the rows of a file into an account."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import COLUMNS, MAPPED_COLUMNS, OBJECT_TYPES
from hubspot_facade.cli.failure import report_errors
from hubspot_facade.cli.load.operations import Operation
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile

ObjectType = Annotated[
    str, typer.Argument(help="The type of the records: contacts, deals, a custom type's name or id, …", **OBJECT_TYPES)
]
File = Annotated[str, typer.Argument(help="CSV, TSV, JSON Lines or Parquet, also gzipped; - is standard input.")]
Key = Annotated[
    str | None,
    typer.Option("--key", help="The unique property that records are found by, or id. Upserts of contacts: email."),
]
What = Annotated[Operation, typer.Option("--operation", help="What to do with the records.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", help='COLUMN=property, as in --map "E-mail=email"; can be repeated.', **MAPPED_COLUMNS),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", help="A column to leave out; can be repeated.", **COLUMNS)
]
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
To = Annotated[
    str | None, typer.Option("--to", help="With --operation associate: the type of the other records.", **OBJECT_TYPES)
]
Journal = Annotated[
    str | None,
    typer.Option("--journal", help="A file by which the same command goes on after it was stopped or killed."),
]
Failed = Annotated[
    str | None,
    typer.Option("--failed", help="A .csv, .tsv or .jsonl file for the rows that are not done, to correct and load."),
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
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Load by the workers of the Dask scheduler at this address. --journal is a folder that all of them share.",
    ),
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
    dask: Dask = None,
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
    from hubspot_facade.cli.load import running  # other commands do without it

    with report_errors():
        how = running.Reading(
            *(file, input_format, encoding, delimiter),
            columns=running.columns_of(column or ()),
            ignore=ignore or (),
            ignore_unknown=ignore_unknown,
            clear_empty=clear_empty,
        )
        wanted = running.Wanted(object_type, operation, key, to, is_checked=not no_check)
        options: dict[str, Any] = {
            "journal": journal,
            "failed": failed,
            "duplicates": duplicates,
            "unchanged": unchanged,
            "concurrency": concurrency,
            "dask": dask,
        }
        client = client_options(profile, base_url, api_version, allow_http=allow_http)
        running.run(how, wanted, client, options, dry_run=dry_run, as_json=shown == "json")
