"""What describes a portal, for agents: its object types, properties, pipelines and owners."""

from __future__ import annotations

from typing import Any

from hubspot_facade.mcp.answers import marked
from hubspot_facade.mcp.reads import Reads, next_of, recorded, results_of
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.wire.plain_data import jsonable

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


class Portal(Reads):
    """A portal, and what may be done with it."""

    @recorded
    def describe_portal(self, portal: str | None = None) -> dict[str, Any]:
        """The portal, and what may be done with it."""
        client = self.desk.client(portal)
        account = jsonable(client.account.get())
        policy = self.policy
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

    @recorded
    def list_object_types(self, portal: str | None = None) -> dict[str, Any]:
        """HubSpot's usual object types and the portal's own."""
        self.policy.check_tool("schemas.list")
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
        self.check(object_type, "properties.list")
        client = self.desk.client(portal)
        wanted = words.casefold().split()
        rows = [
            each
            for each in map(jsonable, client.properties.list(object_type))
            if not each.get("hidden")
            and all(word in f"{each.get('name')} {each.get('label')}".casefold() for word in wanted)
            and (self.policy.shows(each["name"]) or not self.policy.properties)
        ]
        shown = [
            {
                "name": each["name"],
                "label": each.get("label"),
                "type": each.get("type"),
                "read_only": _is_read_only(each),
                **({"masked": True} if self.policy.masking.hides(each["name"]) else {}),
                **({"options": [one.get("value") for one in each["options"]]} if each.get("options") else {}),
            }
            for each in rows[: max(1, min(limit, 500))]
        ]
        return marked({"properties": shown}, object_type=object_type, total=len(rows))

    @recorded
    def list_pipelines(self, object_type: str, portal: str | None = None) -> dict[str, Any]:
        """The pipelines of a type with their stages, in their order."""
        self.check(object_type, "pipelines.list")
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
        self.policy.check_tool("owners.list")
        client = self.desk.client(portal)
        page = jsonable(client.owners.list(page_size=max(1, min(limit, 500)), after=after).page())
        following = next_of(page)
        rows = [
            {name: each.get(name) for name in ("id", "firstName", "lastName", "email", "userId")}
            for each in results_of(page)
        ]
        return marked(self.policy.shown({"owners": rows}), **({"next": following} if following else {}))

    def _allows(self, *names: str) -> bool:
        try:
            self.policy.check_type(names[0])
        except Refusal:
            return len(names) > 1 and self._allows(*names[1:])
        return True


def _stages(pipeline: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pipeline.get("stages") or []
    return found


def _is_read_only(definition: dict[str, Any]) -> bool:
    metadata: dict[str, Any] = definition.get("modificationMetadata") or {}
    return bool(metadata.get("readOnlyValue"))
