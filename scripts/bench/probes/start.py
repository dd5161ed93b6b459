"""A program that makes one call: `start.py WHO URL`; what is measured is its whole process."""

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

who, url = sys.argv[1:]


class ReadyError(Exception):
    """The request is about to be sent."""


def stop(*_: object, **__: object) -> Any:
    """Stop before anything is sent."""
    raise ReadyError


answered: Any = None
if who == "httpx-built":
    import httpx

    httpx.Client()
elif who in ("httpx", "httpx2"):
    httpx = import_module(who)
    with httpx.Client() as client:
        response = client.get(f"{url}/crm/objects/2026-03/contacts/1", headers={"authorization": "Bearer t"})
        answered = response.json()["properties"]["email"]
elif who == "httpx-list":
    import httpx

    with httpx.Client() as client:
        headers = {"authorization": "Bearer t"}
        response = client.get(f"{url}/crm/objects/2026-03/contacts", params={"limit": 10}, headers=headers)
        answered = response.json()["results"][0]["properties"]["email"]
elif who == "facade-ready":
    import httpx

    from hubspot_facade import HubSpot

    httpx.Client.send = stop  # type: ignore[method-assign] # a way to stop there
    with suppress(ReadyError):
        HubSpot("t", base_url=url).contacts.get(1)
elif who == "facade-list":
    from hubspot_facade import HubSpot

    answered = HubSpot("t", base_url=url).contacts.list(page_size=10).page().results[0].properties["email"]
elif who in ("facade", "facade-httpx2"):
    from hubspot_facade import HubSpot

    options: dict[str, Any] = {"http_library": "httpx2"} if who == "facade-httpx2" else {}
    answered = HubSpot("t", base_url=url, **options).contacts.get(1).properties["email"]
elif who == "api-client":
    from hubspot import HubSpot as ApiClient

    answered = ApiClient(access_token="t", host=url).crm.contacts.basic_api.get_by_id("1").properties["email"]
elif who == "sdk":
    from hubspot_sdk import HubSpot as Sdk

    answered = Sdk(access_token="t", base_url=url).crm.objects.contacts.get("1").properties["email"]
else:
    sys.exit(f"nobody is called {who}")

if answered != (None if who.endswith(("-built", "-ready")) else "person.0@example.com"):
    sys.exit(f"not what was sent: {answered}")
