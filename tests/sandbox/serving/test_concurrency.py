"""Several clients at once: nothing is lost, nothing is made twice, nothing fails."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from hubspot_facade.sandbox import Sandbox

CONTACTS = "/crm/v3/objects/contacts"
WORKERS = 6
ROUNDS = 6


def test_clients_do_not_get_in_each_other_s_way(sandbox: Sandbox) -> None:
    """All write the same few contacts, each a property of its own; all associate, list and search meanwhile."""
    headers = {"authorization": f"Bearer {sandbox.token}"}
    names = ["address", "city", "company", "fax", "firstname", "lastname"]

    def work(worker: int) -> list[int]:
        statuses: list[int] = []

        def send(method: str, path: str, body: Any = None) -> Any:
            answer = client.request(method, path, json=body)
            statuses.append(answer.status_code)
            return answer.json()

        with httpx.Client(base_url=sandbox.url, headers=headers, timeout=30) as client:
            for number in range(ROUNDS):
                values = {names[worker]: str(number)}
                one = {"id": f"{number}@example.com", "idProperty": "email", "properties": values}
                contact = send("POST", f"{CONTACTS}/batch/upsert", {"inputs": [one]})["results"][0]["id"]
                company = send("POST", "/crm/v3/objects/companies", {"properties": {"name": f"{worker} {number}"}})
                send("PUT", f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company['id']}")
                send("POST", f"{CONTACTS}/search", {"query": "example"})
                send("GET", f"{CONTACTS}?limit=5")
        return statuses

    with ThreadPoolExecutor(WORKERS) as pool:
        statuses = [status for found in pool.map(work, range(WORKERS)) for status in found]
    assert set(statuses) <= {200, 201}
    with httpx.Client(base_url=sandbox.url, headers=headers) as client:
        found = client.get(CONTACTS, params={"limit": 100, "properties": names, "associations": "companies"}).json()
        companies = client.post("/crm/v3/objects/companies/search", json={}).json()["total"]
    assert (len(found["results"]), companies) == (ROUNDS, WORKERS * ROUNDS)
    for contact in found["results"]:
        number = contact["properties"]["firstname"]
        assert {contact["properties"][name] for name in names} == {number}
        assert len(contact["associations"]["companies"]["results"]) == WORKERS
