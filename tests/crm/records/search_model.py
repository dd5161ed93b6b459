"""HubSpot's search as its documents and recordings tell it, over a dictionary: the other side of property tests.

Filters of a group must all hold, of groups one; 5 groups, 6 filters each, 18 altogether, 3,000 characters. Pages are
offsets in the order of the one sort; `total` counts what matches now; the page at the window still has a cursor, and
what reaches beyond is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from hubspot_facade.errors import BadRequest


@dataclass(eq=False)
class Record:
    id: str
    properties: dict[str, str]


@dataclass
class Next:
    after: str


@dataclass
class Paging:
    next_: Next


@dataclass
class Found:
    total: int
    results: list[Record]
    paging: Paging | None = None


@dataclass
class Answer:
    """A plan that is answered by the model at the time it is run."""

    model: SearchModel
    body: Mapping[str, Any]
    date: str | None = None

    def __iter__(self):
        found = yield self
        self.date = self.model.clock and formatdate(self.model.clock() // 1000, usegmt=True)
        return found


@dataclass
class SearchModel:
    """Records by number; `bodies` are the requests so far.

    `index` is what search knows of those that it has not caught up with (None: it does not have them): it filters and
    sorts by this, and shows the records as they are.
    """

    window: int = 10_000
    records: dict[int, dict[str, str]] = field(default_factory=dict)
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    edge: bool = True  # whether the page that ends at the window has a cursor
    index: dict[int, dict[str, str] | None] = field(default_factory=dict)
    clock: Callable[[], int] | None = None  # milliseconds; without it answers have no date

    def call(self, body: Mapping[str, Any]) -> Answer:
        return Answer(self, body)

    def matching(self, groups: list[list[Mapping[str, Any]]]) -> list[int]:
        """The numbers of the records that match now."""
        return [
            number
            for number in sorted(self.records)
            if (values := self.known(number)) is not None
            and (
                not groups
                or any(all(_holds(one, {**values, "hs_object_id": str(number)}) for one in group) for group in groups)
            )
        ]

    def known(self, number: int) -> dict[str, str] | None:
        """What search knows of a record."""
        return self.index.get(number, self.records[number])

    def answer(self, body: Mapping[str, Any]) -> Found:
        """A page, or HubSpot's refusal."""
        body = json.loads(json.dumps(body))
        self.bodies.append(body)
        groups = [group["filters"] for group in body.get("filterGroups", [])]
        counts = [len(group) for group in groups]
        shown = {name: value for name, value in body.items() if name != "properties"}
        start, limit = int(body.get("after", 0)), body["limit"]
        if (
            len(groups) > 5
            or any(count > 6 for count in counts)
            or sum(counts) > 18
            or len(json.dumps(shown, separators=(",", ":"), ensure_ascii=False)) > 3_000
            or start + limit > self.window
            or len(body["sorts"]) > 1
        ):
            raise BadRequest("There was a problem with the request.", status=400)
        found = self.matching(groups)
        (sort,) = body["sorts"]
        if sort["propertyName"] != "hs_object_id":
            found.sort(key=lambda number: ((self.known(number) or {}).get(sort["propertyName"], ""), number))
        if sort["direction"] == "DESCENDING":
            found.reverse()
        end = start + limit
        results = [Record(str(number), {**self.records[number]}) for number in found[start:end]]
        reached = start + len(results)
        more = bool(results) and reached < len(found) and (self.edge or reached < self.window)
        return Found(len(found), results, Paging(Next(str(reached))) if more else None)


def _holds(one: Mapping[str, Any], values: Mapping[str, str]) -> bool:
    has = values.get(one["propertyName"])
    match one["operator"]:
        case "HAS_PROPERTY":
            return has is not None
        case "EQ":
            return has == one["value"]
        case "IN":
            return has in one["values"]
        case _ if has is None:
            return False
        case "GT":
            return int(has) > int(one["value"])
        case "GTE":
            return int(has) >= int(one["value"])
        case "LTE":
            return int(has) <= int(one["value"])
    raise AssertionError(one)
