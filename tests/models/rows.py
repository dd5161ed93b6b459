"""Writes as hypothesis draws them: what the facade is given, and what the model is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tests.models.portal import MARKS, Change, Portal, addresses

BAD = ("unknown property", "invalid value", "unsendable")
NOWHERE = "999999999999"


class Rows:
    """Draws writes on what a portal has; every value that it makes up is new."""

    def __init__(self, draw: Callable[[Any], Any], portal: Portal, numbers: count[int]) -> None:
        self.draw = draw
        self.portal = portal
        self.numbers = numbers

    def new(self, name: str) -> str:
        number = next(self.numbers)
        return f"c{number}@x.test" if name == "email" else f"{name}-{number}"

    def sometimes(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def taken(self, kind: str, name: str) -> list[str]:
        """The values of a unique property that the portal has; a contact's secondary addresses are among them."""
        records = self.portal.records[kind].values()
        if name == "email":
            return [each for values in records for each in addresses(values)]
        return [values[name] for values in records if name in values]

    def key(self, kind: str, by: str | None) -> str:
        """What finds a record, mostly one that is there."""
        there = [*self.portal.records[kind]] if by is None else self.taken(kind, by)
        if not there or self.sometimes(4):
            return NOWHERE if by is None else self.new(by)
        key = self.draw(st.sampled_from(there))
        return self.draw(st.sampled_from((key, key.upper(), key.title()))) if by == "email" else key

    def mark(self, place: int) -> tuple[str, str]:
        """A property of the input's own, so that the order of inputs that mean one record does not matter."""
        return MARKS[place], f"w{next(self.numbers)}"

    def change(self, kind: str, verb: Any, by: str | None, place: int, *, keyed: bool = True) -> Change:
        """A write that HubSpot takes, unless the model says otherwise; `keyed` may write unique properties."""
        mark = self.mark(place)
        values = dict((mark,))
        if verb == "create" and kind == "contacts" and not self.sometimes(6):
            values["email"] = self.new("email")
        if verb == "create" and self.sometimes(2):
            values["uon"] = self.new("uon")
        if keyed and self.sometimes(4):
            name = self.draw(st.sampled_from(("email", "uon"))) if kind == "contacts" else "uon"
            taken = self.taken(kind, name)
            values[name] = self.draw(st.sampled_from(taken)) if taken and self.sometimes(2) else self.new(name)
        return Change(kind, verb, by, None if verb == "create" else self.key(kind, by), values, mark)

    def spoilt(self, change: Change) -> tuple[Change, Mapping[str, Any]]:
        """The write, now and then with something in it that nobody takes, and its values as they are given."""
        values: dict[str, Any] = dict(change.values)
        if not self.sometimes(4):
            return change, values
        bad = self.draw(st.sampled_from(BAD))
        if bad == "invalid value" and change.kind != "contacts":
            bad = "unknown property"
        match bad:
            case "unknown property":
                values["no_such_property"] = "x"
            case "invalid value":
                values["email"] = self.draw(st.sampled_from(("no address", f"{next(self.numbers)}@")))
            case _:
                values[change.mark[0]] = object()
        return replace(change, bad=bad), values
