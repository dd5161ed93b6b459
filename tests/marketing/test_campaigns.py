"""Campaigns with their assets, budgets and reports, on the sandbox."""

from datetime import UTC, datetime

import pytest

from hubspot_facade import NotFound


@pytest.fixture
def campaign(hs):
    return str(hs.marketing.campaigns.create({"hs_name": "Spring"}).id)


def test_a_campaign_is_made_changed_and_deleted(hs, campaign):
    read = hs.marketing.campaigns.get(campaign, properties=["hs_name", "hs_notes"])
    assert read.properties["hs_name"] == "Spring"
    hs.marketing.campaigns.update(campaign, {"hs_notes": "new"})
    assert hs.marketing.campaigns.get(campaign, properties=["hs_notes"]).properties["hs_notes"] == "new"
    assert [str(each.id) for each in hs.marketing.campaigns.list(name="Spri")] == [campaign]
    hs.marketing.campaigns.archive(campaign)
    with pytest.raises(NotFound):
        hs.marketing.campaigns.get(campaign)


def test_any_number_of_campaigns_is_made_changed_read_and_deleted(hs):
    made = hs.marketing.campaigns.batch_create([{"hs_name": f"c{number}"} for number in range(60)])
    ids = [str(each.id) for each in made.results]
    assert len(set(ids)) == 60
    changed = hs.marketing.campaigns.batch_update([{"id": each, "properties": {"hs_notes": "x"}} for each in ids])
    assert len(changed.results) == 60
    found = hs.marketing.campaigns.batch_read(ids, properties=["hs_notes"])
    assert {each.properties["hs_notes"] for each in found.results} == {"x"}
    hs.marketing.campaigns.batch_archive(ids)
    assert hs.marketing.campaigns.list() == []


def test_assets_are_added_and_removed(hs, campaign):
    hs.marketing.campaign_assets.add(campaign, "form", "77")
    assert [each.id for each in hs.marketing.campaign_assets.list(campaign, "FORM")] == ["77"]
    hs.marketing.campaign_assets.remove(campaign, "FORM", "77")
    assert hs.marketing.campaign_assets.list(campaign, "FORM") == []


def test_budget_and_spend_are_summed(hs, campaign):
    budgets = hs.marketing.campaign_budgets
    item = budgets.create_budget(campaign, "All", 100)
    spend = budgets.create_spend(campaign, "Ads", 30.5, description="May")
    assert budgets.get_spend(campaign, spend.id).amount == 30.5
    budgets.update_budget(campaign, item.id, "All", 200)
    assert budgets.get_budget(campaign, item.id).amount == 200
    totals = budgets.get(campaign)
    assert (totals.budget_total, totals.spend_total) == (200, 30.5)
    budgets.update_spend(campaign, spend.id, "Ads", 40)
    budgets.archive_spend(campaign, spend.id)
    budgets.archive_budget(campaign, item.id)
    assert budgets.get(campaign).budget_items == []


def test_reports_are_read(hs, campaign):
    reports = hs.marketing.campaign_reports
    assert reports.get_metrics(campaign, start_date="2024-01-01", end_date="2024-02-01").sessions is not None
    assert reports.get_revenue(campaign, attribution_model="LINEAR").revenue_amount is not None
    assert isinstance(reports.list_contacts(campaign, "contactFirstTouch"), list)


def test_a_campaign_begins_and_ends_on_days(hs):
    begin, end = datetime(2026, 3, 1, 15, tzinfo=UTC), "2026-03-31T12:00:00Z"
    made = hs.marketing.campaigns.create({"hs_name": "x", "hs_start_date": begin, "hs_end_date": end})
    read = hs.marketing.campaigns.get(made.id, properties=["hs_start_date", "hs_end_date"]).properties
    assert (read["hs_start_date"], read["hs_end_date"]) == ("2026-03-01", "2026-03-31")
