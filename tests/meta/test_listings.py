"""Every listing asks for the page that its cursor names."""

import inspect
from operator import attrgetter

import httpx
import pytest

from hubspot_facade import IncompleteAnswer
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.config import DEFAULT_EDITION, editions_for
from hubspot_facade.plans.edition_calls import PendingCall, find_call
from hubspot_facade.plans.paging import Listing
from hubspot_facade.plans.shared_reads import Kept
from hubspot_facade.resources import Shelf
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

EDITIONS = editions_for(DEFAULT_EDITION)
CURSOR = "4711"
LISTINGS = [entry for entry in Catalogue() if entry.lists]


def first_call(plan):
    """The first call of a plan, past what it looks up among what the client keeps."""
    return plan if isinstance(plan, PendingCall) else next(step for step in iter(plan) if not isinstance(step, Kept))


@pytest.mark.parametrize("entry", LISTINGS, ids=lambda entry: entry.name)
def test_a_listing_passes_its_cursor_on(entry):
    resource = attrgetter(entry.resource)(Shelf())
    made = entry.function(resource, **entry.form.bind(entry.sample or {}).arguments)
    cursor = made.start._replace(after=CURSOR) if hasattr(made.start, "_replace") else CURSOR
    call = first_call(made.fetch(cursor))
    function = find_call((call.only,) if call.only else EDITIONS, call.api, call.name)
    pages = {"after", "offset", "body"} & inspect.signature(function).parameters.keys()
    sent = call.bind(EDITIONS)
    told = CURSOR in dict(sent.query).values() or CURSOR.encode() in (sent.content or b"")
    assert told == bool(pages), f"{entry.name}: {sent.method} {sent.path} pages by {pages or 'nothing'}"


# A page of any API of HubSpot's, empty, whose cursor leads to itself and whose count says that there is more.
ROUND = {
    "results": [],
    "lists": [],
    "objects": [],
    "events": [],
    "campaigns": [],
    "timeline": [],
    "total": 100,
    "paging": {"next": {"after": "7"}},
    "hasMore": True,
    "offset": 7,
}


@pytest.mark.parametrize("entry", LISTINGS, ids=lambda entry: entry.name)
def test_a_listing_that_runs_in_a_circle_says_so(entry):
    is_bare = all(kind.startswith("list[") for call in entry.calls("2026-03") for _, kind in call.answers)
    hubspot = FakeHubSpot(httpx.Response(200, json=[] if is_bare else ROUND))
    client = Client("sync", hubspot, FakeClock(), developer_key="key").client
    resource = attrgetter(entry.resource)(client)
    made = entry.function(resource, **entry.form.bind(entry.sample or {}).arguments)
    takes_a_cursor = bool({"after", "offset"} & inspect.signature(entry.function).parameters.keys())
    try:
        found = list(Listing(made, client.run))
    except IncompleteAnswer:
        found = None
    assert found is None or not takes_a_cursor, f"{entry.name} took {found} for all"
    assert len(hubspot.seen) < 5
