"""CPU seconds that a client spends on one call, a page of contacts: `call.py WHO URL CALLS ROWS`."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

who, url, calls, rows = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def caller() -> Callable[[], Any]:
    """What makes the call, and returns the records."""
    if who == "httpx":
        import httpx

        bare, headers = httpx.Client(), {"authorization": "Bearer t"}
        path, query = f"{url}/crm/objects/2026-03/contacts", {"limit": rows}
        return lambda: json.loads(bare.get(path, params=query, headers=headers).content)["results"]
    if who == "facade":
        from hubspot_facade import HubSpot, Limits

        contacts = HubSpot("t", base_url=url, limits=Limits(per_ten_seconds=1_000_000)).contacts
        return lambda: contacts.list(page_size=rows).page().results
    if who == "api-client":
        from hubspot import HubSpot as ApiClient

        api = ApiClient(access_token="t", host=url).crm.contacts.basic_api
        return lambda: api.get_page(limit=rows).results
    from hubspot_sdk import HubSpot as Sdk

    resource = Sdk(access_token="t", base_url=url).crm.objects.contacts
    return lambda: resource.list(limit=rows).results


call = caller()
for _ in range(3):
    if len(call()) != rows:
        sys.exit("not what was sent")
started = time.process_time()
for _ in range(calls):
    call()
print(json.dumps((time.process_time() - started) / calls))
