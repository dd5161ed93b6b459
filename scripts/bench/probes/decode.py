"""Seconds to read a page of contacts from bytes: `decode.py WHO FILE REPEATS`; the collector runs between repeats."""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

who, content, repeats = sys.argv[1], Path(sys.argv[2]).read_bytes(), int(sys.argv[3])


def reader() -> Callable[[], Any]:
    """What reads the page."""
    if who == "json":
        return lambda: json.loads(content)["results"]
    if who == "api-client":
        from hubspot.crm.contacts import ApiClient

        class Response:
            """What it passes to its deserialiser."""

            data = content.decode()

        client, name = ApiClient(), "CollectionResponseSimplePublicObjectWithAssociationsForwardPaging"
        return lambda: client.deserialize(Response, name).results
    from hubspot_openapi.v2026_03.crm.objects import operations

    call = operations.get_page("contacts", limit=100)

    def read() -> Any:
        return call.parse(200, "application/json;charset=utf-8", content).results

    def read_all() -> Any:
        """The same, and each field of each record, as far as it is decoded when it is asked for."""
        results = read()
        for each in results:
            _ = each.id, each.created_at, each.updated_at, each.archived, each.properties
        return results

    return read_all if who == "facade-all" else read


read = reader()
if len(read()) != 100:
    sys.exit("not what was given")
times: list[float] = []
gc.disable()
for _ in range(repeats):
    gc.collect()
    started = time.process_time()
    for _ in range(5):
        read()
    times.append((time.process_time() - started) / 5)
print(json.dumps(statistics.median(times)))
