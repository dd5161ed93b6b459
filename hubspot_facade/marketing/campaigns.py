"""Campaigns."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.batching import Batch, run_batch
from hubspot_facade.body import entries_of, entry_of, wired_inputs
from hubspot_facade.calls import edition_calls
from hubspot_facade.dates import Moment, day_of
from hubspot_facade.operation import C, Name, Resource, listing, operation
from hubspot_facade.paging import Pages
from hubspot_facade.values import Id, Names, Properties, id_of, ids_of, names_of, properties_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.campaigns import operations as calls
    from hubspot_openapi.v2026_03.shared import PublicCampaign, PublicCampaignWithAssets

    from hubspot_facade.plan import Plan
else:
    calls = edition_calls("marketing.campaigns")

Ids: TypeAlias = Iterable[Id]
Sort: TypeAlias = str
Records: TypeAlias = Iterable[Mapping[str, Any]]

DAYS = ("hs_start_date", "hs_end_date")
SIZE = 50  # campaigns per request of a batch


def succeeded(_result: Any, _payload: Mapping[str, Any]) -> Any:
    """What the catalogue gives for a batch that HubSpot answers with nothing."""
    return {"success": True}


class Campaigns(Resource[C]):
    """Campaigns, named by their guid. Properties are hs_name, hs_start_date, hs_end_date, hs_notes, …"""

    @listing(Name("Campaign search", seeds=("004",), fields={"limit": "page_size"}))
    def list(
        self,
        *,
        name: str | None = None,
        sort: Sort | None = None,
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicCampaign]:
        """Every campaign, or those whose name holds `name`; `sort` is hs_name, -createdAt, …"""
        wanted = _joined(properties)
        return Pages(
            fetch=lambda cursor: calls.get_all(
                name=name, sort=sort, properties=wanted, limit=page_size or min(100, limit or 50), after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Read a campaign", seeds=("004",)))
    def get(
        self,
        campaign_guid: Id,
        *,
        properties: Names | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
    ) -> Plan[PublicCampaignWithAssets]:
        """One campaign with its assets, which have metrics when both days are given. Raises NotFound."""
        return calls.get_by_id(
            id_of(campaign_guid, "campaign_guid"),
            properties=_joined(properties),
            start_date=day_of(start_date, "start_date"),
            end_date=day_of(end_date, "end_date"),
        )

    @operation(Name("Create a campaign", seeds=("004",)))
    def create(self, properties: Properties) -> Plan[PublicCampaign]:
        """The new campaign; hs_name is needed."""
        return calls.create(body={"properties": _properties(properties)})

    @operation(Name("Update campaign", seeds=("004",)))
    def update(self, campaign_guid: Id, properties: Properties) -> Plan[PublicCampaign]:
        """The campaign with these properties changed. Raises NotFound."""
        return calls.update(id_of(campaign_guid, "campaign_guid"), body={"properties": _properties(properties)})

    @operation(Name("Delete campaign", seeds=("004",)))
    def archive(self, campaign_guid: Id) -> Plan[None]:
        """Delete a campaign; one that is not there is no error."""
        return calls.archive(id_of(campaign_guid, "campaign_guid"))

    @operation(Name("Create a batch of campaigns", seeds=("004",)))
    def batch_create(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[PublicCampaign]]:
        """New campaigns, of mappings of properties. Any number. Raises BatchError."""
        return run_batch(
            lambda chunk: calls.batch_create(body={"inputs": chunk}),
            [
                {"properties": _properties(_creation(each, f"inputs[{index}]"), f"inputs[{index}].properties")}
                for index, each in entries_of(inputs)
            ],
            input_keys=lambda entry: [entry["properties"].get("hs_name", "")],
            result_keys=lambda campaign: [campaign.properties.get("hs_name", "")],
            size=SIZE,
            raise_errors=raise_errors,
        )

    @operation(Name("Read a batch of campaigns", seeds=("004",), fields={"inputs": "ids"}))
    def batch_read(
        self,
        ids: Ids,
        *,
        properties: Names | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        raise_errors: bool = False,
    ) -> Generator[Any, Any, Batch[PublicCampaignWithAssets]]:
        """The campaigns with their assets; what is missing stands in `failures`. Any number."""
        wanted, since, until = _joined(properties), day_of(start_date, "start_date"), day_of(end_date, "end_date")
        return run_batch(
            lambda chunk: calls.batch_read(body={"inputs": chunk}, properties=wanted, start_date=since, end_date=until),
            [{"id": each} for each in ids_of(ids)],
            input_keys=lambda entry: [entry["id"]],
            result_keys=lambda campaign: [str(campaign.id)],
            size=SIZE,
            raise_errors=raise_errors,
        )

    @operation(Name("Update a batch of campaigns", seeds=("004",)))
    def batch_update(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[PublicCampaign]]:
        """The changed campaigns, each input `{"id": …, "properties": {…}}`. Any number. Raises BatchError."""
        entries: list[dict[str, Any]] = [
            {
                "id": id_of(each.get("id"), f"inputs[{index}].id"),
                "properties": _properties(each.get("properties"), f"inputs[{index}].properties"),
            }
            for index, each in enumerate(wired_inputs(inputs, to=calls.batch_update))
        ]
        return run_batch(
            lambda chunk: calls.batch_update(body={"inputs": chunk}),
            entries,
            input_keys=lambda entry: [entry["id"]],
            result_keys=lambda campaign: [str(campaign.id)],
            size=SIZE,
            raise_errors=raise_errors,
        )

    @operation(
        Name(
            "Delete a batch of campaigns",
            seeds=("004",),
            fields={"inputs": "ids"},
            output=succeeded,
        )
    )
    def batch_archive(self, ids: Ids) -> Generator[Any, Any, Batch[None]]:
        """Delete campaigns. Any number."""
        return run_batch(
            lambda chunk: calls.batch_archive(body={"inputs": chunk}),
            [{"id": each} for each in ids_of(ids)],
            input_keys=lambda entry: [entry["id"]],
            result_keys=lambda _result: [],
            size=SIZE,
        )


def _properties(values: object, field: str = "properties") -> dict[str, str]:
    """Properties with the days on which a campaign begins and ends as HubSpot wants them."""
    named = properties_of(values, field)
    days = {name: day_of(named[name], f"{field}.{name}") or "" for name in DAYS if named.get(name)}
    return {**named, **days}


def _creation(given: object, field: str) -> object:
    """The properties of a new campaign, be they wrapped as HubSpot has them."""
    if not _is_wrapped(given):
        return given
    return entry_of(given, ("properties",), field)["properties"]


def _is_wrapped(given: object) -> bool:
    return isinstance(given, Mapping) and "properties" in given


def _joined(properties: Names | None) -> list[str] | None:
    """Property names as the query wants them: one text with commas."""
    return None if properties is None else [",".join(names_of(properties, "properties"))]
