"""Every listing asks for the page that its cursor names."""

import inspect
from operator import attrgetter

import pytest

from hubspot_facade.calls import PendingCall, find_call
from hubspot_facade.catalogue import Catalogue
from hubspot_facade.config import FALLBACKS
from hubspot_facade.payload import bind
from hubspot_facade.resources import Shelf

EDITIONS = ("2026-03", *FALLBACKS["2026-03"])
CURSOR = "4711"
LISTINGS = [entry for entry in Catalogue() if entry.lists]


def first_call(plan):
    """The first call of a plan."""
    return plan if isinstance(plan, PendingCall) else next(iter(plan))


@pytest.mark.parametrize("entry", LISTINGS, ids=lambda entry: entry.name)
def test_a_listing_passes_its_cursor_on(entry):
    resource = attrgetter(entry.resource)(Shelf())
    made = entry.function(resource, **bind(entry.function, entry.declared, resource, entry.sample or {}))
    cursor = made.start._replace(after=CURSOR) if hasattr(made.start, "_replace") else CURSOR
    call = first_call(made.fetch(cursor))
    function = find_call((call.only,) if call.only else EDITIONS, call.api, call.name)
    pages = {"after", "offset", "body"} & inspect.signature(function).parameters.keys()
    sent = call.bind(EDITIONS)
    told = CURSOR in dict(sent.query).values() or CURSOR.encode() in (sent.content or b"")
    assert told == bool(pages), f"{entry.name}: {sent.method} {sent.path} pages by {pages or 'nothing'}"
