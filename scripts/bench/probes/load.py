"""What a load of upserts takes: `load.py httpx|facade ROWS`; CPU without the stub that answers, time, and peak memory.

No server takes a million upserts in a reasonable time, so that requests end in a transport that echoes them.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice

import httpx

from hubspot_facade import HubSpot, Limits

who, count = sys.argv[1], int(sys.argv[2])
stub = 0.0
MOMENT = "2026-01-01T00:00:00Z"


def answer(request: httpx.Request) -> httpx.Response:
    """All inputs as new records."""
    global stub
    started = time.thread_time()
    inputs = json.loads(request.content)["inputs"]
    results = [
        {
            "id": str(number),
            "new": True,
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
            "archived": False,
            "properties": {"email": each["id"], **each["properties"]},
        }
        for number, each in enumerate(inputs, 1)
    ]
    body = {"status": "COMPLETE", "results": results, "startedAt": MOMENT, "completedAt": MOMENT}
    response = httpx.Response(200, json=body)
    stub += time.thread_time() - started
    return response


def rows() -> Iterator[dict[str, str]]:
    """Contacts with six properties, made on the fly."""
    for number in range(count):
        yield {
            "email": f"person{number}@example.com",
            "firstname": f"First {number}",
            "lastname": "Last",
            "phone": "+49 123 456",
            "city": "Berlin",
            "company": f"Company {number % 100}",
        }


client = httpx.Client(transport=httpx.MockTransport(answer))
started, cpu = time.perf_counter(), time.process_time()
if who == "httpx":
    left = rows()
    while chunk := list(islice(left, 100)):
        inputs = [{"id": each.pop("email"), "idProperty": "email", "properties": each} for each in chunk]
        client.post("https://api.hubapi.com/crm/objects/2026-03/contacts/batch/upsert", json={"inputs": inputs}).json()
else:
    with HubSpot("t", http_client=client, limits=Limits(per_ten_seconds=10**8)) as hs:
        report = hs.contacts.bulk_upsert(rows(), concurrency=1)
        assert report.created == count  # noqa: S101 # or the figures mean nothing
print(
    json.dumps(
        {
            "cpu": time.process_time() - cpu - stub,
            "seconds": time.perf_counter() - started,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
