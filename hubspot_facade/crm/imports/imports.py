"""Imports of files into the CRM."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from hubspot_openapi.writing import dumps

from hubspot_facade.crm.imports.columns import ColumnMap, Columns, Keys, Operations
from hubspot_facade.crm.imports.report import ImportReport, report_of
from hubspot_facade.crm.imports.source_files import Contents, Rows, opened, source_file
from hubspot_facade.crm.properties.definitions import Definitions, checked_by, named_type
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import Forbidden, InputError, JobFailed
from hubspot_facade.plans.bodies import camelled, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import HOUR, Job, ProgressFunction, afresh, wait_for
from hubspot_facade.wire.argument_types import ObjectType
from hubspot_facade.wire.ids import number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.imports import operations as calls
    from hubspot_openapi.v2026_03.crm.imports.models import (
        ActionResponse,
        PublicImportError,
        PublicImportResponse,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.imports")

Settings: TypeAlias = Mapping[str, Any]
"""Fields of HubSpot's importRequest, in HubSpot's spelling or in snake_case."""

DATE_FORMATS = ("MONTH_DAY_YEAR", "DAY_MONTH_YEAR", "YEAR_MONTH_DAY")
_DONE, _FAILED = ("DONE",), ("FAILED", "CANCELED", "REVERTED")
_PAGE = 100  # errors


class Imports(Resource[C]):
    """Imports that this app has started; HubSpot runs three at once. They end as DONE, FAILED or CANCELED."""

    with_raw_response = WithRawResponse["Imports[RawSync]", "Imports[RawAsync]"]()
    _noun = "import"
    _plural = "imports"

    @listing()
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicImportResponse]:
        """List every import of this app."""
        return Pages(fetch=lambda cursor: calls.get_all(limit=page_size, after=cursor), start=after, limit=limit)

    @operation()
    def load(
        self,
        source: Rows,
        *,
        columns: ColumnMap | None = None,
        object_type: ObjectType = "contacts",
        key: Keys | None = None,
        operation: Operations | None = None,
        name: str | None = None,
        date_format: str | None = None,
        time_zone: str | None = None,
        marketable: bool | None = None,
        create_list: bool = False,
        settings: Settings | None = None,
        timeout: float | None = HOUR,
        progress: ProgressFunction | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, ImportReport]:
        """Import one file or rows, and wait until the import has ended.

        Returns its report: counts, and errors by line and column.
        `columns` says what each column holds: by its header a property ("email"), a property of another object type
        ("companies.domain"; the records of a row are associated), a `Column`, HubSpot's own fields for it, or None to
        leave it out; without it the headers are names of properties. `key` is the property by which HubSpot finds
        records, by default email of contacts, domain of companies, or hs_object_id if a column holds it. `operation` is
        create, update or upsert; by default upsert where there is a key. `key` and `operation` may be given by object
        type. `date_format` is MONTH_DAY_YEAR (HubSpot's default for files), DAY_MONTH_YEAR or YEAR_MONTH_DAY (the
        default for rows). `marketable` makes contacts marketing contacts or not, `create_list` a list of them;
        `settings` are other fields of HubSpot's importRequest. An empty cell does not clear a value.

        A CSV file must be UTF-8 with a header; of a legacy workbook (.xls), name the columns in their order. Files may
        have 512 MB and 1,048,576 rows. Files, columns and properties are checked before anything is sent: InputError.

        `progress` is called at every look at the import. Raises RowsFailed, with the report, if HubSpot refused rows
        (not with `raise_errors=False`), JobFailed if the import failed or was cancelled, and JobTimeout after `timeout`
        seconds; the import then goes on, and `wait` waits for it again, in any process.
        """
        given = dict(columns) if columns is not None else None
        with ExitStack() as stack:
            file = source_file(source, given, stack)
            table = Columns(given, file.header, object_type)
            keys = table.keys(key)
            operations = table.operations(operation, keys)
            ids: dict[str, str] = {}
            for each in table.named_types:
                ids[each] = type_id((yield from named_type(each)))
            for each in table.object_types:
                yield from _check_properties(each, table.properties(each))
            if isinstance(source, str) or hasattr(source, "is_file"):
                dates = None if date_format is None else date_format.upper()
            else:
                dates = (date_format or "YEAR_MONTH_DAY").upper()
            if dates not in (None, *DATE_FORMATS):
                raise InputError("date_format", f"expected {', '.join(DATE_FORMATS)}, not {date_format!r}")
            if (marketable is not None or create_list) and "0-1" not in ids.values():
                field = "marketable" if marketable is not None else "create_list"
                raise InputError(field, "is for imports of contacts")
            page = {"hasHeader": True, "columnMappings": table.mappings(keys, ids)}
            described = {"fileName": file.name, "fileFormat": file.format, "fileImportPage": page}
            request = {
                "name": file.name if name is None else text_of(name, "name"),
                "importOperations": {ids[each]: operations[each] for each in operations},
                "dateFormat": dates,
                "timeZone": time_zone,
                "marketableContactImport": marketable,
                "createContactListFromImport": create_list or None,
                **camelled(settings or {}, "settings"),
                "files": [described],
            }
            parts = {"importRequest": dumps(without_none(request)).decode(), "files": [(file.name, file.content)]}
            started = yield from needing(calls.create(body=parts), "id")
        return (yield from _ended(started.id, timeout, progress, raise_errors=raise_errors))

    @operation()
    def wait(
        self,
        record_id: Id,
        *,
        timeout: float | None = HOUR,
        progress: ProgressFunction | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, ImportReport]:
        """Wait until an import has ended. Returns its report: counts, and errors by line and column.

        HubSpot is asked at growing intervals of up to 30 seconds, each time with the client's deadline; `progress` is
        called every time. Raises RowsFailed, with the report, if HubSpot refused rows (not with `raise_errors=False`),
        JobFailed if the import failed or was cancelled, NotFound, and JobTimeout after `timeout` seconds (None: never);
        the import then goes on.
        """
        return _ended(str(number_of(record_id, "import_id")), timeout, progress, raise_errors=raise_errors)

    @operation()
    def create(self, name: str, files: Contents, *, settings: Settings) -> Generator[Any, Any, PublicImportResponse]:
        """Start an import of files given as paths, or as contents by file name. Returns the import.

        `settings` are the other fields of HubSpot's importRequest: `files` with the columns of each, dateFormat,
        importOperations, … Each file that they name must be among those given. Files are sent piece by piece.
        """
        with ExitStack() as stack:
            given: dict[str, bytes | IO[bytes]] = opened(files, stack)
            request: dict[str, Any] = {"name": text_of(name, "name"), **camelled(settings, "settings")}
            described: list[Mapping[str, Any]] = request.get("files") or []
            for index, each in enumerate(described):
                if each.get("fileName") not in given:
                    where = f"settings.files[{index}].fileName"
                    raise InputError(where, f"{each.get('fileName')!r} is not one of the files given")
            if not described:
                raise InputError("settings.files", "is missing: it says what the columns are")
            parts = {"importRequest": dumps(request).decode(), "files": [*given.items()]}
            return (yield from calls.create(body=parts))

    @operation()
    def get(self, record_id: Id) -> Plan[PublicImportResponse]:
        """Get the state of an import. Raises NotFound."""
        return calls.get_by_id(number_of(record_id, "import_id"))

    @operation()
    def cancel(self, record_id: Id) -> Plan[ActionResponse]:
        """Stop an import; the rows already written are kept."""
        return calls.cancel(number_of(record_id, "import_id"))

    @listing()
    def list_errors(
        self,
        record_id: Id,
        *,
        include_error_message: bool = True,
        include_row_data: bool = True,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicImportError]:
        """List every row that an import could not process, with a message and the row's cells."""
        number = number_of(record_id, "import_id")
        shown = {"include_error_message": include_error_message, "include_row_data": include_row_data}
        return Pages(
            fetch=lambda cursor: calls.get_errors(number, **shown, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )


def _ended(
    import_id: str, timeout: float | None, progress: ProgressFunction | None, *, raise_errors: bool
) -> Generator[Any, Any, ImportReport]:
    """The report of an import that ends; of one that fails, with the error."""
    number = number_of(import_id, "import_id")
    job = Job("import", import_id, f"imports.wait({import_id})", _DONE, _FAILED)
    try:
        answer: PublicImportResponse = yield from wait_for(
            job,
            lambda: needing(calls.get_by_id(number), "id", "state"),
            lambda each: str(each.state),
            timeout=timeout,
            progress=progress,
        )
    except JobFailed as failure:
        failure.report = yield from _report(number, failure.answer)
        raise
    report = yield from _report(number, answer)
    return report.raise_for_errors() if raise_errors else report


def _report(number: int, answer: PublicImportResponse) -> Generator[Any, Any, ImportReport]:
    def page(cursor: Any) -> Generator[Any, Any, Any]:
        asked = calls.get_errors(number, include_error_message=True, include_row_data=True, limit=_PAGE, after=cursor)
        return (yield from afresh(needing(asked, "[].error_type")))

    pages: Pages[PublicImportError] = Pages(fetch=page)
    return report_of(answer, (yield from pages.gather()))


def _check_properties(object_type: str, properties: Mapping[str, str]) -> Generator[Any, Any, None]:
    """Raise InputError for a property that the object type lacks; HubSpot judges if the token may not read them."""

    def check(definitions: Definitions) -> None:
        for column, name in properties.items():
            definitions.find(name, f"columns.{column}")

    if properties:
        try:
            yield from checked_by(object_type, check)
        except Forbidden:
            return
