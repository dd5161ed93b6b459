"""How much of the limit is used, and what HubSpot refuses, in virtual time (`scripts.bench.simulated`)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.bench.simulated import Process, World


def between(least, most, seed):
    chance = random.Random(seed)  # noqa: S311 # not for secrets
    return lambda: chance.uniform(least, most)


def fullest_window(arrivals):
    """The most arrivals in ten seconds, whenever these begin."""
    moments = sorted(int(each * 1000) for each in arrivals)
    first = most = 0
    for number, moment in enumerate(moments):
        while moments[first] <= moment - 10_000:
            first += 1
        most = max(most, number - first + 1)
    return most


@pytest.mark.parametrize("delay", [0.0005, 0.02, 0.05, 0.1, 0.15])
def test_a_process_alone_uses_98_percent_at_a_constant_delay(delay):
    world = World(lambda: delay, lambda: delay)
    world.run([Process()], until=200)
    assert not world.hubspot.refused
    assert world.hubspot.share(0, 60) >= 0.98
    assert world.hubspot.share(100, 200) >= 0.98


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("threads", [8, 32])
def test_a_process_alone_uses_97_percent_of_a_minute_at_random_delays(seed, threads):
    world = World(between(0, 0.3, seed), between(0, 0.3, seed + 100), seed=seed)
    world.run([Process(threads)], until=70)
    assert not world.hubspot.refused
    assert world.hubspot.share(0, 60) >= 0.97


@pytest.mark.parametrize("delay", ["20 ms", "0 to 300 ms"])
@pytest.mark.parametrize("seed", range(2))
def test_a_window_that_begins_anew_refuses_nothing_either(delay, seed):
    ways = {
        "20 ms": (lambda: 0.02, lambda: 0.02),
        "0 to 300 ms": (between(0, 0.3, seed), between(0, 0.3, seed + 100)),
    }
    world = World(*ways[delay], seed=seed, fixed=True)
    world.run([Process()], until=70)
    assert not world.hubspot.refused
    assert world.hubspot.share(0, 60) >= 0.97


@settings(max_examples=40)
@given(
    there=st.tuples(st.floats(0, 0.3), st.floats(0, 0.3)),
    back=st.tuples(st.floats(0, 0.3), st.floats(0, 0.3)),
    threads=st.integers(1, 40),
    limit=st.integers(5, 250),
    seed=st.integers(0, 1000),
)
def test_no_ten_seconds_hold_more_arrivals_than_the_limit(there, back, threads, limit, seed):
    """Whatever the delays: each way takes at least its first number, and up to the second one more, at random."""
    world = World(between(there[0], sum(there), seed), between(back[0], sum(back), seed + 1), limit=limit, seed=seed)
    process = Process(threads)
    world.run([process], until=45)
    assert not world.hubspot.refused
    assert fullest_window(world.hubspot.admitted) <= limit


@pytest.mark.parametrize("delay", ["0.5 ms", "20 ms", "100 ms", "0 to 300 ms"])
@pytest.mark.parametrize("apart", [0.0, 0.05, 0.3, 1.0])
def test_four_processes_that_share_nothing_find_their_shares(delay, apart):
    ways = {
        "0.5 ms": (lambda: 0.0005, lambda: 0.0005),
        "20 ms": (lambda: 0.02, lambda: 0.02),
        "100 ms": (lambda: 0.1, lambda: 0.1),
        "0 to 300 ms": (between(0, 0.3, 1), between(0, 0.3, 2)),
    }
    world = World(*ways[delay])
    world.run([Process(8, starts=number * apart) for number in range(4)], until=60)
    assert len(world.hubspot.refused) <= 2
    assert world.hubspot.share(0, 60) >= 0.9


@pytest.mark.parametrize("delay", [0.05, 0.1])
@pytest.mark.parametrize("apart", [2.0, 3.3, 4.0, 5.0])
@pytest.mark.parametrize("seed", range(3))
def test_four_processes_that_start_one_after_the_other_find_their_shares(delay, apart, seed):
    world = World(lambda: delay, lambda: delay, seed=seed)
    world.run([Process(8, starts=number * apart) for number in range(4)], until=60)
    assert len(world.hubspot.refused) <= 2
    assert world.hubspot.share(0, 60) >= 0.9


def test_who_was_refused_does_not_wait_a_window_longer_than_hubspot_asks_for():
    """What was left before a pause is no reason to be careful after it."""
    world = World(lambda: 0.02, lambda: 0.02)
    process = Process(8)
    world.run([process], until=15)
    world.hubspot.limit = 100  # less than the process has sent: the next requests are refused
    world.run([process], until=25)
    assert world.hubspot.refused
    world.hubspot.limit = 190
    refused_at = world.hubspot.refused[-1]
    world.run([process], until=refused_at + 22)
    assert world.hubspot.share(refused_at + 10.5, refused_at + 21) >= 0.9


def test_shares_become_equal_in_time():
    world = World(lambda: 0.02, lambda: 0.02)
    processes = [Process(8, starts=number * 0.3) for number in range(4)]
    world.run(processes, until=300)
    lately = [sum(each > 200 for each in process.sent) for process in processes]
    assert min(lately) > max(lately) / 2


def test_what_a_process_leaves_is_taken_by_the_others():
    world = World(lambda: 0.02, lambda: 0.02)
    world.run([Process(8), Process(8, ends=30)], until=120)
    assert len(world.hubspot.refused) <= 2
    assert world.hubspot.share(70, 120) >= 0.98
