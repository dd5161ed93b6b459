"""Seconds from the start of a process to the first contacts call: `first_call.py WHO URL`.

`httpx` only imports it; `ready` stops when the request is about to be sent; the others read a page.
"""

import sys
import time
from typing import Any

who, url = sys.argv[1:]
started = time.perf_counter()

if who == "httpx":
    import httpx
elif who == "httpx-call":
    import httpx

    with httpx.Client() as client:
        response = client.get(
            f"{url}/crm/objects/2026-03/contacts", params={"limit": 10}, headers={"authorization": "Bearer t"}
        )
        page = response.json()
elif who == "facade-ready":
    from contextlib import suppress

    from hubspot_facade import HubSpot

    class ReadyError(Exception):
        """The request is about to be sent."""

    def stop(*_: object, **__: object) -> Any:
        """Stop before anything is sent."""
        raise ReadyError

    import httpx

    httpx.Client.send = stop  # type: ignore[method-assign] # a way to stop there
    hs = HubSpot("t", base_url=url)
    with suppress(ReadyError):
        hs.contacts.list(page_size=10).page()
elif who == "facade-call":
    from hubspot_facade import HubSpot

    hs = HubSpot("t", base_url=url)
    page = hs.contacts.list(page_size=10).page()
elif who == "official-ready":
    from hubspot import HubSpot as Official

    api = Official(access_token="t").crm.contacts.basic_api
elif who == "official-call":
    from hubspot import HubSpot as Official

    client = Official(access_token="t")
    api = client.crm.contacts.basic_api
    api.api_client.configuration.host = url
    page = api.get_page(limit=10)

print(time.perf_counter() - started)
