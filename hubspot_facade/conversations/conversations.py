"""Conversations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hubspot_facade.plans.bodies import without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.ids import text_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from hubspot_openapi.v2026_03.conversations.visitor_identification import operations as calls

    from hubspot_facade.conversations.actors import Actors
    from hubspot_facade.conversations.channel_accounts import ChannelAccounts
    from hubspot_facade.conversations.channels import Channels
    from hubspot_facade.conversations.custom_channels import CustomChannels
    from hubspot_facade.conversations.inboxes import Inboxes
    from hubspot_facade.conversations.messages import Messages
    from hubspot_facade.conversations.threads import Threads
else:
    calls = edition_calls("conversations.visitor_identification")


class Conversations(Resource[C]):
    """Threads of messages in inboxes and the help desk, with their participants and channels."""

    with_raw_response = WithRawResponse["Conversations[RawSync]", "Conversations[RawAsync]"]()

    @operation(Name("Create visitor identification token", effect="create", output="token"))
    def identify_visitor(
        self,
        email: str,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        agent_context: Mapping[str, str] | None = None,
    ) -> Generator[Any, Any, str]:
        """Create a token that identifies a visitor to HubSpot's chat widget.

        It is valid for twelve hours.
        """
        body = {
            "email": text_of(email, "email"),
            "firstName": first_name,
            "lastName": last_name,
            "hsCustomerAgentContext": agent_context or {},
        }
        answer = yield from needing(calls.generate_token(body=without_none(body)), "token")
        return answer.token

    @cached_property
    def threads(self) -> Threads[C]:
        """Threads."""
        from hubspot_facade.conversations.threads import Threads

        return Threads(self._client)

    @cached_property
    def messages(self) -> Messages[C]:
        """Messages and comments of threads."""
        from hubspot_facade.conversations.messages import Messages

        return Messages(self._client)

    @cached_property
    def inboxes(self) -> Inboxes[C]:
        """Inboxes and help desks."""
        from hubspot_facade.conversations.inboxes import Inboxes

        return Inboxes(self._client)

    @cached_property
    def channels(self) -> Channels[C]:
        """Channels."""
        from hubspot_facade.conversations.channels import Channels

        return Channels(self._client)

    @cached_property
    def channel_accounts(self) -> ChannelAccounts[C]:
        """Channel accounts: the connections of channels to inboxes."""
        from hubspot_facade.conversations.channel_accounts import ChannelAccounts

        return ChannelAccounts(self._client)

    @cached_property
    def actors(self) -> Actors[C]:
        """Participants."""
        from hubspot_facade.conversations.actors import Actors

        return Actors(self._client)

    @cached_property
    def custom_channels(self) -> CustomChannels[C]:
        """Custom channels of an app."""
        from hubspot_facade.conversations.custom_channels import CustomChannels

        return CustomChannels(self._client)
