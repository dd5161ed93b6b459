"""Exports of lists and views of records."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.exports.saved_files import UNPACK_LIMIT, SavedExport, check_target, save
from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.downloads import Target, address
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import HOUR, Job, ProgressFunction, wait_for
from hubspot_facade.wire.ids import number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.exports import operations as calls
    from hubspot_openapi.v2026_03.crm.exports.models import ActionResponseWithSingleResultURI, PublicExportResponse
    from hubspot_openapi.v2026_03.shared import TaskLocator

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.exports")


_TYPES = ("VIEW", "LIST")
_MOST_GROUPS = _MOST_FILTERS = 3


class Exports(Resource[C]):
    """Exports; HubSpot runs one at a time, and 30 in 24 hours."""

    with_raw_response = WithRawResponse["Exports[RawSync]", "Exports[RawAsync]"]()
    _noun = "export"
    _plural = "exports"

    @operation()
    def create(self, export: Fields) -> Plan[TaskLocator]:
        """Start an export. Returns its id.

        `export_type` is VIEW (of an `object_type`, optionally with a `public_crm_search_request`) or LIST (with a
        `list_id`), by default whichever of these is given; `object_properties` are its columns. By default `format` is
        CSV (or XLS, XLSX), `language` EN, and `export_name` the object type. A search may have three groups of three
        filters.
        """
        return calls.start(body=_described(export))

    @operation()
    def get_status(self, task_id: Id) -> Plan[ActionResponseWithSingleResultURI]:
        """Get the state of an export.

        Once it is COMPLETE, `result` is a URL that works for five minutes.
        """
        return calls.get_status(number_of(task_id, "task_id"))

    @operation()
    def wait(
        self, task_id: Id, *, timeout: float | None = HOUR, progress: ProgressFunction | None = None
    ) -> Generator[Any, Any, ActionResponseWithSingleResultURI]:
        """Wait until an export is COMPLETE.

        Returns its state, with the URL of its file, which works for five minutes.
        HubSpot is asked at growing intervals of up to 30 seconds, each time with the client's deadline; `progress` is
        called every time. Raises JobFailed for an export that was cancelled or has no file, and JobTimeout after
        `timeout` seconds (None: never); the export then goes on.
        """
        return _ended(number_of(task_id, "task_id"), timeout, progress)

    @operation()
    def download(
        self,
        export: Id | Fields,
        to: Target,
        *,
        timeout: float | None = HOUR,
        progress: ProgressFunction | None = None,
        unpack_limit: int = UNPACK_LIMIT,
    ) -> Generator[Any, Any, SavedExport]:
        """Download the files of an export that was started (its id), or that is started now.

        Returns the files on disk.
        `export` is an id or a description, as for `create`. The export is waited for as by `wait`. `to` is the path of
        a file, a directory, or an open binary file, which gets the content as HubSpot sends it. Elsewhere an archive is
        unpacked: HubSpot sends one for CSV of more than 2 MB, and one of several files for more than a million rows,
        which need a directory. Any size is streamed, without a deadline; `unpack_limit` is in bytes.

        Raises JobFailed, JobTimeout, and HubSpotError for an archive that cannot be unpacked there; the export can
        then be downloaded by its id.
        """
        check_target(to)
        name = "export.csv"
        if isinstance(export, Mapping):
            body = _described(export)
            name = f"export.{body['format'].lower()}"
            task = yield from needing(calls.start(body=body), "id")
            number = number_of(task.id, "task_id")
        else:
            number = number_of(export, "task_id")
        done: ActionResponseWithSingleResultURI = yield from _ended(number, timeout, progress)
        assert done.result is not None, "as _ended has checked"  # noqa: S101 # for the type checkers
        try:
            return (yield from save(done.result, to, name=name, unpack_limit=unpack_limit))
        except Exception as error:
            error.add_note(f"export {number} is complete: exports.download({number}, …) fetches it again")
            raise

    @operation()
    def get(self, record_id: Id) -> Plan[PublicExportResponse]:
        """Get an export that was made. Raises Forbidden for an export of another app."""
        return calls.get_by_id(number_of(record_id, "export_id"))


def _described(export: object) -> dict[str, Any]:
    """The body that starts an export, with what HubSpot requires of each."""
    body = to_wire(export, "export", to=calls.start)
    body.setdefault("exportType", "LIST" if body.get("listId") else "VIEW")
    if body["exportType"] not in _TYPES:
        raise InputError("export_type", f"expected {' or '.join(_TYPES)}, not {body['exportType']!r}")
    for name, spelled in (("objectType", "object_type"), ("objectProperties", "object_properties")):
        if not body.get(name):
            raise InputError(spelled, "is missing")
    if body["exportType"] == "LIST" and not body.get("listId"):
        raise InputError("list_id", "is missing: which list?")
    search: Any = body.get("publicCrmSearchRequest") or {}  # its shape is checked by now
    groups: Any = search.get("filterGroups") or ()
    if len(groups) > _MOST_GROUPS or any(len(each.get("filters") or ()) > _MOST_FILTERS for each in groups):
        raise InputError("public_crm_search_request", "an export takes up to three groups of up to three filters")
    return {"exportName": str(body["objectType"]), "format": "CSV", "language": "EN", **body}


def _ended(
    number: int, timeout: float | None, progress: ProgressFunction | None
) -> Generator[Any, Any, ActionResponseWithSingleResultURI]:
    job = Job("export", str(number), f"exports.wait({number})", ("COMPLETE",), ("CANCELED",))
    done: ActionResponseWithSingleResultURI = yield from wait_for(
        job,
        lambda: needing(calls.get_status(number), "status", address("result")),
        lambda each: str(each.status),
        timeout=timeout,
        progress=progress,
    )
    job.result_of(done)
    return done
