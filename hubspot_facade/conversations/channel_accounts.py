"""Channel accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.ids import number_of, numbers_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.shared import PublicChannelAccount

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("conversations.conversations")

_PAGE = {"limit": "page_size"}


class ChannelAccounts(Resource[C]):
    """Channel accounts: the addresses and chats of a channel that are connected to an inbox."""

    with_raw_response = WithRawResponse["ChannelAccounts[RawSync]", "ChannelAccounts[RawAsync]"]()
    _noun = "channel_account"
    _plural = "channel_accounts"

    @listing(Name("List conversation channel accounts", effect="read", fields=_PAGE))
    def list(
        self,
        *,
        inbox_ids: Ids | None = None,
        channel_ids: Ids | None = None,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicChannelAccount]:
        """List every channel account, or those of some inboxes or channels."""
        return Pages(
            fetch=lambda cursor: calls.list_channel_accounts(
                inbox_id=None if inbox_ids is None else numbers_of(inbox_ids, "inbox_ids"),
                channel_id=None if channel_ids is None else numbers_of(channel_ids, "channel_ids"),
                archived=archived,
                limit=page_size,
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Get conversation channel account", effect="read"))
    def get(self, record_id: Id, *, archived: bool | None = None) -> Plan[PublicChannelAccount]:
        """Get a channel account. Raises NotFound."""
        return calls.get_channel_account(number_of(record_id, "channel_account_id"), archived=archived)
