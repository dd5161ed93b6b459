"""Subscriptions: what a request changes is what the next one reads, in the shapes of all versions."""

import pytest

V3 = "/communication-preferences/v3"
NEWER = ["/communication-preferences/v4", "/communication-preferences/2026-03", "/communication-preferences/2026-09"]
ANN = "ann@example.com"


@pytest.fixture(params=NEWER)
def base(request):
    return request.param


@pytest.fixture
def kind(call):
    return call("GET", f"{V3}/definitions")["subscriptionDefinitions"][0]["id"]


def state(call, kind):
    found = call("GET", f"{NEWER[0]}/statuses/{ANN}", params={"channel": "EMAIL"})["results"]
    return next(one["status"] for one in found if one["subscriptionId"] == int(kind))


def test_statuses_are_set_and_read(call, base, kind):
    assert kind in [one["id"] for one in call("GET", f"{base}/definitions")["results"]]
    assert state(call, kind) == "NOT_SPECIFIED"
    url, body = f"{base}/statuses/{ANN}", {"channel": "EMAIL", "subscriptionId": int(kind)}
    basis = {"legalBasis": "NON_GDPR", "legalBasisExplanation": "test"}
    told = call("POST", url, json={**body, "statusState": "SUBSCRIBED", **basis})["results"][0]
    assert (told["setStatusSuccessReason"], told["legalBasis"]) == ("REQUESTED_CHANGE_OCCURRED", "NON_GDPR")
    call("POST", url, json={**body, "statusState": "UNSUBSCRIBED"})
    assert state(call, kind) == "UNSUBSCRIBED"
    again = call("POST", url, json={**body, "statusState": "SUBSCRIBED"})["results"][0]
    assert again["setStatusSuccessReason"] == "RESUBSCRIBE_OCCURRED"
    call("POST", url, 404, json={**body, "subscriptionId": 1, "statusState": "SUBSCRIBED"})
    call("POST", url, 400, json={**body, "statusState": "MAYBE"})


def test_leaving_everything(call, base, kind, clock):
    call("POST", f"{V3}/subscribe", json={"emailAddress": ANN, "subscriptionId": kind})
    clock.advance(1)
    told = call("POST", f"{base}/statuses/{ANN}/unsubscribe-all", params={"verbose": "true"})["results"]
    assert {one["status"] for one in told} == {"UNSUBSCRIBED"}
    assert call("GET", f"{base}/statuses/{ANN}/unsubscribe-all")["results"][0]["status"] == "UNSUBSCRIBED"
    assert call("GET", f"{V3}/status/email/{ANN}")["subscriptionStatuses"][0]["sourceOfStatus"] == "PORTAL_WIDE_STATUS"
    clock.advance(1)
    back = {"channel": "EMAIL", "subscriptionId": int(kind), "statusState": "SUBSCRIBED"}
    call("POST", f"{base}/statuses/{ANN}", json=back)
    assert state(call, kind) == "SUBSCRIBED"


def test_statuses_in_batches(call, base, kind):
    one = {"channel": "EMAIL", "subscriptionId": int(kind), "statusState": "SUBSCRIBED", "subscriberIdString": ANN}
    written = call("POST", f"{base}/statuses/batch/write", json={"inputs": [one, {**one, "subscriptionId": 1}]})
    assert (len(written["results"]), written["numErrors"]) == (1, 1)
    read = call("POST", f"{base}/statuses/batch/read", json={"inputs": [ANN]})["results"][0]["statuses"]
    assert read[0]["status"] == "SUBSCRIBED"
    call("POST", f"{base}/statuses/batch/unsubscribe-all", json={"inputs": [ANN]})
    wide = call("POST", f"{base}/statuses/batch/unsubscribe-all/read", json={"inputs": [ANN, "bob@example.com"]})
    assert [one["wideStatuses"][0]["status"] for one in wide["results"]] == ["UNSUBSCRIBED", "NOT_SPECIFIED"]


@pytest.mark.parametrize("old", [V3, NEWER[2]])
def test_who_unsubscribed_stays_so_in_version_3(call, kind, old):
    body = {"emailAddress": ANN, "subscriptionId": kind}
    url = f"{old}/status/email/{ANN}"
    assert "has no subscriptions associated with this portal" in call("GET", url, 404)["message"]
    assert call("POST", f"{old}/subscribe", json=body)["status"] == "SUBSCRIBED"
    assert call("POST", f"{old}/unsubscribe", json=body)["status"] == "NOT_SUBSCRIBED"
    refused = call("POST", f"{old}/subscribe", 400, json=body)["message"]
    assert refused == f"Subscription {kind} for {ANN} cannot be updated because they have unsubscribed"
    refused = call("POST", f"{old}/unsubscribe", 400, json=body)["message"]
    assert refused == f"{ANN} is already unsubscribed to subscription {kind}"
    assert call("GET", url)["subscriptionStatuses"][0]["status"] == "NOT_SUBSCRIBED"
    assert call("POST", f"{old}/resubscribe", json=body)["status"] == "SUBSCRIBED"


def test_links(call, base, kind):
    told = call("POST", f"{base}/links/generate", json={"subscriberIdString": ANN, "subscriptionId": int(kind)})
    assert kind in told["unsubscribeSingleUrl"]


def test_changes_are_told_newest_first(call, kind, clock):
    body = {"emailAddress": ANN, "subscriptionId": kind}
    call("POST", f"{V3}/subscribe", json=body)
    clock.advance(60)
    call("POST", f"{V3}/unsubscribe", json=body)
    url = "/email/public/v1/subscriptions/timeline"
    first = call("GET", url, params={"limit": 1})
    assert (first["timeline"][0]["changes"][0]["change"], first["hasMore"]) == ("UNSUBSCRIBED", True)
    rest = call("GET", url, params={"limit": 1, "offset": first["offset"]})
    assert (rest["timeline"][0]["changes"][0]["change"], rest["hasMore"]) == ("SUBSCRIBED", False)


def test_a_list_may_follow_subscriptions(call, make, kind):
    ann = make("contacts", email=ANN)["id"]
    make("contacts", email="bob@example.com")
    call("POST", f"{V3}/subscribe", json={"emailAddress": ANN, "subscriptionId": kind})
    one = {"filterType": "EMAIL_SUBSCRIPTION", "subscriptionIds": [kind], "acceptedStatuses": ["OPT_IN"]}
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [one], "filterBranches": []}
    branch = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [inner]}
    new = {"name": "L", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": branch}
    id_ = call("POST", "/crm/v3/lists", json=new)["list"]["listId"]
    found = call("GET", f"/crm/v3/lists/{id_}/memberships")["results"]
    assert [one["recordId"] for one in found] == [ann]
