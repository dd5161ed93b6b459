"""Campaigns."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.plans.batching import Batch, BatchEndpoint, bare_id, prepared, run_batch
from hubspot_facade.plans.bodies import entry_of, require, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids, Records, Sort
from hubspot_facade.wire.dates import Moment, day_of
from hubspot_facade.wire.ids import id_of, names_of
from hubspot_facade.wire.values import Id, Names, Properties, properties_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.campaigns import operations as calls
    from hubspot_openapi.v2026_03.shared import PublicCampaign, PublicCampaignWithAssets

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.campaigns")


DAYS = ("hs_start_date", "hs_end_date")
SIZE = 50  # campaigns per request of a batch


def succeeded(batch: Batch[None], _payload: Mapping[str, Any]) -> Any:
    """The catalogue's result for a batch that HubSpot answers without content; failures are shown as for any batch."""
    return {"success": False, **batch.to_dict()} if batch.failures else {"success": True}


class Campaigns(Resource[C]):
    """Campaigns, identified by their guid. Properties are hs_name, hs_start_date, hs_end_date, hs_notes, …"""

    with_raw_response = WithRawResponse["Campaigns[RawSync]", "Campaigns[RawAsync]"]()

    @listing(Name("Campaign search", effect="read", seeds=("004",), fields={"limit": "page_size"}))
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
        """List every campaign, or those whose name contains `name`; `sort` is hs_name, -createdAt, …"""
        wanted = _joined(properties)
        return Pages(
            fetch=lambda cursor: calls.get_all(
                name=name, sort=sort, properties=wanted, limit=page_size or min(100, limit or 50), after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Read a campaign", effect="read", seeds=("004",)))
    def get(
        self,
        campaign_guid: Id,
        *,
        properties: Names | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
    ) -> Plan[PublicCampaignWithAssets]:
        """Get a campaign with its assets, which have metrics if both days are given. Raises NotFound."""
        return calls.get_by_id(
            id_of(campaign_guid, "campaign_guid"),
            properties=_joined(properties),
            start_date=day_of(start_date, "start_date"),
            end_date=day_of(end_date, "end_date"),
        )

    @operation(Name("Create a campaign", effect="create", seeds=("004",)))
    def create(self, properties: Properties) -> Plan[PublicCampaign]:
        """Create a campaign; hs_name is required. Returns the new campaign."""
        return calls.create(body={"properties": _properties(properties)})

    @operation(Name("Update campaign", effect="update", seeds=("004",)))
    def update(self, campaign_guid: Id, properties: Properties) -> Plan[PublicCampaign]:
        """Change these properties of a campaign. Returns the changed campaign. Raises NotFound."""
        return calls.update(id_of(campaign_guid, "campaign_guid"), body={"properties": _properties(properties)})

    @operation(Name("Delete campaign", effect="delete", seeds=("004",)))
    def archive(self, campaign_guid: Id) -> Plan[None]:
        """Delete a campaign; an id that does not exist is not an error."""
        return calls.archive(id_of(campaign_guid, "campaign_guid"))

    @operation(Name("Create a batch of campaigns", effect="create", seeds=("004",)))
    def batch_create(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[PublicCampaign]]:
        """Create campaigns from mappings of properties. Any number. Raises BatchError.

        Returns the new campaigns.
        """
        endpoint = BatchEndpoint(
            "marketing.campaigns.batch_create",
            lambda chunk: calls.batch_create(body={"inputs": chunk}),
            lambda entry: [entry["properties"].get("hs_name", "")],
            _named,
            size=SIZE,
        )
        return run_batch(endpoint, prepared(inputs, _creation), raise_errors=raise_errors)

    @operation(Name("Read a batch of campaigns", effect="read", seeds=("004",), fields={"inputs": "ids"}))
    def batch_read(
        self,
        ids: Ids,
        *,
        properties: Names | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        raise_errors: bool = False,
    ) -> Generator[Any, Any, Batch[PublicCampaignWithAssets]]:
        """Read campaigns with their assets; missing ones are in `failures`. Any number."""
        wanted, since, until = _joined(properties), day_of(start_date, "start_date"), day_of(end_date, "end_date")
        endpoint = BatchEndpoint(
            "marketing.campaigns.batch_read",
            lambda chunk: calls.batch_read(body={"inputs": chunk}, properties=wanted, start_date=since, end_date=until),
            _key,
            _id,
            size=SIZE,
            identity=lambda entry: entry["id"],
            repeats="share",
        )
        return run_batch(endpoint, prepared(ids, bare_id, "ids"), field="ids", raise_errors=raise_errors)

    @operation(Name("Update a batch of campaigns", effect="update", seeds=("004",)))
    def batch_update(self, inputs: Records, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[PublicCampaign]]:
        """Change campaigns, each input `{"id": …, "properties": {…}}`. Any number. Raises BatchError.

        Returns the changed campaigns.
        """
        endpoint = BatchEndpoint(
            "marketing.campaigns.batch_update",
            lambda chunk: calls.batch_update(body={"inputs": chunk}),
            _key,
            _id,
            size=SIZE,
            identity=lambda entry: entry["id"],
        )
        return run_batch(endpoint, prepared(inputs, _change), raise_errors=raise_errors)

    @operation(
        Name(
            "Delete a batch of campaigns",
            effect="delete",
            seeds=("004",),
            fields={"inputs": "ids"},
            output=succeeded,
        )
    )
    def batch_archive(self, ids: Ids, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[None]]:
        """Delete campaigns; ids that do not exist are not an error. Any number."""
        endpoint = BatchEndpoint(
            "marketing.campaigns.batch_archive",
            lambda chunk: calls.batch_archive(body={"inputs": chunk}),
            _key,
            _id,
            size=SIZE,
            identity=lambda entry: entry["id"],
            repeats="share",
        )
        return run_batch(endpoint, prepared(ids, bare_id, "ids"), field="ids", raise_errors=raise_errors)


def _creation(given: object, field: str) -> dict[str, Any]:
    """A new campaign, from its properties, given alone or inside HubSpot's `properties`."""
    properties: object = given
    if isinstance(given, Mapping) and "properties" in given:
        properties = entry_of(cast("Mapping[str, Any]", given), ("properties",), field)["properties"]
    return {"properties": _properties(properties, f"{field}.properties")}


def _change(given: object, field: str) -> dict[str, Any]:
    entry = to_wire(given, field, to=calls.batch_update, path="inputs")
    require(entry, ("id", "properties"), field)
    properties = _properties(entry["properties"], f"{field}.properties")
    return {"id": id_of(entry["id"], f"{field}.id"), "properties": properties}


def _key(entry: Mapping[str, Any]) -> list[str]:
    return [entry["id"]]


def _named(campaign: Any) -> list[str]:
    properties: Any = campaign.properties
    return [cast("dict[str, Any]", properties).get("hs_name") or ""] if isinstance(properties, dict) else []


def _id(campaign: Any) -> list[str]:
    return [str(campaign.id)]


def _properties(values: object, field: str = "properties") -> dict[str, str]:
    """Properties with the start and end days of a campaign in HubSpot's form."""
    named = properties_of(values, field)
    days = {name: day_of(named[name], f"{field}.{name}") or "" for name in DAYS if named.get(name)}
    return {**named, **days}


def _joined(properties: Names | None) -> list[str] | None:
    """Property names as the query takes them: one text, separated by commas."""
    return None if properties is None else [",".join(names_of(properties, "properties"))]
