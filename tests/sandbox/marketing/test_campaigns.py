"""Campaigns: what a request changes is what the next one reads."""

import pytest

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(params=["/marketing/v3/campaigns", "/marketing/campaigns/2026-03", "/marketing/campaigns/2026-09"])
def base(request):
    return request.param


@pytest.fixture
def url(call, base):
    made = call("POST", base, 201, json={"properties": {"hs_name": "Spring", "hs_notes": "n"}})
    return f"{base}/{made['id']}"


def test_a_campaign_lives(call, base, url):
    assert call("GET", url)["properties"] == {}
    wanted = {"properties": "hs_name,hs_notes"}
    assert call("GET", url, params=wanted)["properties"] == {"hs_name": "Spring", "hs_notes": "n"}
    call("PATCH", url, json={"properties": {"hs_notes": "", "hs_name": "Summer"}})
    assert call("GET", url, params=wanted)["properties"] == {"hs_name": "Summer"}
    assert call("GET", base, params={"name": "summ"})["total"] == 1
    assert call("GET", base, params={"name": "spring"})["total"] == 0
    call("DELETE", url, 204)
    call("GET", url, 404)
    call("DELETE", url, 204)


def test_campaigns_in_batches(call, base):
    inputs = [{"properties": {"hs_name": name}} for name in "AB"]
    made = call("POST", f"{base}/batch/create", 201, json={"inputs": inputs})["results"]
    ids = [{"id": one["id"]} for one in made]
    read = call("POST", f"{base}/batch/read", json={"inputs": ids}, params={"properties": "hs_name"})
    assert [one["properties"]["hs_name"] for one in read["results"]] == ["A", "B"]
    changes = [{"id": one["id"], "properties": {"hs_notes": "x"}} for one in made]
    assert len(call("POST", f"{base}/batch/update", json={"inputs": changes})["results"]) == 2
    call("POST", f"{base}/batch/archive", 204, json={"inputs": ids})
    assert call("GET", base)["total"] == 0
    assert call("POST", f"{base}/batch/read", 400, json={"inputs": ids * 26})["category"] == "VALIDATION_ERROR"


def test_what_a_batch_cannot_find_is_told(call, url):
    base, _, id_ = url.rpartition("/")
    body = call("POST", f"{base}/batch/read", 207, json={"inputs": [{"id": id_}, {"id": UNKNOWN}]})
    assert (len(body["results"]), body["numErrors"]) == (1, 1)
    body = call("POST", f"{base}/batch/read", 207, json={"inputs": [{"id": id_}, {"id": "nothing"}]})
    assert ([one["id"] for one in body["results"]], body["numErrors"]) == ([id_], 1)
    assert body["errors"][0]["subCategory"] == "CampaignApiError.INVALID_REQUEST"


@pytest.mark.parametrize("named", [{"nosuch": "x"}, {"hs_object_id": "1"}, {"hs_campaign_status": "nonsense"}])
def test_what_campaigns_do_not_have_or_set_is_refused(call, base, url, named):
    for method, path, properties in (("POST", base, {"hs_name": "A", **named}), ("PATCH", url, named)):
        refused = call(method, path, 400, json={"properties": properties})
        assert refused["subCategory"] == "CampaignApiError.INVALID_REQUEST"
    assert call("GET", base)["total"] == 1


def test_values_that_the_documents_do_not_list_are_refused(call, base, url):
    assert call("GET", base, params={"sort": "-hs_name"})["total"] == 1
    call("GET", base, 400, params={"sort": "nonsense"})
    call("GET", f"{url}/reports/revenue", params={"attributionModel": "LINEAR"})
    call("GET", f"{url}/reports/revenue", 400, params={"attributionModel": "nonsense"})


def test_assets_come_and_go(call, url):
    call("PUT", f"{url}/assets/FORM/f1", 204)
    assert call("GET", f"{url}/assets/FORM")["results"] == [{"id": "f1", "name": ""}]
    assert list(call("GET", url)["assets"]) == ["FORM"]
    call("DELETE", f"{url}/assets/FORM/f1", 204)
    assert call("GET", f"{url}/assets/FORM")["results"] == []
    call("PUT", f"{url}/assets/BLOG_POST/1", 400)
    call("GET", f"{url}/assets/NONSENSE", 400)


def test_budget_and_spend_are_summed(call, url):
    planned = call("POST", f"{url}/budget", 201, json={"name": "Ads", "amount": 100.5, "order": 1})
    spent = call("POST", f"{url}/spend", 201, json={"name": "Ads", "amount": 40, "order": 1})
    assert isinstance(planned["createdAt"], int)
    totals = call("GET", f"{url}/budget/totals")
    assert (totals["budgetTotal"], totals["spendTotal"], totals["remainingBudget"]) == (100.5, 40, 60.5)
    changed = call("PUT", f"{url}/spend/{spent['id']}", json={"name": "Ads", "amount": 50, "order": 2})
    assert call("GET", f"{url}/spend/{spent['id']}") == changed
    call("DELETE", f"{url}/budget/{planned['id']}", 204)
    call("GET", f"{url}/budget/{planned['id']}", 404)
    assert call("GET", f"{url}/budget/totals")["remainingBudget"] == -50


def test_reports_tell_of_nobody(call, url):
    assert set(call("GET", f"{url}/reports/metrics").values()) == {0}
    assert call("GET", f"{url}/reports/contacts/influencedContacts")["results"] == []
    assert call("GET", f"{url}/reports/revenue")["dealsNumber"] == 0
    call("GET", f"{url}/reports/contacts/nonsense", 400)


def test_a_campaign_needs_a_name(call, base):
    assert call("POST", base, 400, json={"properties": {}})["subCategory"].startswith("CampaignApiError.")
