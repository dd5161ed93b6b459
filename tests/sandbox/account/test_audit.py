"""The audit log tells what was done to records."""

import pytest


@pytest.fixture(params=["v3", "2026-03", "2026-09"])
def base(request):
    return f"/account-info/{request.param}/activity"


def test_writes_are_told(call, make, base, clock):
    assert call("GET", f"{base}/audit-logs")["results"] == []
    id_ = make("contacts", email="ann@example.com")["id"]
    clock.advance(60)
    call("PATCH", f"/crm/v3/objects/contacts/{id_}", json={"properties": {"firstname": "Ann"}})
    told = call("GET", f"{base}/audit-logs")["results"]
    assert [(one["action"], one["targetObjectId"]) for one in told] == [("CREATE", id_), ("UPDATE", id_)]
    newest = call("GET", f"{base}/audit-logs", params={"sort": "-occurredAt", "limit": 1})
    assert newest["results"][0]["action"] == "UPDATE"
    rest = call("GET", f"{base}/audit-logs", params={"after": newest["paging"]["next"]["after"], "sort": "-occurredAt"})
    assert [one["action"] for one in rest["results"]] == ["CREATE"]
    later = call("GET", f"{base}/audit-logs", params={"occurredAfter": told[0]["occurredAt"]})
    assert [one["action"] for one in later["results"]] == ["UPDATE"]


def test_logins(call, base):
    assert len(call("GET", f"{base}/login")["results"]) == 1
    assert call("GET", f"{base}/login", params={"userId": "5"})["results"] == []
    assert call("GET", f"{base}/security")["results"] == []
