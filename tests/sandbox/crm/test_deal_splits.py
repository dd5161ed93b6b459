"""Deal splits: shares of owners that make one together."""

import pytest

BASES = ["/crm/v3/objects/deals/splits", "/crm/objects/v3/deals/splits", "/deal-splits/2026-03"]


@pytest.mark.parametrize("base", BASES)
def test_splits_take_the_place_of_earlier_ones(call, make, base):
    deal = make("deals", dealname="Big", dealstage="closedwon")["id"]
    for owners in ({51: 1.0}, {51: 0.25, 12345: 0.75}):
        splits = [{"ownerId": owner, "percentage": share} for owner, share in owners.items()]
        call("POST", f"{base}/batch/upsert", json={"inputs": [{"id": int(deal), "splits": splits}]})
    (found,) = call("POST", f"{base}/batch/read", json={"inputs": [{"id": deal}]})["results"]
    shares = {one["properties"]["hubspot_owner_id"]: one["properties"] for one in found["splits"]}
    assert {owner: one["hs_deal_split_percentage"] for owner, one in shares.items()} == {"51": "0.25", "12345": "0.75"}
    assert len(call("GET", "/crm/v3/objects/deal_splits")["results"]) == 2


@pytest.mark.parametrize(
    ("splits", "message"),
    [
        ([(51, 0.5)], "must add up to 1.0"),
        ([(51, 0.123456789), (12345, 0.876543211)], "8 decimals at most"),
        ([(51, "x")], "between 0 and 1"),
        ([(999, 1)], "not a valid owner ID"),
    ],
)
def test_odd_shares_are_refused(call, make, splits, message):
    deal = make("deals", dealname="Big", dealstage="closedwon")["id"]
    given = [{"ownerId": owner, "percentage": share} for owner, share in splits]
    refused = call("POST", f"{BASES[0]}/batch/upsert", 400, json={"inputs": [{"id": deal, "splits": given}]})
    assert message in refused["message"]


def test_unknown_deals_are_told_together(call):
    answer = call("POST", f"{BASES[0]}/batch/read", 207, json={"inputs": [{"id": "1"}, {"id": "2"}]})
    assert (answer["results"], answer["errors"][0]["context"]["ids"]) == ([], ["1", "2"])
