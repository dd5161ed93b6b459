"""A sandbox with records, and desks at it."""

import json
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.mcp.client import GuardedHubSpot
from hubspot_facade.mcp.desk import Desk
from hubspot_facade.mcp.masking import Masking
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.unsettled import Unsettled

ALL = {"writes": True, "deletes": True, "sends": True, "irreversible": True}


class Clock:
    """A clock that only a test moves."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def sandbox():
    # a list's size, which a plan shows, must not change between plan and run because a second has passed
    with Sandbox(samples=True, unsettled=Unsettled(lists_counted_after=0)) as sandbox:
        yield sandbox


@pytest.fixture
def hubspot(sandbox):
    """The portal as its owner sees it."""
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        yield hs


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk_of(sandbox, clock, tmp_path):
    """A desk under rules: `desk_of(writes=True, mask=["ssn"])`."""
    desks = []

    def make(*, mask=(), shown=(), api_version=None, **rules):
        policy = Policy(masking=Masking(mask, shown=shown), **rules)

        def client():
            return GuardedHubSpot(
                policy, access_token=sandbox.token, base_url=sandbox.url, developer_key="key-1", api_version=api_version
            )

        desk = Desk({"one": client}, policy, monotonic=clock, wall=lambda: 0.0, audit_file=tmp_path / "audit.jsonl")
        desks.append(desk)
        return desk

    yield make
    for each in desks:
        each.close()


@pytest.fixture
def audited(tmp_path):
    """The lines of the audit file."""
    path: Path = tmp_path / "audit.jsonl"
    return lambda: [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def writes_of(sandbox):
    """The writes that reached the sandbox since the fixture was made."""
    from hubspot_facade.transport.repeatable import is_read

    before = len(sandbox.requests)
    return lambda: [
        (each.method, each.path) for each in sandbox.requests[before:] if not is_read(each.method, each.path)
    ]
