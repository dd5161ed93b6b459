"""Inboxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.conversations.conversations.models import PublicInbox

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("conversations.conversations")

_PAGE = {"limit": "page_size"}


class Inboxes(Resource[C]):
    """Inboxes and help desks."""

    with_raw_response = WithRawResponse["Inboxes[RawSync]", "Inboxes[RawAsync]"]()
    _noun = "inbox"
    _plural = "inboxes"

    @listing(Name("List conversation inboxes", effect="read", fields=_PAGE))
    def list(
        self,
        *,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicInbox]:
        """List every inbox; `type_` distinguishes inboxes from help desks."""
        return Pages(
            fetch=lambda cursor: calls.list_inboxes(archived=archived, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )

    @operation(Name("Get conversation inbox", effect="read"))
    def get(self, record_id: Id, *, archived: bool | None = None) -> Plan[PublicInbox]:
        """Get an inbox. Raises NotFound."""
        return calls.get_inbox(number_of(record_id, "inbox_id"), archived=archived)
