"""Change logs of products and line items, HubSpot's older API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.dates import Moment, millis_of
from hubspot_facade.wire.ids import number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.change_log import operations as calls
    from hubspot_openapi.v2026_03.crm.change_log.models import Change

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.change_log")


class ChangeLog(Resource[C]):
    """Changes of the last days, the oldest first, up to 1,000 at once.

    To continue after a change, give its timestamp, change type and id together.
    """

    with_raw_response = WithRawResponse["ChangeLog[RawSync]", "ChangeLog[RawAsync]"]()

    @operation(Name("List changes for line items", effect="read", seeds=("000",), fields={"line_item_id": "record_id"}))
    def list_line_items(
        self, *, timestamp: Moment | None = None, change_type: str | None = None, record_id: Id | None = None
    ) -> Plan[list[Change]]:
        """List changes of line items.

        `change_type` is CREATED, CHANGED (or UPDATED, which means the same) or DELETED.
        """
        return calls.list_line_items(**_after(timestamp, change_type, record_id, "line_item_id"))

    @operation(Name("List changes for products", effect="read", seeds=("000",), fields={"product_id": "record_id"}))
    def list_products(
        self, *, timestamp: Moment | None = None, change_type: str | None = None, record_id: Id | None = None
    ) -> Plan[list[Change]]:
        """List changes of products.

        `change_type` is CREATED, CHANGED (or UPDATED, which means the same) or DELETED.
        """
        return calls.list_products(**_after(timestamp, change_type, record_id, "product_id"))


def _after(timestamp: Moment | None, change_type: str | None, record_id: Id | None, field: str) -> dict[str, Any]:
    """The change to continue after; HubSpot takes all three together, or the moment alone."""
    if timestamp is None and (change_type is not None or record_id is not None):
        raise InputError("timestamp", "is missing: timestamp, change_type and id identify a change together")
    kind = None if change_type is None else text_of(change_type, "change_type").upper()
    return {
        "timestamp": millis_of(timestamp, "timestamp"),
        "change_type": "CHANGED" if kind == "UPDATED" else kind,
        "object_id": None if record_id is None else number_of(record_id, field),
    }
