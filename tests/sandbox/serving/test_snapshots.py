"""Snapshots: what was kept comes back whole, over the API, in a program and after a restart."""

import time
from pathlib import Path

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Refusal

CONTACTS = "/crm/v3/objects/contacts"


def emails(client: httpx.Client) -> list[str]:
    return [one["properties"]["email"] for one in client.get(CONTACTS).json()["results"]]


def test_what_was_kept_comes_back_as_often_as_wanted(client, make, sandbox, clock):
    make("contacts", email="a@example.com")
    sandbox.snapshot("base")
    for _ in range(2):
        made = make("contacts", email="b@example.com")["id"]
        client.post("/crm/v3/lists", json={"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"})
        client.delete(f"{CONTACTS}/{client.get(CONTACTS).json()['results'][0]['id']}")
        sandbox.restore("base")
        assert emails(client) == ["a@example.com"]
        assert client.post("/crm/v3/lists/search", json={}).json()["total"] == 0
        assert make("contacts", email="b@example.com")["id"] == made, "ids go on where they were"
        sandbox.restore("base")


def test_the_clock_goes_back_too(sandbox):
    sandbox.advance(3600)
    now = sandbox.portal.now()
    sandbox.snapshot("later")
    sandbox.reset()
    assert sandbox.portal.now() == now - 3_600_000
    sandbox.restore("later")
    assert sandbox.portal.now() == now
    sandbox.portal.clock.offset = 0.0


def test_a_further_portal_is_kept_with_the_first(sandbox, client, make):
    def other(token: str) -> httpx.Client:
        return httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {token}"})

    with other(sandbox.new_token(portal=7001)) as there:
        there.post(CONTACTS, json={"properties": {"email": "there@example.com"}})
        sandbox.snapshot("two")
        there.post(CONTACTS, json={"properties": {"email": "more@example.com"}})
        make("contacts", email="here@example.com")
        with other(sandbox.new_token(portal=7002)) as later:
            later.post(CONTACTS, json={"properties": {"email": "late@example.com"}})
            sandbox.restore("two")
            assert (emails(client), emails(there), emails(later)) == ([], ["there@example.com"], [])


def test_a_restored_history_is_told_to_nobody(sandbox, client, make):
    settings = {"targetUrl": "https://hooks.example.com", "throttling": {"maxConcurrentRequests": 10}}
    make("contacts", email="a@example.com")
    client.put("/webhooks/v3/1/settings", json=settings)
    sandbox.snapshot("told")
    sandbox.reset()
    client.put("/webhooks/v3/1/settings", json=settings)
    make("contacts", email="b@example.com")
    posted = []
    outbox = sandbox.application.outbox
    original, outbox._post = outbox._post, lambda *given: posted.append(given)
    try:
        sandbox.restore("told")
        client.get(CONTACTS)
    finally:
        outbox._post = original
    assert posted == []


def test_snapshots_over_http(sandbox, client, make):
    make("contacts", email="a@example.com")
    assert client.put("/_sandbox/snapshots/first").status_code == 204
    assert client.put("/_sandbox/snapshots/first").status_code == 204
    assert {"name": "first"} in client.get("/_sandbox/snapshots").json()["results"]
    make("contacts", email="b@example.com")
    assert client.post("/_sandbox/snapshots/first/restore").status_code == 204
    assert emails(client) == ["a@example.com"]
    assert client.delete("/_sandbox/snapshots/first").status_code == 204
    missing = client.post("/_sandbox/snapshots/first/restore")
    assert missing.status_code == 404
    assert "there is no snapshot 'first'" in missing.json()["message"]
    assert client.delete("/_sandbox/snapshots/first").status_code == 404


@pytest.mark.parametrize("name", ["", "..", "a/b", "../x", "a.b", "-a", "é", "a" * 65, "a\n"])
def test_a_name_is_no_path(sandbox, name):
    with pytest.raises(Refusal, match="a snapshot's name has up to 64 letters"):
        sandbox.snapshot(name)


def test_snapshots_of_a_file_stand_beside_it_and_outlive_the_sandbox(tmp_path: Path):
    db = tmp_path / "portal.db"
    with Sandbox(db=db) as sandbox:
        sandbox.seed(contacts=20)
        sandbox.snapshot("one")
        sandbox.reset()
    assert (tmp_path / "portal.db.one.snapshot").is_file()
    assert not list(tmp_path.glob("*.unfinished"))
    with Sandbox(db=db) as sandbox:
        assert sandbox.application.snapshots.names() == ["one"]
        contacts = sandbox.portal.service(ObjectTypes).resolve("contacts")
        assert sandbox.portal.service(Records).count(contacts) == 0
        sandbox.restore("one")
        assert sandbox.portal.service(Records).count(contacts) == 20
        sandbox.application.snapshots.delete("one")
        assert sandbox.application.snapshots.names() == []


def test_a_small_portal_is_kept_and_restored_in_a_blink(sandbox):
    sandbox.seed(contacts=20)
    took = []
    for act in (sandbox.snapshot, sandbox.restore) * 5:
        started = time.perf_counter()
        act("quick")
        took.append(time.perf_counter() - started)
    assert min(took) < 0.02
