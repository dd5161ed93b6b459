"""What a command says of a search that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from hubspot_facade.cli.visible import visible
from hubspot_facade.crm.records.found_nothing import impossible_values
from hubspot_facade.errors import HubSpotError

if TYPE_CHECKING:
    from hubspot_facade.client import HubSpot


def explain(hubspot: HubSpot, object_type: str, filters: Any) -> None:
    """Print values of the filters that no record can have; nothing where the definitions cannot be read."""
    try:
        found = hubspot.run(impossible_values(object_type, filters))
    except HubSpotError:  # the search itself has ended well
        return
    for each in found:
        typer.echo(visible(f"note: nothing was found: {each}"), err=True)
