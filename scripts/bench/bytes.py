"""The answers that the benchmarks read: contacts with 20 properties, made up."""

from __future__ import annotations

import json
from typing import Any

HOBBIES = ("climbing", "chess", "sailing", "choir")


def contact(number: int) -> dict[str, Any]:
    """One contact as the object endpoints return it, with 20 properties."""
    properties = {
        "createdate": "2026-03-01T10:20:30.400Z",
        "email": f"person.{number}@example.com",
        "firstname": f"First{number}",
        "hs_object_id": str(100_000 + number),
        "lastmodifieddate": "2026-03-02T11:21:31.401Z",
        "lastname": f"Last{number}",
        "lifecyclestage": "lead",
        "phone": f"+43 555 {number:06}",
        "jobtitle": "Engineer",
        "city": "Graz",
        "company": None,
        "hobby": HOBBIES[number % len(HOBBIES)],
    }
    properties |= {f"property_{index}": f"value {index} of contact {number}" for index in range(20 - len(properties))}
    return {
        "id": str(100_000 + number),
        "properties": properties,
        "createdAt": "2026-03-01T10:20:30.400Z",
        "updatedAt": "2026-03-02T11:21:31.401Z",
        "archived": False,
    }


def page(count: int) -> bytes:
    """A page of contacts with a cursor after it."""
    paging = {"next": {"after": str(100_000 + count), "link": "https://api.example.com/next"}}
    return json.dumps({"results": [contact(number) for number in range(count)], "paging": paging}).encode()
