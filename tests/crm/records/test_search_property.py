"""Searches while others write: what matched from the beginning, and was left alone, is given once."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubspot_facade.crm.records.search import Search, search_pages
from hubspot_facade.errors import HubSpotError, IncompleteAnswer, InputError
from hubspot_facade.plans.async_drivers import run_async
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.paging import AsyncListing, Listing
from tests.crm.records.search_model import Found, Next, Paging, SearchModel

TODO = {"propertyName": "state", "operator": "EQ", "value": "todo"}
KNOWN = {"propertyName": "state", "operator": "HAS_PROPERTY"}
LATE = {"propertyName": "state", "operator": "EQ", "value": "late"}


def perform(step):
    return step.model.answer(step.body)


def each_item(pages, colour):
    """The items of a listing of either colour, one by one."""
    if colour == "sync":
        yield from Listing(pages, lambda plan: run(plan, perform))
        return

    async def answer(step):
        return step.model.answer(step.body)

    items = aiter(AsyncListing(pages, lambda plan: run_async(plan, answer, 1)))
    with asyncio.Runner() as runner:
        while True:
            try:
                yield runner.run(anext(items))
            except StopAsyncIteration:
                return


def read(pages):
    """The ids that a listing gives, and the error that it ends with."""
    found = []
    try:
        found.extend(int(record.id) for record in each_item(pages, "sync"))
    except HubSpotError as error:
        return found, error
    return found, None


# What others do to the record at a place among all: it ceases to match, begins to, is deleted, or another is made.
CHANGES = st.tuples(st.sampled_from(["done", "todo", "late", "deleted", "made"]), st.integers(0, 60))
GROUPS = st.sampled_from(
    [
        [],
        [[TODO]],
        [[TODO], [LATE]],
        [[TODO] * 5],
        [[TODO], [LATE], [TODO], [LATE], [TODO]],
        [[TODO] * 5, [LATE] * 5, [TODO] * 5],
    ]
)
NO_ROOM = st.sampled_from(
    [
        [[TODO] * 6],
        [[TODO] * 5, [LATE] * 5, [TODO] * 6],
        [[TODO, KNOWN] * 3, [LATE] * 6, [TODO] * 6],
        [[TODO] * 4, [LATE] * 4, [TODO] * 4, [LATE] * 4],
        [[TODO, {"propertyName": "state", "operator": "IN", "values": ["todo", "x" * 2720]}]],
    ]
)
BY_NAME = {"propertyName": "name", "direction": "ASCENDING"}
COLOURS = st.sampled_from(["sync", "sync", "sync", "async"])


def apply(model, change):
    """Do it; the number of the record that was touched, None when there was none."""
    what, place = change
    if what == "made":
        number = max(model.records, default=100) + 1
        model.records[number] = {"state": "todo"}
        return number
    if not model.records:
        return None
    number = sorted(model.records)[place % len(model.records)]
    if what == "deleted":
        del model.records[number]
    else:
        model.records[number] = {"state": what}
    return number


@settings(deadline=None)  # the machine may be busy
@given(
    count=st.integers(0, 40),
    size=st.integers(1, 9),
    groups=GROUPS,
    changes=st.lists(st.lists(CHANGES, max_size=4), max_size=40),
    colour=COLOURS,
)
@example(count=25, size=5, groups=[[TODO]], changes=[[("done", place)] for place in range(25)], colour="sync")
def test_a_search_by_key_skips_nobody_and_repeats_nobody(count, size, groups, changes, colour):
    model = SearchModel(window=10, records={number: {"state": "todo"} for number in range(95, 95 + count)})
    before, touched, found = set(model.matching(groups)), set(), []
    pages = search_pages(model.call, Search(groups, size=size), limit=None, after=None, window=10)
    coming = iter(changes)
    for record in each_item(pages, colour):
        found.append(int(record.id))
        for change in next(coming, ()):
            if change[0] != "made" or len(touched) < 50:
                touched.add(apply(model, change))
    assert before - touched <= set(found)
    assert len(found) == len(set(found))
    assert all("after" not in body for body in model.bodies)


@settings(deadline=None)  # the machine may be busy
@given(
    count=st.integers(0, 40),
    size=st.integers(1, 9),
    groups=NO_ROOM,
    sorts=st.sampled_from([(), (BY_NAME,), ({**BY_NAME, "direction": "DESCENDING"},)]),
    leaving=st.lists(st.lists(st.integers(0, 60), max_size=4), max_size=40),
    colour=COLOURS,
)
def test_by_offset_those_that_cease_to_match_make_nobody_be_skipped(count, size, groups, sorts, leaving, colour):
    named = {number: {"state": "todo", "name": str(number * 7919 % 31)} for number in range(95, 95 + count)}
    model = SearchModel(records=named)
    before, touched, found = set(model.matching(groups)), set(), []
    pages = search_pages(model.call, Search(groups, sorts=sorts, size=size), limit=None, after=None)
    coming = iter(leaving)
    for record in each_item(pages, colour):
        found.append(int(record.id))
        touched |= {apply(model, ("done", place)) for place in next(coming, ())}
    assert before - touched <= set(found)
    assert len(found) == len(set(found))
    assert all(len(body["filterGroups"][0]["filters"]) == len(groups[0]) for body in model.bodies)


@pytest.mark.parametrize("sorts", [(), (BY_NAME,)], ids=["by id", "sorted"])
def test_an_offset_that_does_not_advance_is_noticed(sorts):
    class Stays(SearchModel):
        def answer(self, body):
            page = super().answer({**body, "after": 0})
            return Found(page.total, page.results, Paging(Next("5")))

    model = Stays(records={number: {"state": "todo"} for number in range(95, 125)})
    room = [] if sorts else [[TODO] * 6]
    found, error = read(search_pages(model.call, Search(room, sorts=sorts, size=5), limit=None, after=None))
    assert len(found) == len(set(found)) == 5
    assert isinstance(error, IncompleteAnswer)
    assert len(model.bodies) <= 3


@settings(deadline=None)  # the machine may be busy
@given(
    count=st.integers(0, 40),
    size=st.integers(1, 9),
    groups=NO_ROOM,
    sorts=st.sampled_from([(), ({"propertyName": "state", "direction": "DESCENDING"},)]),
    edge=st.booleans(),
)
def test_by_offset_everything_within_the_window_is_given_and_beyond_it_raises(count, size, groups, sorts, edge):
    model = SearchModel(window=20, edge=edge, records={number: {"state": "todo"} for number in range(95, 95 + count)})
    pages = search_pages(model.call, Search(groups, sorts=sorts, size=size), limit=None, after=None, window=20)
    found, error = read(pages)
    assert getattr(error, "field", None) == (("sorts" if sorts else "filters") if count > 20 else None)
    assert isinstance(error, InputError) == (count > 20)
    assert len(found) == len(set(found)) == min(count, 20)


@settings(deadline=None)  # the machine may be busy
@given(count=st.integers(0, 40), size=st.integers(1, 9), after=st.integers(0, 19), groups=GROUPS, edge=st.booleans())
def test_an_offset_of_the_callers_stays_one(count, size, after, groups, edge):
    model = SearchModel(window=20, edge=edge, records={number: {"state": "todo"} for number in range(95, 95 + count)})
    pages = search_pages(model.call, Search(groups, size=size), limit=None, after=str(after), window=20)
    found = [int(record.id) for record in each_item(pages, "sync")]
    assert found == model.matching(groups)[after:]
    assert model.bodies[0]["after"] == str(after)


@settings(deadline=None)  # the machine may be busy
@given(
    count=st.integers(0, 40),
    size=st.integers(1, 9),
    groups=st.one_of(GROUPS, NO_ROOM),
    sorts=st.sampled_from([(), ({"propertyName": "state", "direction": "ASCENDING"},)]),
    broken=st.integers(0, 8),
)
def test_a_hubspot_that_stops_early_is_noticed(count, size, groups, sorts, broken):
    class Stops(SearchModel):
        def answer(self, body):
            page = super().answer(body)
            return Found(page.total, page.results) if len(self.bodies) > broken else page

    model = Stops(records={number: {"state": "todo"} for number in range(95, 95 + count)})
    pages = search_pages(model.call, Search(groups, sorts=sorts, size=size), limit=None, after=None)
    found, error = read(pages)
    everything = model.matching(groups)
    assert found == everything[: len(found)]
    assert isinstance(error, IncompleteAnswer) == (len(found) < len(everything))


@settings(deadline=None)  # the machine may be busy
@given(count=st.integers(0, 40), size=st.integers(1, 9), groups=st.one_of(GROUPS, NO_ROOM))
def test_a_count_that_is_too_low_ends_nothing_while_there_is_a_cursor(count, size, groups):
    class Undercounts(SearchModel):
        def answer(self, body):
            page = super().answer(body)
            return Found(min(page.total, len(page.results)), page.results, page.paging)

    model = Undercounts(records={number: {"state": "todo"} for number in range(95, 95 + count)})
    pages = search_pages(model.call, Search(groups, size=size), limit=None, after=None)
    assert read(pages) == (model.matching(groups), None)


@settings(deadline=None)  # the machine may be busy
@given(count=st.integers(2, 40), size=st.integers(2, 9))
def test_records_in_another_order_than_asked_for_are_noticed(count, size):
    class Shuffled(SearchModel):
        def answer(self, body):
            page = super().answer(body)
            page.results.reverse()
            return page

    model = Shuffled(records={number: {"state": "todo"} for number in range(95, 95 + count)})
    pages = search_pages(model.call, Search(size=size), limit=None, after=None)
    found, error = read(pages)
    assert sorted(found) == model.matching([]) if error is None else "order of their ids" in str(error)


@pytest.mark.parametrize(("letters", "keyed"), [(2700, True), (2780, False)])
def test_the_length_decides_too_and_the_properties_shown_do_not_count(letters, keyed):
    model = SearchModel(records={number: {"state": "todo"} for number in range(95, 125)})
    long = {"propertyName": "state", "operator": "IN", "values": ["todo", "x" * letters]}
    wanted = [f"property_{number}" for number in range(500)]
    pages = search_pages(model.call, Search([[long]], properties=wanted, size=10), limit=None, after=None)
    assert [int(record.id) for record in each_item(pages, "sync")] == list(range(95, 125))
    assert ["after" in body for body in model.bodies] == [False, not keyed, not keyed]


def test_ids_compare_as_numbers():
    model = SearchModel(records={number: {"state": "todo"} for number in (9, 10, 99, 100, 2**62)})
    pages = search_pages(model.call, Search(size=2), limit=None, after=None)
    assert [record.id for record in each_item(pages, "sync")] == ["9", "10", "99", "100", str(2**62)]
    assert [body["filterGroups"][0]["filters"][0]["value"] for body in model.bodies[1:]] == ["10", "100"]
