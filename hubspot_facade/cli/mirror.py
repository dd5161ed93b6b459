"""`hubspot-facade mirror`: a portal as a local SQL database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import OBJECT_TYPES
from hubspot_facade.cli.failure import PARTLY, CommandError, report_errors
from hubspot_facade.cli.parts import following
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.client import HubSpot

if TYPE_CHECKING:
    from hubspot_facade.mirror import MirrorReport, Part

To = Annotated[
    Path, typer.Option("--to", help="The file: .db or .sqlite for SQLite, .duckdb for DuckDB (needs the extra duckdb).")
]
Include = Annotated[
    list[str] | None, typer.Option("--include", help="An object type to mirror; all by default.", **OBJECT_TYPES)
]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", help="An object type to leave out.", **OBJECT_TYPES)]
Properties = Annotated[
    list[str] | None,
    typer.Option("--properties", help="The properties to have of a type: contacts=email,city. All by default."),
]
Associations = Annotated[
    Literal["changed", "full", "none"],
    typer.Option("--associations", help="Read those of changed records again, those of all, or none."),
]
Lists = Annotated[bool, typer.Option("--lists/--no-lists", help="Whether to mirror lists and their members.")]
Full = Annotated[bool, typer.Option("--full", help="Read everything again, and remove what is gone.")]


def mirror(
    to: To,
    include: Include = None,
    exclude: Exclude = None,
    properties: Properties = None,
    associations: Associations = "changed",
    lists: Lists = True,
    full: Full = False,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Copy the account into a SQLite or DuckDB file, and bring it up to date with the same command.

    The first run reads everything, later ones what has changed. An interrupted run goes on where it was. What the token
    may not read is listed with the scopes that it lacks; the exit code is 4 if a part failed, or if an object type
    that --include names cannot be read.
    """
    with report_errors():
        from hubspot_facade.mirror import mirror as bring_up_to_date

        chosen = _properties(properties or ())
        options = client_options(profile, base_url, api_version, allow_http=allow_http)
        try:
            with HubSpot(**options) as hubspot, following() as progress:
                report = bring_up_to_date(
                    hubspot,
                    to,
                    include=include or (),
                    exclude=exclude or (),
                    properties=chosen,
                    associations=cast("Any", associations),
                    lists=lists,
                    full=full,
                    progress=progress,
                )
        except KeyboardInterrupt:
            typer.echo("interrupted: what was read is kept, and the same command goes on from there", err=True)
            raise
        _print(report)
        if report.failed:
            raise typer.Exit(PARTLY)


def _properties(given: list[str] | tuple[str, ...]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for each in given:
        kind, equals, names = each.partition("=")
        found = [name.strip() for name in names.split(",") if name.strip()]
        if not equals or not kind.strip() or not found:
            raise CommandError(f"--properties: expected type=name,name, such as contacts=email,city, not {each!r}")
        chosen.setdefault(kind.strip(), []).extend(found)
    return chosen


def _print(report: MirrorReport) -> None:
    """A line for each part with anything in it, on standard output; what is wrong, on standard error."""
    for part in report.parts:
        if part.outcome == "done" and (part.rows or part.written or part.removed):
            typer.echo(f"{part.name}: {_counts(part)}")
    typer.echo(
        f"{report.path}: run {report.run}, {counted(report.written, 'row')} new or changed, {report.removed:,} removed"
    )
    differing = [part for part in report.parts if part.counted is not None]
    if len(differing) > 1:
        each = ", ".join(f"{part.name} {part.counted:,} ({part.rows:,})" for part in differing)
        typer.echo(
            f"note: HubSpot's search counts other numbers of records than the mirror has (in brackets): {each}. "
            "Search lags; but where this is so in run after run, records were deleted for good: run with --full to "
            "remove them",
            err=True,
        )
    for part in report.parts:
        if part.note and (part.counted is None or len(differing) == 1):
            typer.echo(f"note: {part.name}: {part.note}", err=True)
    for column, count in report.unread.items():
        one = "value does" if count == 1 else "values do"
        typer.echo(f"note: {column}: {count:,} {one} not fit the property's type; see unread_values", err=True)
    for part in report.missing:
        typer.echo(f"missing: {part.name}: {_lacking(part)}", err=True)
    for part in report.failed:
        typer.echo(f"error: {part.name}: {_lacking(part) if part.scopes else part.error}", err=True)


def _counts(part: Part) -> str:
    changed, removed = f"{part.written:,} new or changed", f"{part.removed:,} removed"
    if part.name.startswith("lists of "):  # members are rows of theirs
        changed = f"{counted(part.written, 'list or member', 'lists and members')} new or changed"
        return f"{counted(part.rows or 0, 'list')}, {changed}, {removed}"
    return f"{changed}, {removed}" if part.rows is None else f"{counted(part.rows, 'row')}, {changed}, {removed}"


def _lacking(part: Part) -> str:
    if not part.scopes:
        return part.error or "the token may not read it"
    return f"the token lacks the scope {' or '.join(part.scopes)}"
