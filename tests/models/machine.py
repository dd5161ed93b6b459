"""One portal, one client, one dictionary: what every step of the stateful tests does and checks.

After every step the portal is what the dictionary says, whole, and what the facade told of each input is true: what it
calls done is in the portal, what it calls failed is not, and it is in doubt only where something went wrong.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from hubspot_facade import BatchError, HubSpotError, InputError, RetryPolicy
from hubspot_facade.errors import Unaccounted
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import FakeClock
from tests.models.portal import Change, Portal, RefusedError, read
from tests.models.rows import Rows
from tests.models.wire import FAULTS, Wire

KIND = st.sampled_from(("contacts", "companies"))
FAULTY = st.one_of(st.just([]), st.just([]), st.lists(st.sampled_from((None, None, *FAULTS)), min_size=1, max_size=6))


class Machine(RuleBasedStateMachine):
    """One portal, one client."""

    sandbox: Sandbox
    wire: Wire
    http: httpx.Client
    list_id: str
    first: Portal

    @initialize(colour=st.sampled_from(("sync", "async")), edition=st.sampled_from(("v3", "2026-03", "2026-09")))
    def begin(self, colour: str, edition: str) -> None:
        self.sandbox.restore("begin")
        self.portal = self.first.copy()
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


def in_doubt(error: HubSpotError | None) -> bool:
    """Whether an error says that what it is about may have been done."""
    return error is not None and (error.in_doubt or isinstance(error, Unaccounted))
