"""Listings from their pure parts, in both colours."""

import asyncio
from types import SimpleNamespace

import pytest

from hubspot_facade import HubSpotError
from hubspot_facade.paging import AsyncListing, Listing, Pages


def page(items, after=None):
    following = SimpleNamespace(next_=SimpleNamespace(after=after)) if after else None
    return SimpleNamespace(results=items, paging=following)


PAGES = {None: page([1, 2], "b"), "b": page([], "c"), "c": page([3])}


class Both:
    """A listing of either colour, read at once."""

    def __init__(self, colour, pages):
        self.fetched = []
        self.colour = colour
        self.parts = pages

    def run(self, cursor):
        self.fetched.append(cursor)
        return PAGES[cursor] if not callable(cursor) else cursor()

    async def arun(self, cursor):
        return self.run(cursor)

    def read(self, how=None):
        if self.colour == "sync":
            listing = Listing(self.parts, self.run)
            return list(listing) if how is None else getattr(listing, how)()
        listing = AsyncListing(self.parts, self.arun)

        async def go():
            if how is None:
                return [item async for item in listing]
            return await getattr(listing, how)()

        return asyncio.run(go())


@pytest.fixture(params=["sync", "async"])
def both(request):
    return lambda **options: Both(request.param, Pages(**({"fetch": lambda cursor: cursor} | options)))


def test_every_page_is_read_even_past_an_empty_one(both):
    listing = both()
    assert listing.read() == [1, 2, 3]
    assert listing.fetched == [None, "b", "c"]


@pytest.mark.parametrize(("limit", "items", "fetched"), [(0, [], 0), (1, [1], 1), (2, [1, 2], 1), (3, [1, 2, 3], 3)])
def test_a_limit_fetches_no_page_too_many(both, limit, items, fetched):
    listing = both(limit=limit)
    assert listing.read() == items
    assert len(listing.fetched) == fetched


def test_a_listing_may_start_at_a_cursor(both):
    assert both(start="c").read() == [3]


def test_first_page_all(both):
    assert both().read("first") == 1
    assert both(start="c").read("all") == [3]
    assert both().read("page").results == [1, 2]


def test_first_of_nothing(both):
    assert both(limit=0).read("first") is None


def test_a_cursor_that_leads_to_itself_is_an_error(both):
    with pytest.raises(HubSpotError, match="does not advance"):
        both(after=lambda page, cursor: "b", start="b").read()


def test_a_listing_can_be_read_twice():
    both = Both("sync", Pages(fetch=lambda cursor: cursor))
    listing = Listing(both.parts, both.run)
    assert list(listing) == list(listing) == [1, 2, 3]
