"""CPU, without the stub that answers, and peak memory of reading so many records: `grow.py list|search RECORDS`."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from hubspot_facade import HubSpot, Limits, P

who, count = sys.argv[1], int(sys.argv[2])
stub = 0.0
MOMENT = "2026-01-01T00:00:00Z"
FIRST = 10**9  # ids of one length, so that pages are of one size


def page(first: int, size: int, last: int) -> dict[str, Any]:
    """The records from an id on."""
    ids = range(first, min(first + size, last))
    results = [
        {
            "id": str(each),
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
            "archived": False,
            "properties": {"email": f"person{each}@example.com", "hs_object_id": str(each)},
        }
        for each in ids
    ]
    more = {"paging": {"next": {"after": str(first + size)}}} if first + size < last else {}
    return {"results": results, **more}


def after(request: httpx.Request) -> tuple[int, int]:
    """The id from which on records are wanted, and how many."""
    if request.method == "GET":
        return int(request.url.params.get("after", FIRST)), int(request.url.params["limit"])
    body = json.loads(request.content)
    above = [
        int(each["value"])
        for group in body.get("filterGroups", ())
        for each in group["filters"]
        if (each["propertyName"], each["operator"]) == ("hs_object_id", "GT")
    ]
    return int(body.get("after") or (above[0] + 1 if above else FIRST)), int(body["limit"])


def answer(request: httpx.Request) -> httpx.Response:
    """A page of contacts that are ordered by id."""
    global stub
    started = time.thread_time()
    first, size = after(request)
    first = max(first, FIRST)
    body = page(first, size, FIRST + count)
    if request.method != "GET":
        body["total"] = FIRST + count - first
    response = httpx.Response(200, json=body)
    stub += time.thread_time() - started
    return response


def peak() -> float:
    """The most memory that this process had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike what getrusage says, it does not begin with the memory of the parent
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(most: int | None) -> int:
    """How many records were read."""
    contacts = hs.contacts
    found = (
        contacts.list(properties=["email"], limit=most)
        if who == "list"
        else contacts.search(P.lastname == "Last", properties=["email"], limit=most)
    )
    return sum(1 for _ in found)


limits = Limits(per_ten_seconds=10**8, search_per_second=10**7)
hs = HubSpot("t", http_client=httpx.Client(transport=httpx.MockTransport(answer)), limits=limits)
read(10)  # what is loaded once
stub = 0.0
cpu = time.process_time()
if (found := read(None)) != count:
    sys.exit(f"{found} records, not {count}")
print(json.dumps({"cpu": time.process_time() - cpu - stub, "peak": peak()}))
