"""Webhook settings and subscriptions: what a request changes is what the next one reads."""

import httpx
import pytest


@pytest.fixture(params=["/webhooks/v3/77", "/webhooks/2026-03/77", "/app-webhooks/2026-09/77"])
def base(request):
    return request.param


def test_settings(call, base):
    url = f"{base}/settings"
    call("GET", url, 404)
    wanted = {"targetUrl": "https://example.com/hook", "throttling": {"maxConcurrentRequests": 10}}
    assert call("PUT", url, json=wanted)["targetUrl"] == wanted["targetUrl"]
    assert call("GET", url)["throttling"] == {"period": "SECONDLY", "maxConcurrentRequests": 10}
    call("PUT", url, 400, json={**wanted, "throttling": {"maxConcurrentRequests": 5}})
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_subscriptions(call, base):
    url = f"{base}/subscriptions"
    made = call("POST", url, 201, json={"eventType": "contact.creation"})
    assert made["active"] is False
    assert call("PATCH", f"{url}/{made['id']}", json={"active": True})["active"] is True
    changed = call("POST", f"{url}/batch/update", json={"inputs": [{"id": int(made["id"]), "active": False}]})
    assert changed["results"][0]["active"] is False
    assert call("GET", f"{url}/{made['id']}")["eventType"] == "contact.creation"
    call("POST", url, 400, json={"eventType": "contact.propertyChange"})
    call("POST", url, 400, json={"eventType": "nonsense"})
    named = {"eventType": "contact.propertyChange", "propertyName": "email", "active": True}
    assert call("POST", url, 201, json=named)["propertyName"] == "email"
    call("DELETE", f"{url}/{made['id']}", 204)
    call("GET", f"{url}/{made['id']}", 404)
    assert len(call("GET", url)["results"]) == 1
    assert call("GET", url.replace("77", "78"))["results"] == []


def test_a_developer_key_will_do(sandbox):
    url = f"{sandbox.url}/webhooks/v3/77/subscriptions"
    assert httpx.get(url, params={"hapikey": "key"}).status_code == 200
    assert httpx.get(url).status_code == 401
    assert httpx.get(f"{sandbox.url}/crm/v3/objects/contacts", params={"hapikey": "key"}).status_code == 401
