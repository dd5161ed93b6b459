"""The source: a resource for each object type, one for its associations, and what belongs to the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade import extras
from hubspot_facade.client import HubSpot
from hubspot_facade.dlt.account import account_of
from hubspot_facade.dlt.associations import associations_of
from hubspot_facade.dlt.histories import history_of
from hubspot_facade.dlt.object_types import ObjectTypes
from hubspot_facade.dlt.records import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hubspot_facade.tables.columns import Numbers

_LAG = 120.0


def source(
    hubspot: HubSpot | None = None,
    *,
    include: Sequence[str] | None = None,
    exclude: Sequence[str] = (),
    properties: Mapping[str, Sequence[str]] | None = None,
    histories: Mapping[str, Sequence[str]] | None = None,
    associations: bool = True,
    numbers: Numbers = "decimal",
    lag: float = _LAG,
) -> Any:
    """A dlt source of a portal; the client is by default that of the environment.

    Object types are those of `include`, by default all that the portal has; a warning names those that the token may
    not read. `properties` names those to load of a type, by default all, and `histories` those whose former values
    are loaded too. The first run lists all records. Later runs load what changed since the run before, less `lag`
    seconds, and delete records that were archived or merged; their state is dlt's. Files are Parquet.

    Tables are named like the object types. `associations` has a row for each type of an association of a loaded
    record; the others are `property_histories`, `owners`, `pipelines` and `pipeline_stages`.
    """
    dlt = extras.load("dlt", "dlt")
    hs = HubSpot() if hubspot is None else hubspot
    types = ObjectTypes(hs)
    kinds = types.kinds(include, exclude)
    chosen = types.by_kind(properties, "properties", kinds)
    former = types.by_kind(histories, "histories", kinds)

    def resources() -> Iterator[Any]:
        for kind in kinds:
            records = records_of(dlt, hs, kind, chosen.get(kind), numbers, lag)
            yield records
            if associations:
                yield associations_of(dlt, hs, kind, kinds, records)
            if kind in former:
                yield history_of(dlt, hs, kind, former[kind], records)
        yield from account_of(dlt, hs, kinds)

    return dlt.source(resources, name="hubspot", max_table_nesting=0)()
