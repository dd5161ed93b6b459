"""CPU milliseconds of the sandbox for a request, beside so many contacts: `sandbox.py CONTACTS`; without a network."""

import asyncio
import json
import statistics
import sys
import time
from typing import Any

from hubspot_facade.sandbox import create_app

count = int(sys.argv[1])
TOKEN = "pat-na1-bench"
app = create_app(token=TOKEN)
HEADERS = [
    (b"host", b"127.0.0.1"),
    (b"authorization", f"Bearer {TOKEN}".encode()),
    (b"content-type", b"application/json"),
]


async def ask(method: str, path: str, body: Any = None) -> Any:
    """The answer of the application to a request, as an ASGI server would put it."""
    path, _, query = path.partition("?")
    content = b"" if body is None else json.dumps(body).encode()
    sent, answered = iter([{"type": "http.request", "body": content, "more_body": False}]), bytearray()
    status = 0

    async def receive() -> Any:
        return next(sent, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        answered.extend(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [*HEADERS, (b"content-length", str(len(content)).encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    if status >= 300:
        sys.exit(f"{method} {path}: {status} {answered.decode()[:500]}")
    return json.loads(answered) if answered else None


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


async def timed(times: int, make: Any) -> list[float]:
    """CPU milliseconds of each request."""
    spent: list[float] = []
    for number in range(times):
        method, path, body = make(number)
        started = time.process_time()
        await ask(method, path, body)
        spent.append((time.process_time() - started) * 1000)
    return spent


async def main() -> dict[str, Any]:
    """The medians."""
    contacts, upsert = "/crm/v3/objects/contacts", "/crm/v3/objects/contacts/batch/upsert"
    ids: list[str] = []
    for start in range(0, count, 100):
        inputs = [{"properties": contact(number)} for number in range(start, start + 100)]
        ids += [each["id"] for each in (await ask("POST", f"{contacts}/batch/create", {"inputs": inputs}))["results"]]

    def upserting(number: int) -> tuple[str, str, Any]:
        """Half of them new."""
        numbers = [*range(number * 50, number * 50 + 50), *range(count + number * 50, count + number * 50 + 50)]
        inputs = [
            {"id": each["email"], "idProperty": "email", "properties": {**each, "city": "Graz"}}
            for each in map(contact, numbers)
        ]
        return "POST", upsert, {"inputs": inputs}

    figures = {
        "get": await timed(
            200, lambda number: ("GET", f"{contacts}/{ids[number * 37 % count]}?properties=email,city", None)
        ),
        "create": await timed(200, lambda number: ("POST", contacts, {"properties": contact(2 * count + number)})),
        "batch": await timed(20, upserting),
    }
    firsts: dict[str, float] = {}
    others: dict[str, float] = {}
    for name, body in SEARCHES.items():
        asked = {"limit": 100, "properties": ["email"], **body}
        firsts[name] = (await timed(1, lambda _, asked=asked: ("POST", f"{contacts}/search", asked)))[0]
        pages = await timed(
            8, lambda number, asked=asked: ("POST", f"{contacts}/search", {**asked, "after": str(100 * (number + 1))})
        )
        others[name] = statistics.median(pages)
    return {**{name: statistics.median(each) for name, each in figures.items()}, "first": firsts, "further": others}


print(json.dumps(asyncio.run(main())))
