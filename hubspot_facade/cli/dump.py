"""`hubspot-facade dump`: records as a file, all of them or what changed."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated, Any

import typer

from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import OBJECT_TYPES
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.filters import filters_of
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.progress import counting_rows
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Filters, Profile
from hubspot_facade.client import HubSpot
from hubspot_facade.tables.columns import UnreadValuesWarning
from hubspot_facade.tables.files import Written, format_of

Type = Annotated[
    str, typer.Argument(help="The object type: contacts, deals, a custom type's name or id, …", **OBJECT_TYPES)
]
To = Annotated[Path, typer.Option("--to", help="The file to write; .csv, .jsonl or .parquet says of which kind.")]
Properties = Annotated[
    str, typer.Option("--properties", help="Names separated by commas, or all that the object type has.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", help="What happened since a time or a checkpoint: changes, merges, archivals."),
]
Associations = Annotated[
    str | None,
    typer.Option("--associations", help="Object types, separated by commas, whose ids to add.", **OBJECT_TYPES),
]
Archived = Annotated[bool, typer.Option("--archived", help="The archived records in place of the others.")]
History = Annotated[
    str | None, typer.Option("--history", help="Properties, separated by commas, whose former values to add.")
]
Numbers = Annotated[str, typer.Option("--numbers", help="decimal, which is exact, or float.")]
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Write by the workers of the Dask scheduler at this address; --to is a folder that all of them share.",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", help="At most this many rows.")]


def dump(
    object_type: Type,
    to: To,
    properties: Properties = "all",
    since: Since = None,
    associations: Associations = None,
    archived: Archived = False,
    history: History = None,
    filters: Filters = None,
    numbers: Numbers = "decimal",
    limit: Limit = None,
    dask: Dask = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Write an object type's records to a file: CSV, JSON Lines or Parquet, with typed columns.

    With --since, the file has a row for each thing that happened, its kind in the column `change`. Printed are the
    number of rows and the checkpoint for the next --since. The file is replaced once the new one is complete; if the
    command is stopped or fails, it is as it was.
    """
    with report_errors():
        suffix = to.suffix
        format_of(suffix)
        _refuse_contradictions(since, archived=archived, history=history, filters=filters, associations=associations)
        conditions = filters_of(filters or ())
        settings = client_options(profile, base_url, api_version, allow_http=allow_http)
        if dask is not None:
            others = {"since": since, "archived": archived, "filter": filters, "limit": limit}
            if wrong := [name for name, value in others.items() if value]:
                raise CommandError(f"--{wrong[0]} does not go with --dask")
            if numbers != "decimal":
                raise CommandError("--numbers does not go with --dask")
        with HubSpot(**settings) as hubspot:
            records = hubspot.objects(object_type)
            if dask is not None:
                _dump_on(dask, records, to, properties, associations, history)
                return
            checkpoint: str | None = None
            listing: Any
            if since is not None:
                listing = records.changes(since, properties=properties, associations=associations, limit=limit)
            elif conditions:
                listing = records.search(conditions, properties=properties, limit=limit)
            else:
                checkpoint = None if archived or limit is not None else records.get_checkpoint()
                listing = records.list(
                    properties=properties,
                    associations=associations,
                    archived=archived or None,
                    properties_with_history=history,
                    limit=limit,
                )
            written = _written(listing, to, suffix, numbers, f"dump {object_type}")
            if conditions and not written.rows:
                from hubspot_facade.cli.found_nothing import explain

                explain(hubspot, object_type, conditions)
        print_json({"file": str(to), "rows": written.rows, "checkpoint": listing.checkpoint if since else checkpoint})
        if written.unread:
            typer.echo(str(written.unread), err=True)


def _dump_on(
    address: str, records: Any, to: Path, properties: str, associations: str | None, history: str | None
) -> None:
    from hubspot_facade.cli.cluster import cluster_at  # other dumps do without it
    from hubspot_facade.dask import dump

    given = {"properties": properties, "associations": associations, "properties_with_history": history}
    options: dict[str, Any] = {
        name: names.split(",") if names != "all" else names for name, names in given.items() if names
    }
    with cluster_at(address) as client:
        done = dump(client, records, to, format=to.suffix, **options)
    print_json({"folder": str(to), "files": len(done.files), "rows": done.rows, "checkpoint": done.checkpoint})
    for each in done.unread:
        typer.echo(each, err=True)


def _written(listing: Any, to: Path, suffix: str, numbers: str, name: str) -> Written:
    method = {"csv": "to_csv", "parquet": "to_parquet"}.get(suffix.lower().lstrip("."), "to_jsonl")

    def progress(so_far: Written) -> None:
        show(so_far.rows)

    with counting_rows(name) as show, warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadValuesWarning)  # the command prints them itself
        try:
            written: Written = getattr(listing, method)(to, numbers=numbers, progress=progress)
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror or error}") from None
        except KeyboardInterrupt:
            typer.echo(f"stopped: {to} is as it was before", err=True)
            raise
    return written


def _refuse_contradictions(since: str | None, *, archived: bool, **others: Any) -> None:
    given = [f"--{name}".rstrip("s") if name == "filters" else f"--{name}" for name, value in others.items() if value]
    if since is not None:
        wrong = [each for each in given if each != "--associations"]
        if archived:
            raise CommandError("--since reports archived records by itself: leave out --archived")
        if wrong:
            raise CommandError(f"{wrong[0]} does not go with --since")
    elif others.get("filters"):
        wrong = [each for each in given if each != "--filter"]
        if archived or wrong:
            raise CommandError(f"{wrong[0] if wrong else '--archived'} does not go with --filter: a search has none")
