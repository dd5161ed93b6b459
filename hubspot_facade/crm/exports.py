"""Exports of lists and views of records."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError, InputError
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.downloads import Target, address, download
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.expectations import needing
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.values import Id, number_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.exports import operations as calls
    from hubspot_openapi.v2026_03.crm.exports.models import ActionResponseWithSingleResultURI, PublicExportResponse
    from hubspot_openapi.v2026_03.shared import TaskLocator

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.exports")


_TYPES = ("VIEW", "LIST")


class Exports(Resource[C]):
    """Exports; HubSpot runs one at a time, and 30 in 24 hours."""

    with_raw_response = WithRawResponse["Exports[RawSync]", "Exports[RawAsync]"]()
    _noun = "export"
    _plural = "exports"

    @operation()
    def create(self, export: Fields) -> Plan[TaskLocator]:
        """The id of the export that was started.

        `export_type` is VIEW (of an `object_type`, optionally with a `public_crm_search_request`) or LIST (with a
        `list_id`); `object_properties` are its columns, `format` is CSV, XLS or XLSX.
        """
        body = to_wire(export, "export", to=calls.start)
        if body.get("exportType") not in _TYPES:
            raise InputError("export_type", f"expected {' or '.join(_TYPES)}, not {body.get('exportType')!r}")
        return calls.start(body=body)

    @operation()
    def get_status(self, task_id: Id) -> Plan[ActionResponseWithSingleResultURI]:
        """The state of an export; once it is COMPLETE, `result` is a URL that works for five minutes."""
        return calls.get_status(number_of(task_id, "task_id"))

    @operation()
    def download(self, task_id: Id, to: Target) -> Generator[Any, Any, int]:
        """The number of bytes written to `to`, a path or an open binary file. Any size is streamed, without a deadline.

        Raises HubSpotError for an export that is not COMPLETE.
        """
        task = yield from needing(calls.get_status(number_of(task_id, "task_id")), address("result"))
        if task.result is None:
            raise HubSpotError(f"the export is {task.status}, so there is nothing to download")
        return (yield from download(task.result, to))

    @operation()
    def get(self, record_id: Id) -> Plan[PublicExportResponse]:
        """An export that was made. Raises Forbidden for an export of another app."""
        return calls.get_by_id(number_of(record_id, "export_id"))
