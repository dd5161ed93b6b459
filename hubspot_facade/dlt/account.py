"""Owners, pipelines and their stages: few, and read in full by every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import definitions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.dlt.object_types import Kind

_PIPELINES = ("pipeline", "hs_pipeline")  # the properties of types that have pipelines
_OWN = {
    "id": {"data_type": "text"},
    "label": {"data_type": "text"},
    "display_order": {"data_type": "bigint"},
    "archived": {"data_type": "bool"},
    "created_at": {"data_type": "timestamp"},
    "updated_at": {"data_type": "timestamp"},
}


def account_of(dlt: Any, hs: HubSpot, kinds: Sequence[Kind]) -> Iterator[Any]:
    """The resources, each of which replaces its table."""

    def table(rows: Callable[[], Iterator[Any]], name: str, columns: dict[str, Any]) -> Any:
        return dlt.resource(rows, name=name, columns=columns, write_disposition="replace", file_format="parquet")

    def owners() -> Iterator[dict[str, Any]]:
        for archived in (True, False):
            yield from hs.owners.list(archived=archived).to_rows()

    def pipelines() -> Iterator[dict[str, Any]]:
        for kind, each in _pipelines(hs, kinds):
            yield {"object_type": kind.table, **_own(each)}

    def stages() -> Iterator[dict[str, Any]]:
        for kind, pipeline in _pipelines(hs, kinds):
            for each in pipeline.stages or ():
                row = {"object_type": kind.table, "pipeline_id": pipeline.id, **_own(each)}
                yield {**row, "metadata": {name: each.metadata[name] for name in each.metadata}}

    type_of = {"object_type": {"data_type": "text"}}
    yield table(owners, "owners", {"teams": {"data_type": "json"}, "unread": {"data_type": "json"}})
    yield table(pipelines, "pipelines", {**type_of, **_OWN})
    columns = {**type_of, "pipeline_id": {"data_type": "text"}, **_OWN, "metadata": {"data_type": "json"}}
    yield table(stages, "pipeline_stages", columns)


def _pipelines(hs: HubSpot, kinds: Sequence[Kind]) -> Iterator[tuple[Kind, Any]]:
    for kind in kinds:
        if any(name in hs.run(definitions_of(kind.key)) for name in _PIPELINES):
            for pipeline in hs.pipelines.list(kind.key):
                yield kind, pipeline


def _own(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _OWN}
