"""The Dask cluster that a command names."""

from __future__ import annotations

from typing import Any

from hubspot_facade import extras
from hubspot_facade.cli.failure import CommandError


def cluster_at(address: str) -> Any:
    """A client of the scheduler at this address. CommandError if there is none."""
    distributed = extras.load("distributed", "dask")
    try:
        return distributed.Client(address, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CommandError(f"--dask {address}: there is no scheduler: {error}") from None
