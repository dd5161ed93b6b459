"""The client that agents' operations run on: each of its requests passes the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.client import HubSpot
from hubspot_facade.mcp.gate import pass_through

if TYPE_CHECKING:
    from hubspot_facade.mcp.policy import Policy
    from hubspot_facade.plans.responses import SeesAnswers
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.request import Request


class GuardedHubSpot(HubSpot):
    """A client with which only that can be sent what a policy allows; see `gate`."""

    def __init__(self, policy: Policy, **options: Any) -> None:
        super().__init__(**options)
        self.policy = policy

    def _of(self, configuration: Any) -> GuardedHubSpot:
        client = super()._of(configuration)
        client.policy = self.policy
        return client

    def _answered(self, request: Request, until: float | None, seen: tuple[SeesAnswers, ...]) -> Result:
        pass_through(request, self.policy)
        return super()._answered(request, until, seen)
