"""Records and what describes them, for agents: few properties, pages, totals."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from hubspot_facade.crm.filters import groups_of
from hubspot_facade.crm.records.search import BY_ID, id_above
from hubspot_facade.mcp.answers import marked
from hubspot_facade.mcp.policy import ALWAYS
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from hubspot_facade.mcp.desk import Desk

P = ParamSpec("P")

MOST = 100
"""Records in one answer."""
_AFTER = "id:"  # a place in a search: after the record with this id, so that it does not end at 10,000
_TYPES = (
    "contacts",
    "companies",
    "deals",
    "tickets",
    "products",
    "line_items",
    "quotes",
    "leads",
    "orders",
    "calls",
    "emails",
    "meetings",
    "notes",
    "tasks",
    "communications",
    "postal_mail",
)


def recorded(function: Callable[Concatenate[Records, P], dict[str, Any]]) -> Any:
    """The same with a line in the audit file."""

    @wraps(function)
    def audited(self: Records, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        given = inspect.signature(function).bind(self, *args, **kwargs).arguments
        facts = {name: str(given[name])[:100] for name in ("object_type", "to_object_type") if name in given}
        with self.desk.audited(function.__name__, given.get("portal"), **facts) as note:
            answer = function(self, *args, **kwargs)
            note(outcome="read")
            return answer

    return audited


class Records:
    """Reads of records and definitions at a desk; each passes its policy."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._policy = desk.policy

    @recorded
    def list_object_types(self, portal: str | None = None) -> dict[str, Any]:
        """HubSpot's usual object types and the portal's own."""
        self._policy.check_tool("schemas.list")
        client = self.desk.client(portal)
        custom = [
            {
                "object_type": each.get("fullyQualifiedName") or each.get("objectTypeId"),
                "id": each.get("objectTypeId"),
                "name": each.get("name"),
                "labels": each.get("labels"),
            }
            for each in map(jsonable, client.schemas.list())
            if self._allows(str(each.get("fullyQualifiedName")), str(each.get("objectTypeId")))
        ]
        return marked({"custom": custom}, usual=[each for each in _TYPES if self._allows(each)])

    @recorded
    def describe_object_type(
        self, object_type: str, words: str = "", limit: int = 50, portal: str | None = None
    ) -> dict[str, Any]:
        """The properties of a type, whose names or labels have these words; masked ones are marked."""
        self._check(object_type, "properties.list")
        client = self.desk.client(portal)
        wanted = words.casefold().split()
        rows = [
            each
            for each in map(jsonable, client.properties.list(object_type))
            if not each.get("hidden")
            and all(word in f"{each.get('name')} {each.get('label')}".casefold() for word in wanted)
            and self._shows(each["name"])
        ]
        shown = [
            {
                "name": each["name"],
                "label": each.get("label"),
                "type": each.get("type"),
                "read_only": _is_read_only(each),
                **({"masked": True} if self._policy.masking.hides(each["name"]) else {}),
                **({"options": [one.get("value") for one in each["options"]]} if each.get("options") else {}),
            }
            for each in rows[: max(1, min(limit, 500))]
        ]
        return marked({"properties": shown}, object_type=object_type, total=len(rows))

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
        self._check(object_type, "search", query)
        self._check_names(filters, sort, properties)
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
        results = _results(page)
        following = _next(page)
        if following and not sort and results:
            following = f"{_AFTER}{results[-1]['id']}"
        facts = {"next": following} if following else {}
        return marked(
            self._policy.shown({"records": [_record(each) for each in results]}), total=page.get("total"), **facts
        )

    @recorded
    def count_records(
        self, object_type: str, filters: Any = None, query: str | None = None, portal: str | None = None
    ) -> dict[str, Any]:
        """How many records match."""
        self._check(object_type, "search", query)
        self._check_names(filters)
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
        self._check(object_type, "batch_read")
        self._check_names(properties, id_property)
        if not 1 <= len(ids) <= MOST:
            raise Refusal(f"ids: give 1 to {MOST}")
        batch: Any = (
            self.desk.client(portal)
            .objects(object_type)
            .batch_read(ids, properties=properties, id_property=id_property)
        )
        batch.raise_for_whole()
        data = {
            "records": [_record(jsonable(each)) for each in batch.results],
            "missing": [str(each.input) for each in batch.failed],
            "unknown": [str(each.input) for each in batch.unknown],
        }
        return marked(self._policy.shown(data))

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
        self._check(object_type, "associations.list")
        self._policy.check_type(to_object_type)
        size = max(1, min(limit, 500))
        page = jsonable(
            self.desk.client(portal)
            .associations.list(object_type, record_id, to_object_type, page_size=size, after=after)
            .page()
        )
        following = _next(page)
        rows = [{"id": str(each.get("toObjectId")), "types": each.get("associationTypes")} for each in _results(page)]
        return marked(self._policy.shown({"associated": rows}), **({"next": following} if following else {}))

    @recorded
    def list_pipelines(self, object_type: str, portal: str | None = None) -> dict[str, Any]:
        """The pipelines of a type with their stages, in their order."""
        self._check(object_type, "pipelines.list")
        found: list[dict[str, Any]] = [jsonable(each) for each in self.desk.client(portal).pipelines.list(object_type)]
        rows = [
            {
                "id": each["id"],
                "label": each.get("label"),
                "stages": [{"id": stage["id"], "label": stage.get("label")} for stage in _stages(each)],
            }
            for each in found
        ]
        return marked({"pipelines": rows})

    @recorded
    def list_owners(self, limit: int = 50, after: str | None = None, portal: str | None = None) -> dict[str, Any]:
        """A page of the users whom records may belong to."""
        self._policy.check_tool("owners.list")
        client = self.desk.client(portal)
        page = jsonable(client.owners.list(page_size=max(1, min(limit, 500)), after=after).page())
        following = _next(page)
        rows = [
            {name: each.get(name) for name in ("id", "firstName", "lastName", "email", "userId")}
            for each in _results(page)
        ]
        return marked(self._policy.shown({"owners": rows}), **({"next": following} if following else {}))

    @recorded
    def describe_portal(self, portal: str | None = None) -> dict[str, Any]:
        """The portal, and what may be done with it."""
        client = self.desk.client(portal)
        account = jsonable(client.account.get())
        policy = self._policy
        rules = {
            "effects": policy.effects,
            "operations": list(policy.operations) or "all",
            "object_types": list(policy.object_types) or "all",
            "properties": list(policy.properties) or "all but masked ones",
            "masked": list(policy.masking.patterns),
            "most_records_in_a_plan": policy.most_records,
        }
        return marked(
            policy.shown(account),
            portals=list(self.desk.portals),
            edition=client.configuration.api_version,
            allowed=rules,
        )

    def _check(self, object_type: str, method: str, query: str | None = None) -> None:
        self._policy.check_type(object_type)
        self._policy.check_tool_for(object_type, method)
        if query:
            self._policy.check_words(object_type)

    def _check_names(self, *named: Any) -> None:
        self._policy.masking.check([each for each in named if each is not None])

    def _allows(self, *names: str) -> bool:
        try:
            self._policy.check_type(names[0])
        except Refusal:
            return len(names) > 1 and self._allows(*names[1:])
        return True

    def _shows(self, name: str) -> bool:
        allowed = self._policy.properties
        return not allowed or name.casefold() in {each.casefold() for each in allowed} | ALWAYS


def _stages(pipeline: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pipeline.get("stages") or []
    return found


def _is_read_only(definition: dict[str, Any]) -> bool:
    metadata: dict[str, Any] = definition.get("modificationMetadata") or {}
    return bool(metadata.get("readOnlyValue"))


def _results(page: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.get("results") or []
    return found


def _next(page: dict[str, Any]) -> str | None:
    """Where the next page begins; None after the last one."""
    paging: dict[str, Any] = page.get("paging") or {}
    following: dict[str, Any] = paging.get("next") or {}
    return following.get("after")


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without what agents do not need, and without properties that have no value."""
    properties: Mapping[str, Any] = record.get("properties") or {}
    return {
        "id": record.get("id"),
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
