"""What of a client travels when it is pickled or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.clock import Clock

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.pacing import Pacer


class Portable:
    """Settings and credentials travel, connections do not."""

    configuration: Configuration
    _clock: Clock
    _pacer: Pacer
    _http_client: Any

    def __getstate__(self) -> dict[str, Any]:
        if self._http_client is not None:
            raise ConfigurationError(
                "a client with an http_client of its own is neither pickled nor copied, for its connections cannot be: "
                "pass on its `configuration` and make HubSpot(configuration=…, http_client=…) there"
            )
        # The usual clock is made anew: its chance would otherwise be the same in every worker.
        clock = None if self._clock == Clock() else self._clock
        return {"configuration": self.configuration, "_clock": clock, "_pacer": self._pacer}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _clock=state["_clock"] or Clock(), _http_client=None)
