"""Records, for agents: few properties, pages, totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hubspot_facade.crm.filters import groups_of
from hubspot_facade.crm.records.search import BY_ID, id_above
from hubspot_facade.mcp.answers import marked
from hubspot_facade.mcp.policy import ALWAYS
from hubspot_facade.mcp.reads import Reads, next_of, recorded, results_of
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.wire.plain_data import jsonable

MOST = 100
"""Records in one answer."""
_AFTER = "id:"  # a place in a search: after the record with this id, so that it does not end at 10,000


class Records(Reads):
    """Searches and reads of records."""

    @recorded
    def search_records(
        self,
        object_type: str,
        filters: Any = None,
        query: str | None = None,
        properties: Sequence[str] | None = None,
        sort: str | None = None,
        limit: int = 10,
        after: str | None = None,
        portal: str | None = None,
    ) -> dict[str, Any]:
        """A page of the records that match, with how many there are and where the next page begins."""
        self.check(object_type, "search", query)
        self.check_names(filters, sort, properties)
        size = max(1, min(limit, MOST))
        groups: Any = groups_of(filters)
        offset = after
        if after is not None and after.startswith(_AFTER):
            if sort:
                raise Refusal("after: this place in a search is for one without a sort")
            key = after.removeprefix(_AFTER)
            if not key.isdecimal():
                raise Refusal("after: give what `next` was, or leave it out")
            several: list[list[Any]] = groups or [[]]
            groups, offset = [[*each, id_above(int(key))] for each in several], None
        client = self.desk.client(portal)
        found: Any = (
            client.objects(object_type)
            .search(
                groups or None, query=query, sorts=sort or BY_ID, properties=properties, page_size=size, after=offset
            )
            .page()
        )
        page: dict[str, Any] = jsonable(found)
        results = results_of(page)
        following = next_of(page)
        if following and not sort and results:
            following = f"{_AFTER}{results[-1]['id']}"
        facts = {"next": following} if following else {}
        return marked(
            self.policy.shown({"records": [_record(each, properties) for each in results]}),
            total=page.get("total"),
            **facts,
        )

    @recorded
    def count_records(
        self, object_type: str, filters: Any = None, query: str | None = None, portal: str | None = None
    ) -> dict[str, Any]:
        """How many records match."""
        self.check(object_type, "search", query)
        self.check_names(filters)
        client = self.desk.client(portal)
        page: Any = client.objects(object_type).search(groups_of(filters) or None, query=query, page_size=1).page()
        return {"object_type": object_type, "total": page.total}

    @recorded
    def read_records(
        self,
        object_type: str,
        ids: Sequence[str | int],
        properties: Sequence[str] | None = None,
        id_property: str | None = None,
        portal: str | None = None,
    ) -> dict[str, Any]:
        """Records by id, or by the values of a unique property, and which of them there are not."""
        self.check(object_type, "batch_read")
        self.check_names(properties, id_property)
        if not 1 <= len(ids) <= MOST:
            raise Refusal(f"ids: give 1 to {MOST}")
        batch: Any = (
            self.desk.client(portal)
            .objects(object_type)
            .batch_read(ids, properties=properties, id_property=id_property)
        )
        batch.raise_for_whole()
        data = {
            "records": [_record(jsonable(each), properties) for each in batch.results],
            "missing": [str(each.input) for each in batch.failed],
            "unknown": [str(each.input) for each in batch.unknown],
        }
        return marked(self.policy.shown(data))

    @recorded
    def list_associations(
        self,
        object_type: str,
        record_id: str | int,
        to_object_type: str,
        limit: int = 50,
        after: str | None = None,
        portal: str | None = None,
    ) -> dict[str, Any]:
        """The records of another type that a record is associated with."""
        self.check(object_type, "associations.list")
        self.policy.check_type(to_object_type)
        size = max(1, min(limit, 500))
        page = jsonable(
            self.desk.client(portal)
            .associations.list(object_type, record_id, to_object_type, page_size=size, after=after)
            .page()
        )
        following = next_of(page)
        rows = [{"id": str(each.get("toObjectId")), "types": each.get("associationTypes")} for each in results_of(page)]
        return marked(self.policy.shown({"associated": rows}), **({"next": following} if following else {}))


def _record(record: Mapping[str, Any], asked: Sequence[str] | None) -> dict[str, Any]:
    """A record without what agents do not need: properties without a value, and those that HubSpot always adds."""
    properties: Mapping[str, Any] = record.get("properties") or {}
    added = ALWAYS.difference(asked) if asked else frozenset[str]()
    kept = {name: value for name, value in properties.items() if value is not None and name not in added}
    return {"id": record.get("id"), "properties": kept}
