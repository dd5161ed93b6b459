"""CPU seconds of the client for one call, each client in turn: `call.py URL ROUNDS`."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
from hubspot import HubSpot as Official

from hubspot_facade import HubSpot, Limits

url = sys.argv[1]
path = "/crm/objects/2026-03/contacts"
bare = httpx.Client()
headers = {"authorization": "Bearer t"}
facade = HubSpot("t", base_url=url, limits=Limits(per_ten_seconds=1_000_000))
official = Official(access_token="t").crm.contacts.basic_api
official.api_client.configuration.host = url

clients: dict[str, Callable[[], Any]] = {
    "httpx": lambda: bare.get(url + path, params={"limit": 10}, headers=headers).json(),
    "facade": lambda: facade.contacts.list(page_size=10).page(),
    "official": lambda: official.get_page(limit=10),
}
times: dict[str, list[float]] = {name: [] for name in clients}
for call in clients.values():
    call()
for _ in range(int(sys.argv[2])):
    for name, call in clients.items():
        started = time.process_time()
        for _ in range(50):
            call()
        times[name].append((time.process_time() - started) / 50)
print(json.dumps({name: statistics.median(each) for name, each in times.items()}))
