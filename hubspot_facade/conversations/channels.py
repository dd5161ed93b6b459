"""Channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.conversations.conversations.models import PublicChannel

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("conversations.conversations")

_PAGE = {"limit": "page_size"}


class Channels(Resource[C]):
    """Channels: how messages are sent and received (1000 chat, 1001 Facebook Messenger, 1002 e-mail, …)."""

    with_raw_response = WithRawResponse["Channels[RawSync]", "Channels[RawAsync]"]()
    _noun = "channel"
    _plural = "channels"

    @listing(Name("List conversation channels", effect="read", fields=_PAGE))
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicChannel]:
        """List every channel of the account."""
        return Pages(fetch=lambda cursor: calls.list_channels(limit=page_size, after=cursor), start=after, limit=limit)

    @operation(Name("Get conversation channel", effect="read"))
    def get(self, record_id: Id) -> Plan[PublicChannel]:
        """Get a channel. Raises NotFound."""
        return calls.get_channel(number_of(record_id, "channel_id"))
