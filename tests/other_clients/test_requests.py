"""The facade sends what HubSpot's own clients send, and where it does not, tests/data/wire says why.

The requests of the others are recorded (`make peers` renews them); ours are made here, by name, on the sample portal.
"""

import json
import re
import tomllib
from collections import Counter, defaultdict

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from scripts.peers.wire.cases import CASES
from scripts.peers.wire.renewal import DATA, endpoints, kept, rendered
from tests.other_clients.difference import differences

EDITIONS = {"hubspot-api-client": "v3", "hubspot-sdk": "2026-03"}
REASONS = tomllib.loads((DATA / "differences.toml").read_text(encoding="utf-8"))["difference"]
ABSENT = tomllib.loads((DATA / "absent.toml").read_text(encoding="utf-8"))["absent"]


def compared(ours, theirs):
    """The differences of what was sent for one case, request by request."""
    if ours and "refused" in ours[0]:
        yield f"refused: ours {ours[0]['refused']}"
        return
    if len(ours) != len(theirs):
        yield f"requests: ours {len(ours)}, theirs {len(theirs)}"
    for mine, other in zip(ours, theirs, strict=False):
        yield from differences(mine, other)


def by_content(requests):
    return sorted(requests, key=json.dumps)


def reasons(client):
    """(line, operation or None for any) → reason."""
    return {
        (line, operation): entry["reason"]
        for entry in REASONS
        if client in entry["clients"]
        for line in entry["lines"]
        for operation in entry.get("operations", [None])
    }


@pytest.mark.parametrize("client", EDITIONS)
def test_what_is_sent_is_what_hubspots_own_client_sends_or_has_a_reason(asked, client):
    known = reasons(client)
    unused = set(known)
    unexplained = defaultdict(set)
    for row in kept(client):
        name = row["operation"]
        for line in compared(asked("sync", EDITIONS[client], name, row["payload"]), row["requests"]):
            keys = {(line, name), (line, None)} & known.keys()
            unused -= keys
            if not keys:
                unexplained[line].add(name)
    told = [f"not explained: {line} {sorted(names)}" for line, names in sorted(unexplained.items())]
    told += [f"differs no longer: {line} {operation or ''}" for line, operation in sorted(unused, key=str)]
    assert told == [], "\n".join(told)


@pytest.mark.parametrize("client", EDITIONS)
def test_both_colours_send_the_same(asked, client):
    firsts = {row["operation"]: row["payload"] for row in reversed(kept(client))}
    for name, payload in firsts.items():
        requests = [asked(colour, EDITIONS[client], name, payload) for colour in ("sync", "async")]
        # what may be under way at once comes in any order
        assert by_content(requests[0]) == by_content(requests[1]), name


@pytest.mark.parametrize("client", EDITIONS)
def test_every_operation_has_a_case_or_a_reason_why_there_is_none(client):
    cases = {row["operation"] for row in kept(client)}
    absent = Counter(name for entry in ABSENT if entry["client"] == client for name in entry["operations"])
    assert cases | absent.keys() == {entry.name for entry in Catalogue()}
    assert cases & absent.keys() == set()
    assert set(absent.values()) == {1}
    assert len(cases) > 250


@pytest.mark.parametrize("client", EDITIONS)
def test_an_operation_without_a_case_has_no_endpoint_there_or_the_reason_says_so(asked, client):
    known = {re.compile(re.escape(line).replace(re.escape("{}"), "[^/]+")) for line in endpoints(client)}
    assert len(known) > 600
    for entry in ABSENT:
        for name in entry["operations"] if entry["client"] == client else ():
            requests = asked("sync", EDITIONS[client], name, Catalogue()[name].sample)
            lines = [f"{request['method']} {request['path']}" for request in requests]
            there = any(pattern.fullmatch(line) for line in lines for pattern in known)
            assert there == entry.get("there", False), (name, lines)


@pytest.mark.parametrize("client", EDITIONS)
def test_the_recordings_are_those_of_the_cases(client):
    """Where this fails, a case was changed and not recorded: `make peers`."""
    rows = kept(client)
    cases = [(each.operation, each.payload, [*map(str, each.calls(client))]) for each in CASES if each.calls(client)]
    assert [(row["operation"], row["payload"], row["calls"]) for row in rows] == cases
    assert all(len(row["requests"]) == len(row["calls"]) for row in rows)
    assert rendered(rows).splitlines()[1:-1] == [
        json.dumps(row, ensure_ascii=False) + ("," if number < len(rows) else "") for number, row in enumerate(rows, 1)
    ]


def test_reasons_are_told_once_each_with_what_they_are_about():
    for client in EDITIONS:
        told = [
            (line, operation)
            for entry in REASONS
            if client in entry["clients"]
            for line in entry["lines"]
            for operation in entry.get("operations", [None])
        ]
        assert len(told) == len(set(told))
    assert all(len(entry["reason"]) > 15 for entry in (*REASONS, *ABSENT))
    named = {name for entry in (*REASONS, *ABSENT) for name in entry.get("operations", ())}
    assert named <= {entry.name for entry in Catalogue()}
