"""`hubspot-facade import` and `export`: files into HubSpot and out of it, by its own imports and exports."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import MAPPED_COLUMNS, OBJECT_TYPES
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.client import HubSpot
from hubspot_facade.errors import Forbidden, InputError, JobTimeout, RowsFailed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from hubspot_facade.plans.waiting import Progress

_FORMATS = ("CSV", "XLSX", "XLS")
Timeout = Annotated[float | None, typer.Option(min=0, help="Stop waiting after this many seconds; never by default.")]
Resumed = Annotated[str | None, typer.Option("--wait", help="Wait for the one with this id instead of starting one.")]


def import_file(
    file: Annotated[str | None, typer.Argument(help="A .csv (UTF-8), .xlsx or .xls file.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="Column=property, Column=companies.property, or Column= to leave it out.", **MAPPED_COLUMNS
        ),
    ] = None,
    object_type: Annotated[
        str, typer.Option("--type", help="The object type of the records.", **OBJECT_TYPES)
    ] = "contacts",
    key: Annotated[str | None, typer.Option(help="The property by which records are found; email of contacts.")] = None,
    operation: Annotated[str | None, typer.Option(help="create, update or upsert.")] = None,
    name: Annotated[str | None, typer.Option(help="The import's name in HubSpot; the file's by default.")] = None,
    date_format: Annotated[str | None, typer.Option(help="MONTH_DAY_YEAR, DAY_MONTH_YEAR or YEAR_MONTH_DAY.")] = None,
    resumed: Resumed = None,
    timeout: Timeout = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Import a file by HubSpot's imports, wait for its end, and print its counts and errors as JSON.

    Without --map the headers are names of properties. Rows that HubSpot refuses are listed with line and column, and
    the exit code is 4. Ctrl-C stops the waiting only: --wait goes on with it.
    """
    if (file is None) == (resumed is None):
        _refuse("name either a file or --wait ID")
    mapping = _mapped(columns)
    with _client(api_version, base_url, profile, allow_http=allow_http) as hs, _watched("import") as watch:
        try:
            if resumed is not None:
                report = hs.imports.wait(resumed, timeout=timeout, progress=watch)
            else:
                assert file is not None, "as checked above"  # noqa: S101 # for the type checkers
                report = hs.imports.load(
                    file,
                    columns=mapping,
                    object_type=object_type,
                    key=key,
                    operation=operation,
                    name=name,
                    date_format=date_format,
                    timeout=timeout,
                    progress=watch,
                )
        except RowsFailed as failed:
            print_json(failed.report.to_dict())
            raise
        print_json(report.to_dict())


def export_records(
    object_type: Annotated[
        str | None, typer.Argument(help="The object type, such as contacts.", **OBJECT_TYPES)
    ] = None,
    to: Annotated[str, typer.Option(help="The file or directory to write to; large exports need a directory.")] = ".",
    properties: Annotated[str, typer.Option(help="The columns, separated by commas.")] = "",
    list_id: Annotated[str | None, typer.Option("--list", help="Export the records of this list.")] = None,
    file_format: Annotated[str, typer.Option("--format", help="CSV, XLSX or XLS.")] = "CSV",
    name: Annotated[str | None, typer.Option(help="The export's name in HubSpot.")] = None,
    resumed: Resumed = None,
    timeout: Timeout = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Export records by HubSpot's exports, wait for the file, write it, unpacked, and print its paths as JSON.

    Headers are names of properties. Ctrl-C stops the waiting only: --wait goes on with it.
    """
    if (object_type is None) == (resumed is None):
        _refuse("name either an object type or --wait ID")
    if file_format.upper() not in _FORMATS:
        _refuse(f"--format {file_format} is not one of {', '.join(_FORMATS)}")
    description: dict[str, Any] = {
        "objectType": object_type,
        "objectProperties": [each.strip() for each in properties.split(",") if each.strip()],
        "format": file_format.upper(),
        "exportInternalValuesOptions": ["NAMES", "VALUES"],
        **({} if list_id is None else {"listId": list_id}),
        **({} if name is None else {"exportName": name}),
    }
    with _client(api_version, base_url, profile, allow_http=allow_http) as hs, _watched("export") as watch:
        if resumed is None:
            _check_columns(hs, description)
        saved = hs.exports.download(resumed or description, to, timeout=timeout, progress=watch)
        print_json(saved.to_dict())


@contextmanager
def _client(
    api_version: str | None, base_url: str | None, profile: str | None, *, allow_http: bool
) -> Generator[HubSpot]:
    with report_errors(), HubSpot(**client_options(profile, base_url, api_version, allow_http=allow_http)) as hs:
        yield hs


def _check_columns(hs: HubSpot, description: dict[str, Any]) -> None:
    """InputError for a column that is no property: HubSpot would leave it out. Without the scope, it is left to it."""
    try:
        definitions = hs.properties.definitions(description["objectType"])
    except Forbidden:
        return
    names = description["objectProperties"]
    description["objectProperties"] = [definitions.find(each, "properties").name for each in names]


def _refuse(problem: str) -> NoReturn:
    with report_errors():
        raise CommandError(problem)
    raise AssertionError("it ends the command")


def _mapped(columns: Iterable[str] | None) -> dict[str, str | None] | None:
    """Columns by their headers, from texts such as Email=email."""
    if not columns:
        return None
    found: dict[str, str | None] = {}
    for each in columns:
        header, equals, name = each.rpartition("=")
        if not equals or not header:
            _refuse(f"--map {each}: write Column=property")
        found[header] = name or None
    return found


class _Watch:
    """Prints each new state of a job on standard error, and remembers which job it is."""

    def __init__(self) -> None:
        self.job_id: str | None = None
        self._last: str | None = None

    def __call__(self, progress: Progress) -> None:
        self.job_id = progress.job_id
        metadata = getattr(progress.answer, "metadata", None)  # of imports
        counters: dict[str, int] = getattr(metadata, "counters", None) or {}
        rows = counters.get("TOTAL_ROWS")
        line = f"{progress.kind} {progress.job_id}: {progress.status}" + (f", {counted(rows, 'row')}" if rows else "")
        if line != self._last:
            typer.echo(line, err=True)
        self._last = line


@contextmanager
def _watched(command: str) -> Generator[_Watch]:
    watch = _Watch()
    try:
        yield watch
    except (KeyboardInterrupt, JobTimeout) as stopped:
        job_id = stopped.job_id if isinstance(stopped, JobTimeout) else watch.job_id
        if job_id is not None:
            goes_on = (
                f"{command} {job_id} goes on at HubSpot; wait for it with: hubspot-facade {command} --wait {job_id}"
            )
            typer.echo(goes_on, err=True)
        raise
    except InputError as error:
        if error.field == "columns":
            raise CommandError(f"{error.problem}: --map COLUMN=property, or --map COLUMN= to leave it out") from error
        raise
