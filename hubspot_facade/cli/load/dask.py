"""A load by the workers of a Dask scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.cli.cluster import cluster_at

if TYPE_CHECKING:
    from hubspot_facade.bulk.outcomes import Report


def load_on(address: str, method: Any, rows: Any, options: dict[str, Any]) -> Report:
    """What became of the rows; the journal is the folder of the load."""
    from hubspot_facade.dask import load  # other loads do without it

    folder = options.pop("journal")
    with cluster_at(address) as client:
        return load(client, method, rows, folder=folder, **options)
