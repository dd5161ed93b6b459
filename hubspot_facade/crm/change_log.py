"""Change logs of products and line items, HubSpot's older API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.calls import edition_calls
from hubspot_facade.dates import Moment, millis_of
from hubspot_facade.operation import C, Name, Resource, operation
from hubspot_facade.values import Id, number_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.change_log import operations as calls
    from hubspot_openapi.v2026_03.crm.change_log.models import Change

    from hubspot_facade.plan import Plan
else:
    calls = edition_calls("crm.change_log")

_SAME = {"UPDATED": "CHANGED"}  # as samples of this operation have it


class ChangeLog(Resource[C]):
    """What was changed in the last days, the oldest first, up to 1,000 at once.

    To go on after a change, give its timestamp, change type and id together.
    """

    @operation(Name("List changes for line items", seeds=("000",), fields={"line_item_id": "record_id"}))
    def list_line_items(
        self, *, timestamp: Moment | None = None, change_type: str | None = None, record_id: Id | None = None
    ) -> Plan[list[Change]]:
        """Changes of line items; `change_type` is CREATED, CHANGED or DELETED."""
        return calls.list_line_items(
            timestamp=millis_of(timestamp, "timestamp"),
            change_type=_SAME.get(change_type or "", change_type),
            object_id=None if record_id is None else number_of(record_id, "line_item_id"),
        )

    @operation(Name("List changes for products", seeds=("000",), fields={"product_id": "record_id"}))
    def list_products(
        self, *, timestamp: Moment | None = None, change_type: str | None = None, record_id: Id | None = None
    ) -> Plan[list[Change]]:
        """Changes of products; `change_type` is CREATED, CHANGED or DELETED."""
        return calls.list_products(
            timestamp=millis_of(timestamp, "timestamp"),
            change_type=_SAME.get(change_type or "", change_type),
            object_id=None if record_id is None else number_of(record_id, "product_id"),
        )
