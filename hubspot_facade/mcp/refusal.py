"""What an agent is not given, as a sentence."""

from __future__ import annotations

from hubspot_facade.errors import HubSpotError


class Refusal(HubSpotError):  # noqa: N818 # it is what an agent meets, as the sandbox names its own
    """An agent asked for what it may not have, or in a way that cannot be carried out; nothing was sent."""
