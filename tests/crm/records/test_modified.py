"""Records by their last change, the oldest first: while others write, behind a lagging index, over several listings."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import IncompleteAnswer, InputError
from hubspot_facade.crm.records.modified import modified_pages, taken_up
from hubspot_facade.crm.records.search import Search
from hubspot_facade.plans.async_drivers import run_async
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.paging import AsyncListing, Listing
from tests.crm.records.search_model import SearchModel

NOW = 1_790_000_000_000  # thirteen digits, so that text sorts as numbers do
LAG = 30_000


def listing(model, since=None, *, size=3, limit=None, overlap=60.0, colour="sync"):
    pages = modified_pages(
        model.call, Search(size=size), "modified", taken_up(since, overlap), overlap=overlap, limit=limit
    )
    if colour == "sync":
        return Listing(pages, lambda plan: run(plan, lambda step: step.model.answer(step.body)))

    async def answer(step):
        return step.model.answer(step.body)

    return AsyncListing(pages, lambda plan: run_async(plan, answer, 1))


def each_item(made):
    """The items of a listing of either colour, one by one."""
    if isinstance(made, Listing):
        yield from made
        return
    items = aiter(made)
    with asyncio.Runner() as runner:
        while True:
            try:
                yield runner.run(anext(items))
            except StopAsyncIteration:
                return


def told(each):
    return int(each.id), int(each.properties["modified"])


def portal(moments):
    return SearchModel(
        window=10, records={number: {"modified": str(NOW + at)} for number, at in enumerate(moments, 95)}
    )


MOMENTS = st.lists(st.integers(0, 6) | st.integers(0, 100_000), max_size=40)
COLOURS = st.sampled_from(["sync", "sync", "sync", "async"])


@settings(deadline=None)  # the machine may be busy
@given(moments=MOMENTS, size=st.integers(1, 9), since=st.none() | st.integers(NOW - 5, NOW + 110_000), colour=COLOURS)
def test_everything_since_is_given_once_and_the_oldest_first(moments, size, since, colour):
    model = portal(moments)
    found = [told(each) for each in each_item(listing(model, since, size=size, colour=colour))]
    expected = [(int(values["modified"]), number) for number, values in model.records.items()]
    assert sorted((at, number) for number, at in found) == sorted(each for each in expected if each[0] >= (since or 0))
    times = [at for _, at in found]
    if len(set(times)) == len(times):
        assert times == sorted(times)


@settings(deadline=None)  # the machine may be busy
@given(moments=MOMENTS, size=st.integers(1, 9), changes=st.lists(st.integers(0, 60), max_size=60), colour=COLOURS)
def test_what_others_change_meanwhile_makes_nobody_be_skipped(moments, size, changes, colour):
    model, now, touched, found = portal(moments), NOW + 200_000, set(), []
    before = {number: int(values["modified"]) for number, values in model.records.items()}
    coming = iter(changes)
    for each in each_item(listing(model, size=size, colour=colour)):
        found.append(told(each))
        place = next(coming, None)
        if place is not None:
            number = sorted(model.records)[place % len(model.records)]
            now += 7
            model.records[number] = {"modified": str(now)}
            touched.add(number)
    assert {(number, at) for number, at in before.items() if number not in touched} <= set(found)
    assert len(found) == len(set(found))


@settings(deadline=None)  # the machine may be busy
@given(count=st.integers(0, 30), size=st.integers(1, 5))
def test_who_changes_each_record_that_comes_gets_to_an_end(count, size):
    model, now, found = portal([number // 4 for number in range(count)]), NOW + 200_000, []
    for each in listing(model, size=size):
        now += 1
        model.records[int(each.id)] = {"modified": str(now)}
        found.append(each.id)
        assert len(found) <= 2 * count
    assert len(set(found)) == count


# What happens between two items: the time that passes, whose record is changed, whether search learns of it at once.
EVENTS = st.tuples(st.integers(0, 20_000), st.integers(0, 60), st.booleans())
RUNS = st.lists(st.tuples(st.lists(EVENTS, max_size=8), st.integers(1, 12)), max_size=8)


class Living:
    """A portal in which time passes, with an index that is behind by less than the overlap."""

    def __init__(self, moments):
        self.model = portal(moments)
        self.now = NOW + 200_000
        self.behind = {}

    def happen(self, event):
        passed, place, at_once = event
        self.now += passed
        self.catch_up(self.now - LAG)
        number = sorted(self.model.records)[place % len(self.model.records)] if place < 50 else 1000 + self.now % 977
        if not at_once:
            self.model.index.setdefault(number, self.model.records.get(number))
            self.behind[number] = self.now
        self.model.records[number] = {"modified": str(self.now)}
        if at_once:
            self.model.index.pop(number, None)
            self.behind.pop(number, None)

    def catch_up(self, then):
        for number in [number for number, at in self.behind.items() if at <= then]:
            del self.behind[number], self.model.index[number]


@settings(deadline=None)  # the machine may be busy
@given(
    moments=st.lists(st.integers(0, 100_000), min_size=1, max_size=25),
    size=st.integers(1, 6),
    runs=RUNS,
    dated=st.booleans(),
)
def test_listings_that_take_up_checkpoints_miss_no_change(moments, size, runs, dated):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hubspot_facade.crm.records.modified._MARGIN", 0)  # so that the overlap must do
        check_that_no_change_is_missed(moments, size, runs, overlap=LAG / 1000 if dated else 60.0, dated=dated)


def check_that_no_change_is_missed(moments, size, runs, *, overlap, dated):
    living, seen, since = Living(moments), set(), None
    if dated:
        living.model.clock = lambda: living.now
    for events, stop in runs:
        made = listing(living.model, since, size=size, overlap=overlap)
        coming = iter(events)
        for index, each in enumerate(made):
            seen.add(told(each))
            if index + 1 == stop:
                break
            if (event := next(coming, None)) is not None:
                living.happen(event)
        since = json.loads(json.dumps(made.checkpoint))
        for event in coming:
            living.happen(event)
    living.now += LAG
    living.catch_up(living.now)
    # one listing may have to end an earlier one first; it goes on by itself
    seen |= {told(each) for each in listing(living.model, since, size=size, overlap=overlap)}
    assert {(number, int(values["modified"])) for number, values in living.model.records.items()} <= seen


@settings(deadline=None)  # the machine may be busy
@given(moments=st.lists(st.integers(0, 50), min_size=1, max_size=40), limit=st.integers(1, 7))
def test_listings_of_a_few_each_get_on(moments, limit):
    model, seen, since = portal(moments), set(), None
    for _ in range(3 * len(moments) + 3):
        made = listing(model, since, size=limit, limit=limit, overlap=0)
        seen |= {told(each) for each in made}
        since = made.checkpoint
    assert len(seen) == len(moments)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_checkpoint_before_within_and_after_a_listing(colour):
    model = portal([1000, 2000, 3000, 4000])
    made = listing(model, NOW, size=2, colour=colour)
    assert made.checkpoint == "2026-09-21T14:13:20.000Z///"
    items = each_item(made)
    next(items)
    assert made.checkpoint == "2026-09-21T14:13:20.000Z///"
    next(items)
    assert made.checkpoint == "2026-09-21T14:13:20.000Z/2026-09-21T14:13:21.999Z//"
    assert [int(each.id) for each in items] == [97, 98]
    assert made.checkpoint == "2026-09-21T14:13:24.001Z//2026-09-21T14:13:24.000Z/"
    again = listing(model, made.checkpoint, overlap=2)
    assert [int(each.id) for each in again] == [97, 98]
    assert again.checkpoint == made.checkpoint


def test_nothing_new_leaves_a_checkpoint_where_it_is():
    model = portal([])
    first = listing(model, NOW + 5000)
    assert first.all() == []
    second = listing(model, first.checkpoint)
    assert second.checkpoint == first.checkpoint
    assert second.all() == []
    assert second.checkpoint == first.checkpoint


@pytest.mark.parametrize("count", [2, 9])
def test_what_was_changed_last_is_not_read_again_for_ever(count):
    model, now = portal([1000] * count), NOW + 2000
    model.clock = lambda: now
    first = listing(model)
    assert len(first.all()) == count
    again = listing(model, first.checkpoint)
    assert len(again.all()) == count  # search may not have known all of them yet
    now += 119_000
    third = listing(model, again.checkpoint)
    assert len(third.all()) == count
    assert listing(model, third.checkpoint).all() == []
    model.records[95] = {"modified": str(now - 59_000)}  # which search knows only now
    assert len(listing(model, third.checkpoint).all()) == 1


def test_a_date_that_cannot_be_read_moves_nothing():
    model = portal([1000])
    undated = listing(model)
    assert len(undated.all()) == 1
    for moment in (0, NOW - 10**9):  # clocks that are wrong
        model.clock = lambda moment=moment: moment
        made = listing(model)
        assert len(made.all()) == 1
        assert made.checkpoint == undated.checkpoint


def test_a_small_reading_is_one_request():
    model = portal([1, 2])
    assert len(listing(model).all()) == 2
    assert len(model.bodies) == 1


def test_fractions_of_a_millisecond_do_not_count():
    model = SearchModel(records={95: {"modified": "2026-09-21T14:13:20.000789Z"}})
    model.index = {95: {"modified": str(NOW)}}
    made = listing(model)
    assert len(made.all()) == 1
    assert made.checkpoint == "2026-09-21T14:13:20.001Z//2026-09-21T14:13:20.000Z/"


@pytest.mark.parametrize(
    ("since", "overlap", "field"),
    [
        ("a/b/c/d", 60, "since"),
        ("2026-09-21T14:13:20.000Z///x", 60, "since"),
        ("2026-09-21T14:13:20.000Z/2026", 60, "since"),
        (None, -1, "overlap"),
        (None, "60", "overlap"),
        (None, float("nan"), "overlap"),
        (None, True, "overlap"),
    ],
)
def test_what_is_no_checkpoint_and_no_overlap(since, overlap, field):
    with pytest.raises(InputError) as caught:
        taken_up(since, overlap)
    assert caught.value.field == field


def test_records_that_do_not_tell_when_they_were_changed():
    model = portal(range(4))
    model.index, model.records = model.records, {number: {"state": "x"} for number in model.records}
    with pytest.raises(IncompleteAnswer, match="record 95"):
        listing(model).all()
