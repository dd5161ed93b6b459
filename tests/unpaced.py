"""Limits that no test reaches, for clients on a sandbox of their own."""

from typing import Any

import pytest

from hubspot_facade import Limits

ENDLESS = {
    "per_ten_seconds": 1_000_000,
    "search_per_second": 1_000_000,
    "burst_per_ten_seconds": 1_000_000,
    "associations_per_ten_seconds": 1_000_000,
}
FAST = Limits(**ENDLESS)


def unpace(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on limits that nobody gives are endless: for programs that make their own clients."""
    made = Limits.__init__

    def initialise(self: Limits, *given: Any, **named: Any) -> None:
        made(self, *given, **(named if given else ENDLESS | named))

    monkeypatch.setattr(Limits, "__init__", initialise)
