"""What upserts take: `load.py httpx|httpx-list|batch|bulk|none ROWS [URL]`; CPU, time, and peak memory.

Without a URL, requests end in a transport that echoes them, whose CPU is left out: no server takes a million upserts in
a reasonable time. `batch` and `httpx-list` have their inputs as a list, which is not part of what is measured, and keep
the records that are answered; `none` has the list and does nothing.
"""

import gc
import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from hubspot_facade import HubSpot, Limits

who, count = sys.argv[1], int(sys.argv[2])
base = sys.argv[3] if len(sys.argv) > 3 else None
stub = 0.0
MOMENT = "2026-01-01T00:00:00Z"
URL = f"{base or 'https://api.hubapi.com'}/crm/objects/2026-03/contacts/batch/upsert"


def answer(request: httpx.Request) -> httpx.Response:
    """All inputs as new records."""
    global stub
    started = time.thread_time()
    results = [
        {
            "id": str(number),
            "new": True,
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
            "archived": False,
            "properties": {"email": each["id"], **each["properties"]},
        }
        for number, each in enumerate(json.loads(request.content)["inputs"], 1)
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


def peak() -> float:
    """The most memory that this process had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike what getrusage says, it does not begin with the memory of the parent
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def send_bare(client: httpx.Client, given: Iterator[dict[str, str]], kept: list[Any]) -> None:
    """What a loop with httpx does: batches of 100, one after the other; of a list the records are kept."""
    while chunk := list(islice(given, 100)):
        inputs: list[dict[str, Any]] = [
            {"id": each["email"], "idProperty": "email", "properties": {k: v for k, v in each.items() if k != "email"}}
            for each in chunk
        ]
        answered = client.post(URL, json={"inputs": inputs}, headers={"authorization": "Bearer t"})
        records = answered.json()["results"]
        if len(records) != len(chunk):
            sys.exit("not what was sent")
        if who == "httpx-list":
            kept += records


limits = Limits(per_ten_seconds=10**8)
if base is None:
    client = httpx.Client(transport=httpx.MockTransport(answer))
    hs = HubSpot("t", http_client=client, limits=limits)
else:
    client, hs = httpx.Client(), HubSpot("t", base_url=base, limits=limits)
made = list(rows()) if who in ("batch", "none", "httpx-list") else []
warming = [{"email": f"warm{number}@example.com", "city": "Graz"} for number in range(300)]
if who in ("batch", "bulk"):
    hs.contacts.batch_upsert(warming)  # what is loaded once
elif who.startswith("httpx"):
    send_bare(client, iter(warming), [])
stub = 0.0
kept: list[Any] = []
gc.collect()  # or one side may happen to be the one that looks through all that was imported
started, cpu = time.perf_counter(), time.process_time()
if who == "batch":
    if len(hs.contacts.batch_upsert(made)) != count:
        sys.exit("not what was sent")
elif who == "bulk":
    if hs.contacts.bulk_upsert(rows(), concurrency=1).created != count:
        sys.exit("not what was sent")
elif who.startswith("httpx"):
    send_bare(client, iter(made) if made else rows(), kept)
spent, seconds = time.process_time() - cpu - stub, time.perf_counter() - started
print(json.dumps({"cpu": spent, "seconds": seconds, "peak": peak()}))
