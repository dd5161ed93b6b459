"""A load by the workers of a Dask scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade import extras
from hubspot_facade.cli.failure import CommandError

if TYPE_CHECKING:
    from hubspot_facade.bulk.outcomes import Report


def load_on(address: str, method: Any, rows: Any, options: dict[str, Any]) -> Report:
    """What became of the rows; the journal is the folder of the load."""
    distributed = extras.load("distributed", "dask")
    from hubspot_facade.dask import load  # other loads do without it

    folder = options.pop("journal")
    try:
        client = distributed.Client(address, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CommandError(f"--dask {address}: there is no scheduler: {error}") from None
    with client:
        return load(client, method, rows, folder=folder, **options)
