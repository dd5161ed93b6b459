"""Writes of records, one by one and in batches with rows that nobody takes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.models.machine import FAULTY, KIND, Machine
from tests.models.portal import Change


class RecordRules(Machine):
    """Creates, updates and upserts by every key."""

    @rule(data=st.data(), kind=KIND, faults=FAULTY)
    def create(self, data: Any, kind: str, faults: list[str | None]) -> None:
        rows = self.rows(data)
        change, values = rows.spoilt(rows.change(kind, "create", None, 0))
        self.one(change, faults, lambda hs: hs.objects(kind).create(values))

    @rule(data=st.data(), kind=KIND, faults=FAULTY)
    def update(self, data: Any, kind: str, faults: list[str | None]) -> None:
        rows = self.rows(data)
        by = data.draw(st.sampled_from((None, "uon", "email") if kind == "contacts" else (None, "uon")))
        change, values = rows.spoilt(rows.change(kind, "update", by, 0))
        self.one(change, faults, lambda hs: hs.objects(kind).update(change.key, values, id_property=by))

    @rule(data=st.data(), kind=KIND, faults=FAULTY)
    def upsert(self, data: Any, kind: str, faults: list[str | None]) -> None:
        rows = self.rows(data)
        by = data.draw(st.sampled_from(("uon", "email") if kind == "contacts" else ("uon",)))
        change, values = rows.spoilt(rows.change(kind, "upsert", by, 0))
        told = None if by == "email" and data.draw(st.booleans()) else by
        self.one(change, faults, lambda hs: hs.objects(kind).upsert(change.key, values, id_property=told))

    @rule(data=st.data(), kind=KIND, faults=FAULTY, number=st.integers(1, 12), raise_errors=st.booleans())
    def batch_create(self, data: Any, kind: str, faults: list[str | None], number: int, raise_errors: bool) -> None:
        rows = self.rows(data)
        changes, inputs = list[Change](), list[Any]()
        for place in range(number):
            change, values = rows.spoilt(rows.change(kind, "create", None, place, keyed=place == 0))
            changes.append(change)
            inputs.append(values if data.draw(st.booleans()) else {"properties": values})
        given = iter(inputs) if data.draw(st.booleans()) else inputs
        self.batch(
            changes, faults, raise_errors, lambda hs: hs.objects(kind).batch_create(given, raise_errors=raise_errors)
        )

    @rule(
        data=st.data(),
        kind=KIND,
        verb=st.sampled_from(("update", "upsert")),
        faults=FAULTY,
        number=st.integers(1, 12),
        raise_errors=st.booleans(),
    )
    def batch_write(
        self, data: Any, kind: str, verb: str, faults: list[str | None], number: int, raise_errors: bool
    ) -> None:
        rows = self.rows(data)
        names = ("uon", "email") if kind == "contacts" and verb == "upsert" else ("uon",)
        common = data.draw(st.sampled_from((None, *names)))
        changes, inputs, keys = list[Change](), list[Any](), set[Any]()
        for place in range(number):
            default = common or ("email" if kind == "contacts" and verb == "upsert" else None)
            choices = names if default or verb == "upsert" else (None, *names)
            by = data.draw(st.sampled_from(choices))
            change, values = rows.spoilt(rows.change(kind, verb, by, place, keyed=place == 0))
            entry: dict[str, Any] = {"id": change.key, "properties": values}
            if by != default or data.draw(st.booleans()):
                entry |= {} if by is None else {data.draw(st.sampled_from(("idProperty", "id_property"))): by}
            identity = (by, (change.key or "").lower() if by == "email" else change.key)
            bad = change.bad
            if by not in values and rows.sometimes(10):
                bad = "no key"
                del entry["id"]
            elif bad != "unsendable":  # such an input is refused before it counts
                bad = "repeated" if identity in keys else bad
                keys.add(identity)
            changes.append(Change(kind, change.verb, by, change.key, change.values, change.mark, bad))
            inputs.append(entry)
        method = f"batch_{verb}"
        given = iter(inputs) if data.draw(st.booleans()) else inputs
        self.batch(
            changes,
            faults,
            raise_errors,
            lambda hs: getattr(hs.objects(kind), method)(given, id_property=common, raise_errors=raise_errors),
        )
