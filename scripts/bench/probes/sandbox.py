"""Milliseconds of a request to a sandbox with so many contacts, in another process: `sandbox.py CONTACTS`.

The client is `http.client` on one connection, which takes some 0.1 ms of it. `sandbox.py` alone is that other process.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hubspot_facade.sandbox import Sandbox

TOKEN = "pat-na1-bench"
HEADERS = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
CONTACTS = "/crm/v3/objects/contacts"


def serve() -> None:
    """Until standard input ends."""
    with Sandbox(token=TOKEN) as sandbox:
        print(sandbox.url, flush=True)
        sys.stdin.read()


class Client:
    """Asks a sandbox."""

    def __init__(self, server: "subprocess.Popen[str]", url: str) -> None:
        self._server = server
        self._connection = HTTPConnection(urlsplit(url).netloc)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer, as JSON."""
        self._connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
        response = self._connection.getresponse()
        content = response.read()
        if response.status >= 300:
            sys.exit(f"{method} {path}: {response.status} {content.decode()[:500]}")
        return json.loads(content)

    def timed(self, times: int, make: Any) -> tuple[float, float]:
        """Milliseconds of a request, the median, and of the server's CPU, the mean."""
        spent: list[float] = []
        requests = [make(number) for number in range(times)]
        before = self._cpu()
        for request in requests:
            started = time.perf_counter()
            self.ask(*request)
            spent.append((time.perf_counter() - started) * 1000)
        return statistics.median(spent), (self._cpu() - before) * 1000 / times

    def _cpu(self) -> float:
        """CPU seconds that the server has used; 0 where the system does not say."""
        stat = Path(f"/proc/{self._server.pid}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


STAGES = ("subscriber", "lead", "marketingqualifiedlead", "opportunity", "customer")


def contact(number: int) -> dict[str, str]:
    """Its properties."""
    return {
        "email": f"person.{number}@example.com",
        "firstname": f"First{number % 1000}",
        "lastname": f"Last{number % 97}",
        "city": f"City{number % 500}",
        "lifecyclestage": STAGES[number % len(STAGES)],
        "phone": f"+43 555 {number:07}",
    }


def condition(name: str, operator: str, **values: Any) -> dict[str, Any]:
    """A search by one condition."""
    return {"filterGroups": [{"filters": [{"propertyName": name, "operator": operator, **values}]}]}


SEARCHES: dict[str, dict[str, Any]] = {
    "an option": condition("lifecyclestage", "EQ", value="lead"),
    "a word": condition("lastname", "CONTAINS_TOKEN", value="Last7*"),
    "one of three": condition("city", "IN", values=["city1", "city2", "city3"]),
    "since a moment": condition("createdate", "GTE", value="2020-01-01T00:00:00Z"),
    "any text": {"query": "Last7"},
    "sorted": {**condition("lifecyclestage", "EQ", value="lead"), "sorts": ["-lastname"]},
}


def measure(client: Client, count: int) -> dict[str, Any]:
    """Of each kind of request, time and CPU."""
    ids: list[str] = []
    for start in range(0, count, 100):
        inputs = [{"properties": contact(number)} for number in range(start, start + 100)]
        ids += [each["id"] for each in client.ask("POST", f"{CONTACTS}/batch/create", {"inputs": inputs})["results"]]

    def upserting(number: int) -> tuple[str, str, Any]:
        """Half of them new."""
        numbers = [*range(number * 50, number * 50 + 50), *range(count + number * 50, count + number * 50 + 50)]
        inputs = [
            {"id": each["email"], "idProperty": "email", "properties": {**each, "city": "Graz"}}
            for each in map(contact, numbers)
        ]
        return "POST", f"{CONTACTS}/batch/upsert", {"inputs": inputs}

    def searching(body: Any, after: int = 0) -> tuple[str, str, Any]:
        more = {"after": str(after)} if after else {}
        return "POST", f"{CONTACTS}/search", {"limit": 100, "properties": ["email"], **body, **more}

    return {
        "get": client.timed(
            500, lambda number: ("GET", f"{CONTACTS}/{ids[number * 37 % count]}?properties=email,city")
        ),
        "create": client.timed(300, lambda number: ("POST", CONTACTS, {"properties": contact(2 * count + number)})),
        "batch": client.timed(30, upserting),
        "first": {kind: client.timed(1, lambda _, body=body: searching(body))[0] for kind, body in SEARCHES.items()},
        "further": {
            kind: client.timed(8, lambda number, body=body: searching(body, 100 * (number + 1)))[0]
            for kind, body in SEARCHES.items()
        },
    }


def main(count: int) -> None:
    """Print the figures."""
    command = [sys.executable, "-I", __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None  # noqa: S101 # for the type checkers
        print(json.dumps(measure(Client(server, server.stdout.readline().strip()), count)))
        server.communicate("")


if len(sys.argv) > 1:
    main(int(sys.argv[1]))
else:
    serve()
