"""Seconds to read a page of contacts from bytes, each reader in turn: `decode.py FILE ROUNDS`."""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hubspot.crm.contacts import ApiClient
from hubspot_openapi.v2026_03.crm.objects import operations

content = Path(sys.argv[1]).read_bytes()
call = operations.get_page("contacts", limit=100)
official = ApiClient()
official_type = "CollectionResponseSimplePublicObjectWithAssociationsForwardPaging"


class Response:
    """What the official client passes to its deserialiser."""

    data = content.decode()


readers: dict[str, tuple[int, Callable[[], Any]]] = {
    "json.loads": (20, lambda: json.loads(content)),
    "facade": (20, lambda: call.parse(200, "application/json;charset=utf-8", content)),
    "official": (2, lambda: official.deserialize(Response, official_type)),
}
if not len(readers["facade"][1]().results) == len(readers["official"][1]().results) == 100:
    sys.exit("the readers do not read the same")

times: dict[str, list[float]] = {name: [] for name in readers}
gc.disable()
for _ in range(int(sys.argv[2])):
    for name, (repeats, read) in readers.items():
        gc.collect()
        started = time.perf_counter()
        for _ in range(repeats):
            read()
        times[name].append((time.perf_counter() - started) / repeats)
print(json.dumps({name: statistics.median(each) for name, each in times.items()}))
