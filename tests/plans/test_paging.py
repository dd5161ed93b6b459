"""Listings from their pure parts, in both colours."""

import ast
import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hubspot_facade
from hubspot_facade import IncompleteAnswer
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.paging import AsyncListing, Listing, Page, Pages, offset_after


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
    with pytest.raises(IncompleteAnswer, match="does not advance"):
        both(after=lambda page, cursor: "b", start="b").read()


def test_a_listing_can_be_read_twice():
    both = Both("sync", Pages(fetch=lambda cursor: cursor))
    listing = Listing(both.parts, both.run)
    assert list(listing) == list(listing) == [1, 2, 3]


def numbered(following):
    """The parts of a listing of one item a page, the page's cursor, from a map of cursors to the next ones."""
    return Pages(fetch=lambda cursor: page([cursor], following.get(cursor)), start=0)


def all_at_once(pages):
    """What each way of reading a listing gives: its items, or the error's class."""

    class Fetched:
        def __init__(self, answer):
            self.answer = answer

        def __iter__(self):
            return (yield self.answer)

    async def arun(answer):
        return answer

    async def read():
        return [item async for item in AsyncListing(pages, arun)]

    gathering = Pages(
        lambda cursor: Fetched(pages.fetch(cursor)), pages.items, pages.after, start=pages.start, limit=pages.limit
    )
    for way in (
        lambda: list(Listing(pages, lambda answer: answer)),
        lambda: asyncio.run(read()),
        lambda: run(gathering.gather(), lambda answer: answer),
    ):
        try:
            yield way()
        except IncompleteAnswer as error:
            yield type(error)


@settings(deadline=None)  # the machine may be busy
@given(st.dictionaries(st.integers(0, 8), st.integers(1, 8), max_size=9))
def test_a_listing_ends_or_says_that_it_runs_in_a_circle(following):
    cursor, chain = 0, []
    while cursor is not None and cursor not in chain:
        chain.append(cursor)
        cursor = following.get(cursor)
    expected = chain if cursor is None else IncompleteAnswer
    assert list(all_at_once(numbered(following))) == [expected] * 3


@pytest.mark.parametrize("length", [1, 2, 3, 50])
def test_a_circle_of_any_length_is_noticed_once_round(length):
    fetched = []

    def fetch(cursor):
        fetched.append(cursor)
        return page([cursor], (cursor + 1) % length or length)

    with pytest.raises(IncompleteAnswer, match="does not advance"):
        list(Listing(Pages(fetch=fetch, start=1), lambda answer: answer))
    assert fetched == list(range(1, length + 1))


@pytest.mark.parametrize("contents", [[["a"]], [["a"], ["b", "c"]], [[]], [["a"], []]])
def test_the_same_items_under_ever_new_cursors_are_noticed(contents):
    pages = Pages(fetch=lambda cursor: page(contents[cursor % len(contents)], cursor + 1), start=0)
    for result in all_at_once(pages):
        assert result is IncompleteAnswer


def test_pages_may_be_empty_or_come_again_a_few_times():
    contents = [["new"], *[["old"]] * 9, [], ["old"], *[[]] * 500, ["older"], *[["old"]] * 9, ["last"]]
    following = dict(enumerate([*range(1, len(contents)), None]))
    pages = Pages(fetch=lambda cursor: page(contents[cursor], following[cursor]), start=0)
    assert list(all_at_once(pages)) == [[each for items in contents for each in items]] * 3


def test_pages_of_which_nothing_is_wanted_may_be_many():
    def fetch(cursor):
        source = page([cursor], cursor + 1 if cursor < 3_000 else None)
        return Page(["found"] if cursor == 3_000 else [], Page([], source))

    pages = Pages(fetch=fetch, start=0, after=lambda page, cursor: cursor + 1 if cursor < 3_000 else None)
    assert list(all_at_once(pages)) == [["found"]] * 3


@pytest.mark.parametrize("limit", [0, 1, 3, 4, 100])
def test_gathering_keeps_to_the_limit(limit):
    pages = Pages(fetch=lambda cursor: page([cursor, cursor], cursor + 1 if cursor < 3 else None), limit=limit, start=0)
    expected = [0, 0, 1, 1, 2, 2, 3, 3][:limit]
    assert list(all_at_once(pages)) == [expected] * 3


def test_an_offset_that_is_missing_although_there_is_more_is_an_error():
    assert offset_after(SimpleNamespace(has_more=True, offset=5), None) == 5
    assert offset_after(SimpleNamespace(has_more=False, offset=5), None) is None
    with pytest.raises(IncompleteAnswer):
        offset_after(SimpleNamespace(has_more=True, offset=None), None)


def test_a_page_with_other_results_is_still_hubspots():
    source = SimpleNamespace(results=[1], total=5, paging="p", to_dict=lambda: {"results": [1], "total": 5})
    made = Page([2], source)
    assert (made.total, made.paging, made.to_dict()) == (5, "p", {"results": [2], "total": 5})


# Loops that are no listing, with what ends each.
OTHER_LOOPS = {
    "bulk/kept_outcomes.py": "outcomes_in: reads a file in parts, by number; it makes no requests",
    "crm/associations/found.py": "read_associated: the pages of many records at once; a cursor met again raises",
    "plans/waiting.py": "wait_for: looks at a job until it ends or the time for it is over; there are no pages",
    "crm/records/search.py": "fetch: goes back until nothing more ceased to match, at most to the beginning",
}


def test_there_is_one_way_to_loop_over_pages():
    root = Path(hubspot_facade.__file__).parent
    own = [each for each in root.rglob("*.py") if each.relative_to(root).parts[0] not in ("sandbox", "transport")]
    loops = {
        str(path.relative_to(root))
        for path in own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.While) and any(isinstance(each, ast.YieldFrom) for each in ast.walk(node))
    }
    assert loops == {"plans/paging.py", *OTHER_LOOPS}
