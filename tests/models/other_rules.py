"""Merges, the recycle bin, associations and their labels, members of lists, reads, and searches while writing."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, note
from hypothesis import strategies as st
from hypothesis.stateful import rule

from hubspot_facade import HubSpotError
from hubspot_facade.crm.filters import equal
from tests.models.machine import FAULTY, KIND, Machine, in_doubt
from tests.models.portal import BOSS, MARKS, PLAIN, Portal
from tests.models.rows import NOWHERE

TOLD = ({"association_type_id": "boss"}, {"association_type_id": 1, "association_category": "USER_DEFINED"})
ENDS = ("contacts", "companies")


class OtherRules(Machine):
    """What is done with records that are there."""

    def some(self, data: Any, kind: str) -> str:
        """The id of a record, now and then of one that is not there."""
        return data.draw(st.sampled_from((*self.portal.records[kind], NOWHERE)))

    def alone(self, error: HubSpotError | None, after: Portal, *, valid: bool = True) -> None:
        """A write that is done whole or not at all: which of both the facade says, and whether that is true."""
        now = self.held()
        if error is None:
            assert valid
            self.portal = after
        elif in_doubt(error):
            assert self.wire.hits
            if now.view() != self.portal.view():
                self.portal = after
        elif not self.wire.hits:
            assert not valid, error
        self.agree(now)

    @rule(data=st.data(), kind=KIND, faults=FAULTY)
    def merge(self, data: Any, kind: str, faults: list[str | None]) -> None:
        ids = sorted(self.portal.records[kind])
        assume(len(ids) > 1)
        primary, other = data.draw(st.permutations(ids))[:2]
        result, error = self.done(faults, lambda hs: hs.objects(kind).merge(primary, other))
        made = result.id if result is not None else next(iter({*self.held().records[kind]} - {*ids}), "none")
        after = self.portal.copy()
        after.merge(kind, primary, other, made)
        self.alone(error, after)

    @rule(data=st.data(), kind=KIND, faults=FAULTY)
    def archive(self, data: Any, kind: str, faults: list[str | None]) -> None:
        id_ = self.some(data, kind)
        after = self.portal.copy()
        after.archive(kind, id_)
        _, error = self.done(faults, lambda hs: hs.objects(kind).archive(id_))
        self.alone(error, after)

    @rule(data=st.data(), kind=KIND, faults=FAULTY, number=st.integers(1, 4))
    def batch_archive(self, data: Any, kind: str, faults: list[str | None], number: int) -> None:
        ids = [self.some(data, kind) for _ in range(number)]
        batch, error = self.done(faults, lambda hs: hs.objects(kind).batch_archive(iter(ids), raise_errors=False))
        now = self.held()
        for id_, status in zip(ids, self.statuses(batch, error, number), strict=True):
            if status == "done" or (status == "unknown" and id_ not in now.records[kind]):
                self.portal.archive(kind, id_)
        self.agree(now)

    def statuses(self, batch: Any, error: HubSpotError | None, number: int) -> list[str]:
        """What became of each input; where nothing went wrong and nothing is wrong, all are done."""
        if error is not None:
            assert self.wire.hits, error
            assert not in_doubt(error)
            return ["failed"] * number
        for each in batch.outcomes:
            assert each.status != "unknown" or self.wire.hits
            note(f"{each.input} → {each.status} {each.error!r}")
        return [each.status for each in batch.outcomes]

    # -- associations ------------------------------------------------------------------------------------------

    @rule(
        data=st.data(),
        faults=FAULTY,
        act=st.sampled_from(("create", "archive")),
        told=st.sampled_from(TOLD),
    )
    def associate(self, data: Any, faults: list[str | None], act: str, told: dict[str, Any]) -> None:
        pair = self.some(data, "contacts"), self.some(data, "companies")
        there = pair[0] in self.portal.records["contacts"] and pair[1] in self.portal.records["companies"]
        labelled = data.draw(st.booleans())
        after = self.portal.copy()
        has = after.links.pop(pair, set())
        if act == "create":
            after.links[pair] = {PLAIN, BOSS} if labelled else has | {PLAIN}
        elif labelled and has - {BOSS}:
            after.links[pair] = has - {BOSS}
        if not there:
            after = self.portal.copy()
        _, error = self.done(
            faults,
            lambda hs: getattr(hs.associations, act)(
                "contacts", pair[0], "companies", pair[1], **(told if labelled else {})
            ),
        )
        note(f"{act} {pair} {told if labelled else ''} → {error!r}")
        self.alone(error, after, valid=there or act == "archive")

    @rule(data=st.data(), faults=FAULTY, number=st.integers(1, 5), told=st.sampled_from((*TOLD, None)))
    def batch_associate(self, data: Any, faults: list[str | None], number: int, told: dict[str, Any] | None) -> None:
        pairs = [(self.some(data, "contacts"), self.some(data, "companies")) for _ in range(number)]
        batch, error = self.done(
            faults, lambda hs: hs.associations.batch_create(*ENDS, iter(pairs), raise_errors=False, **(told or {}))
        )
        self.linked([(pair, {PLAIN, BOSS} if told else {PLAIN}, False) for pair in pairs], batch, error)

    @rule(data=st.data(), faults=FAULTY, number=st.integers(1, 5))
    def write_associations(self, data: Any, faults: list[str | None], number: int) -> None:
        wanted, inputs = list[Any](), list[Any]()
        pair = self.some(data, "contacts"), self.some(data, "companies")
        for _ in range(number):
            if data.draw(st.booleans()):  # else the same once more
                pair = self.some(data, "contacts"), self.some(data, "companies")
            types, bad = data.draw(
                st.sampled_from((([279], False), (["Boss"], False), ([279, "Boss"], False), ([], False), ([77], True)))
            )
            if bad:
                types = [{"associationCategory": "USER_DEFINED", "associationTypeId": 77}]
            wanted.append((pair, {PLAIN, BOSS} if "Boss" in types else {PLAIN}, bad))
            inputs.append({"from": {"id": pair[0]}, "to": {"id": pair[1]}, "types": types})
        batch, error = self.done(
            faults, lambda hs: hs.associations.batch_create(*ENDS, iter(inputs), raise_errors=False)
        )
        self.linked(wanted, batch, error)

    def linked(self, wanted: list[Any], batch: Any, error: HubSpotError | None) -> None:
        now = self.held()
        for (pair, types, bad), status in zip(wanted, self.statuses(batch, error, len(wanted)), strict=True):
            valid = not bad and all(id_ in self.portal.records[kind] for kind, id_ in zip(ENDS, pair, strict=True))
            assert valid or status != "done"
            assert not valid or status == "done" or self.wire.hits
            if status == "done" or (status == "unknown" and types <= now.links.get(pair, set())):
                self.portal.links.setdefault(pair, set()).update(types)
        self.agree(now)

    @rule(data=st.data(), faults=FAULTY, number=st.integers(1, 4))
    def batch_dissociate(self, data: Any, faults: list[str | None], number: int) -> None:
        pairs = [(self.some(data, "contacts"), self.some(data, "companies")) for _ in range(number)]
        batch, error = self.done(
            faults, lambda hs: hs.associations.batch_archive(*ENDS, iter(pairs), raise_errors=False)
        )
        now = self.held()
        for pair, status in zip(pairs, self.statuses(batch, error, number), strict=True):
            assert status == "done" or self.wire.hits
            if status == "done" or (status == "unknown" and pair not in now.links):
                self.portal.links.pop(pair, None)
        self.agree(now)

    # -- members of lists --------------------------------------------------------------------------------------

    @rule(data=st.data(), faults=FAULTY, number=st.integers(1, 4), adds=st.booleans())
    def change_members(self, data: Any, faults: list[str | None], number: int, adds: bool) -> None:
        rows = self.rows(data)
        ids = [self.some(data, "contacts") for _ in range(number)]
        emails = [rows.key("contacts", "email") for _ in range(number // 2)]
        method = "add_members" if adds else "remove_members"
        change, error = self.done(
            faults, lambda hs: getattr(hs.lists, method)(self.list_id, iter(ids), emails=emails, raise_errors=False)
        )
        now = self.held()
        folded = dict.fromkeys(each.lower() for each in emails)
        found = [*ids, *(self.portal.holder("contacts", "email", each) for each in folded)]
        for id_, status in zip(found, self.statuses(change, error, len(found)), strict=True):
            there = id_ in self.portal.records["contacts"]
            assert there or not adds or status != "done"
            assert not there or status == "done" or self.wire.hits
            if there and (status == "done" or (status == "unknown" and (id_ in now.members) == adds)):
                (self.portal.members.add if adds else self.portal.members.discard)(id_ or "")
        self.agree(now)

    # -- reads -------------------------------------------------------------------------------------------------

    @rule(data=st.data(), kind=KIND, faults=FAULTY, number=st.integers(1, 6))
    def batch_read(self, data: Any, kind: str, faults: list[str | None], number: int) -> None:
        rows = self.rows(data)
        by = data.draw(st.sampled_from((None, "uon", "email") if kind == "contacts" else (None, "uon")))
        old = sorted(self.portal.moved)
        keys = [
            data.draw(st.sampled_from(old)) if old and by is None and rows.sometimes(3) else rows.key(kind, by)
            for _ in range(number)
        ]
        batch, error = self.done(
            faults, lambda hs: hs.objects(kind).batch_read(iter(keys), id_property=by, properties=list(MARKS))
        )
        for key, status, place in zip(keys, self.statuses(batch, error, number), range(number), strict=True):
            found = self.portal.holder(kind, by, self.portal.moved.get(key, key) if by is None else key)
            if status == "done":
                result = batch.outcomes[place].result
                assert result.id == found
                values = self.portal.records[kind][found]
                assert {name: result.properties.get(name) for name in MARKS} == {
                    name: values.get(name) for name in MARKS
                }
            elif not self.wire.hits:
                assert found is None
        self.agree()

    @rule(kind=KIND, page_size=st.integers(1, 3))
    def search_while_writing(self, kind: str, page_size: int) -> None:
        ids = sorted(self.portal.records[kind])
        assume(ids)
        todo = self.numbers.__next__
        value = f"todo-{todo()}"
        self.done([], lambda hs: hs.objects(kind).batch_update({id_: {"todo": value} for id_ in ids}))
        client, runner = self.hs._target, self.hs._runner
        found: list[str] = []

        async def awaited() -> None:
            async for record in client.objects(kind).search(equal("todo", value), page_size=page_size):
                found.append(record.id)
                await client.objects(kind).update(record.id, {"todo": "done"})

        if runner is not None:
            runner.run(awaited())
        else:
            for record in client.objects(kind).search(equal("todo", value), page_size=page_size):
                found.append(record.id)
                client.objects(kind).update(record.id, {"todo": "done"})
        assert found == ids
        for id_ in ids:
            self.portal.records[kind][id_]["todo"] = "done"
        self.agree()
