"""Budgets and spend of campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.bodies import without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.ids import id_of, number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.campaigns import operations as calls
    from hubspot_openapi.v2026_03.marketing.campaigns.models import (
        PublicBudgetItem,
        PublicBudgetTotals,
        PublicSpendItem,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.campaigns")


class CampaignBudgets(Resource[C]):
    """Budget items and spend items of a campaign."""

    with_raw_response = WithRawResponse["CampaignBudgets[RawSync]", "CampaignBudgets[RawAsync]"]()

    @operation(Name("Read budget", effect="read", seeds=("004",)))
    def get(self, campaign_guid: Id) -> Plan[PublicBudgetTotals]:
        """Get all budget and spend items with their totals and the remaining budget."""
        return calls.list_budget_totals(id_of(campaign_guid, "campaign_guid"))

    @operation()
    def get_budget(self, campaign_guid: Id, budget_id: Id) -> Plan[PublicBudgetItem]:
        """Get a budget item. Raises NotFound."""
        return calls.get_budget(id_of(campaign_guid, "campaign_guid"), number_of(budget_id, "budget_id"))

    @operation()
    def create_budget(
        self, campaign_guid: Id, name: str, amount: float, *, order: int = 0, description: str | None = None
    ) -> Plan[PublicBudgetItem]:
        """Create a budget item, in the campaign's currency. Returns the new item."""
        return calls.create_budget(id_of(campaign_guid, "campaign_guid"), body=_item(name, amount, order, description))

    @operation()
    def update_budget(
        self,
        campaign_guid: Id,
        budget_id: Id,
        name: str,
        amount: float,
        *,
        order: int = 0,
        description: str | None = None,
    ) -> Plan[PublicBudgetItem]:
        """Replace all fields of a budget item. Returns the changed item."""
        return calls.update_budget(
            id_of(campaign_guid, "campaign_guid"),
            number_of(budget_id, "budget_id"),
            body=_item(name, amount, order, description),
        )

    @operation()
    def archive_budget(self, campaign_guid: Id, budget_id: Id) -> Plan[None]:
        """Delete a budget item."""
        return calls.archive_budget(id_of(campaign_guid, "campaign_guid"), number_of(budget_id, "budget_id"))

    @operation()
    def get_spend(self, campaign_guid: Id, spend_id: Id) -> Plan[PublicSpendItem]:
        """Get a spend item. Raises NotFound."""
        return calls.get_spend(id_of(campaign_guid, "campaign_guid"), number_of(spend_id, "spend_id"))

    @operation()
    def create_spend(
        self, campaign_guid: Id, name: str, amount: float, *, order: int = 0, description: str | None = None
    ) -> Plan[PublicSpendItem]:
        """Create a spend item, in the campaign's currency. Returns the new item."""
        return calls.create_spend(id_of(campaign_guid, "campaign_guid"), body=_item(name, amount, order, description))

    @operation()
    def update_spend(
        self,
        campaign_guid: Id,
        spend_id: Id,
        name: str,
        amount: float,
        *,
        order: int = 0,
        description: str | None = None,
    ) -> Plan[PublicSpendItem]:
        """Replace all fields of a spend item. Returns the changed item."""
        return calls.update_spend(
            id_of(campaign_guid, "campaign_guid"),
            number_of(spend_id, "spend_id"),
            body=_item(name, amount, order, description),
        )

    @operation()
    def archive_spend(self, campaign_guid: Id, spend_id: Id) -> Plan[None]:
        """Delete a spend item."""
        return calls.archive_spend(id_of(campaign_guid, "campaign_guid"), number_of(spend_id, "spend_id"))


def _item(name: str, amount: float, order: int, description: str | None) -> dict[str, Any]:
    return without_none({"name": text_of(name, "name"), "amount": amount, "order": order, "description": description})
