"""A schedule against a model: whatever rows come, and in whatever order chunks are over, keys keep their order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade.errors import RateLimited
from hubspot_facade.plans.accounting import BatchEndpoint, Outcome, Row
from hubspot_facade.plans.plan import HaltError
from hubspot_facade.plans.scheduling import Schedule

ENTRIES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(("", "", "", "x"))), max_size=60)


def endpoint(size):
    return BatchEndpoint(
        "crm.objects.batch_update",
        send=lambda chunk: chunk,
        input_keys=lambda entry: [entry[0]],
        result_keys=lambda result: [result],
        size=size,
        identity=lambda entry: entry[0] if entry[0] != "h" else None,  # rows of "h" have no key
        group=lambda entry: entry[1],
    )


@settings(max_examples=300)
@given(ENTRIES, st.integers(1, 5), st.integers(1, 20), st.integers(1, 4), st.data())
def test_keys_keep_their_order_and_are_never_under_way_twice(entries, size, window, width, data):
    schedule = Schedule(endpoint(size), window)
    coming = [Row(Outcome(number, entry), entry) for number, entry in enumerate(entries)]
    rows, under_way, sent, held = iter(coming), [], [], 0
    halt_after = data.draw(st.none() | st.integers(0, 10))
    done = 0
    while True:
        while len(under_way) < width and (chunk := schedule.next()) is not None:
            under_way.append(chunk)
            keys = [row.entry[0] for each in under_way for row in each.rows if row.entry[0] != "h"]
            assert len(keys) == len(set(keys))
            assert len(chunk.rows) <= size
            assert len({row.entry[1] for row in chunk.rows}) == 1
        if schedule.wants():
            row = next(rows, None)
            if row is None:
                schedule.end()
            else:
                schedule.take(row)
                held += 1
                assert held <= window
        elif under_way:
            chunk = under_way.pop(data.draw(st.integers(0, len(under_way) - 1)))
            held -= len(chunk.rows)
            sent += chunk.rows
            done += 1
            schedule.over(chunk, HaltError(RateLimited(status=429)) if done == halt_after else None)
        else:
            break
    rest = list(schedule.rest())
    if schedule.halt is None:
        assert rest == []
        assert {row.outcome.index for row in sent} == set(range(len(entries)))
    taken = sorted(row.outcome.index for row in (*sent, *rest))
    assert taken == list(range(len(taken)))  # what was taken was sent or is left, once each
    for key in "abcdefg":
        numbers = [row.outcome.index for row in sent if row.entry[0] == key]
        assert numbers == sorted(numbers)
        assert all(number < row.outcome.index for number in numbers for row in rest if row.entry[0] == key)


@given(st.integers(0, 40), st.integers(1, 7))
def test_rows_with_keys_of_their_own_take_as_few_chunks_as_there_can_be(count, size):
    schedule = Schedule(endpoint(size))
    for number in range(count):
        schedule.take(Row(Outcome(number, None), (f"key {number}", "")))
    schedule.end()
    chunks = list(iter(schedule.next, None))
    assert [len(chunk.rows) for chunk in chunks] == [size] * (count // size) + ([count % size] if count % size else [])
    assert [row.outcome.index for chunk in chunks for row in chunk.rows] == list(range(count))


def test_a_row_that_waits_does_not_stop_the_others():
    schedule = Schedule(endpoint(2), window=4)
    assert [schedule.take(Row(Outcome(number, key), (key, ""))) for number, key in enumerate("aab")] == [
        *(False, False, True)
    ]
    chunk = schedule.next()
    assert [row.entry[0] for row in chunk.rows] == ["a", "b"]
    assert schedule.next() is None
    schedule.end()
    schedule.over(chunk, None)
    assert [row.outcome.index for row in schedule.next().rows] == [1]
