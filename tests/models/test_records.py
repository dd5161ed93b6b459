"""The facade and a dictionary side by side: writes of records, while the connection does what connections do.

After every step the portal is what the dictionary says, whole, and what the facade told of each input is true: what it
calls done is in the portal, what it calls failed is not, and it is in doubt only where something went wrong.
HUBSPOT_MODEL_EXAMPLES tells how many runs to make.
"""

from __future__ import annotations

import os
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from hubspot_facade import BatchError, HubSpotError, InputError, RetryPolicy
from hubspot_facade.errors import Unaccounted
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import FakeClock
from tests.models.portal import MARKS, Change, Portal, RefusedError, read
from tests.models.rows import Rows
from tests.models.wire import FAULTS, Wire

EXAMPLES = int(os.environ.get("HUBSPOT_MODEL_EXAMPLES", "25"))
# Examples are not shrunk, which takes minutes; the notes of one tell what was sent for each step.
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=12,
    report_multiple_bugs=False,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
KIND = st.sampled_from(("contacts", "companies"))
FAULTY = st.one_of(st.just([]), st.just([]), st.lists(st.sampled_from((None, None, *FAULTS)), min_size=1, max_size=6))
GROUPS = {"contacts": "contactinformation", "companies": "companyinformation"}


class Machine(RuleBasedStateMachine):
    """One portal, one client."""

    sandbox: Sandbox
    wire: Wire
    http: httpx.Client
    list_id: str

    @initialize(colour=st.sampled_from(("sync", "async")), edition=st.sampled_from(("v3", "2026-03", "2026-09")))
    def begin(self, colour: str, edition: str) -> None:
        self.sandbox.restore("begin")
        self.portal = Portal()
        self.numbers = count(1)
        transport = {"sync": httpx.Client, "async": httpx.AsyncClient}[colour](transport=self.wire)
        self.hs, self.close = either(
            colour,
            base_url=self.sandbox.url,
            access_token=self.sandbox.token,
            api_version=edition,
            clock=FakeClock().clock(),
            retries=RetryPolicy(retries=2),
            http_client=transport,
        )

    def teardown(self) -> None:
        if hasattr(self, "close"):
            self.close()

    # -- what the tests have in common -------------------------------------------------------------------------

    def rows(self, data: Any) -> Rows:
        return Rows(data.draw, self.portal, self.numbers)

    def done(self, faults: list[str | None], act: Any) -> tuple[Any, HubSpotError | None]:
        """What an act gives, or the error that it raises, under these faults."""
        self.wire.plan(faults)
        try:
            return act(self.hs), None
        except HubSpotError as error:
            return None, error
        finally:
            note(f"{self.wire.seen}")
            self.wire.faults = []

    def held(self) -> Portal:
        return read(self.http, self.list_id)

    def agree(self, now: Portal | None = None) -> None:
        """The portal is what the dictionary says."""
        assert (now or self.held()).view() == self.portal.view()

    def one(self, change: Change, faults: list[str | None], act: Any) -> None:
        """A write of one record, and whether what the facade said of it is true."""
        result, error = self.done(faults, act)
        note(f"{change} → {getattr(result, 'id', None)} {error!r}")
        status = "done" if error is None else "unknown" if in_doubt(error) else "failed"
        self.settle([change], [(status, result, error)])

    def batch(self, changes: list[Change], faults: list[str | None], raise_errors: bool, act: Any) -> None:
        batch, error = self.done(faults, act)
        if isinstance(error, BatchError):
            assert raise_errors
            batch, error = error.batch, None
            assert batch.failures
        elif batch is not None and raise_errors:
            assert not batch.failures
        if error is not None:
            assert self.wire.hits
            assert not in_doubt(error)
            ends: list[Any] = [("failed", None, error)] * len(changes)
        else:
            assert [each.index for each in batch.outcomes] == [*range(len(changes))]
            ends = [(each.status, each.result, each.error) for each in batch.outcomes]
        for change, end in zip(changes, ends, strict=True):
            note(f"{change} → {end[0]} {getattr(end[1], 'id', None)} {end[2]!r}")
        self.settle(changes, ends)

    def settle(self, changes: list[Change], ends: list[tuple[str, Any, HubSpotError | None]]) -> None:
        """Whether each end is true, and whether it had to be so; the dictionary goes on from there."""
        now = self.held()
        shared = {each.id for _, each, _ in ends if each is not None}
        for change, (status, result, error) in zip(changes, ends, strict=True):
            match status:
                case "done":
                    found = self.portal.apply(change, result.id)
                    assert result.id == found
                    if len(shared) == len(ends):
                        assert result.properties[change.mark[0]] == change.mark[1]
                case "unknown":
                    assert self.wire.hits, "in doubt although nothing went wrong"
                    assert in_doubt(error)
                    if now.shows(change):
                        self.portal.apply(change, now.shows(change))
                case _:
                    assert error is not None
                    if not self.wire.hits:
                        with pytest.raises(RefusedError):
                            self.portal.copy().apply(change, "new")
                    elif not change.bad and isinstance(error, InputError):
                        raise AssertionError("nothing is wrong with this input") from error
        self.agree(now)

    # -- records -----------------------------------------------------------------------------------------------

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
            elif bad != "unwirable":  # such an input is refused before it counts
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


def in_doubt(error: HubSpotError | None) -> bool:
    """Whether an error says that what it is about may have been done."""
    return error is not None and (error.in_doubt or isinstance(error, Unaccounted))


@pytest.fixture(scope="module")
def ready():
    """A sandbox with a unique property of two types, a label and a list, kept as a snapshot."""
    wire = Wire()
    with Sandbox() as sandbox, httpx.Client(base_url=sandbox.url) as http:
        http.headers["authorization"] = f"Bearer {sandbox.token}"
        for kind, group in GROUPS.items():
            text = {"type": "string", "fieldType": "text", "groupName": group}
            own = [{"name": name, "label": name, **text, "hasUniqueValue": name == "uon"} for name in ("uon", *MARKS)]
            http.post(f"/crm/v3/properties/{kind}/batch/create", json={"inputs": own}).raise_for_status()
        labels = {"label": "Boss", "inverseLabel": "Led", "name": "boss"}
        http.post("/crm/v4/associations/contacts/companies/labels", json=labels).raise_for_status()
        manual = {"name": "Members", "objectTypeId": "0-1", "processingType": "MANUAL"}
        list_id = http.post("/crm/v3/lists", json=manual).json()["list"]["listId"]
        sandbox.snapshot("begin")
        yield {"sandbox": sandbox, "wire": wire, "http": http, "list_id": list_id}
    wire.shut()


def test_what_is_told_of_each_input_is_true(ready):
    machine = type("Portals", (Machine,), ready)
    run_state_machine_as_test(machine, settings=SETTINGS)
