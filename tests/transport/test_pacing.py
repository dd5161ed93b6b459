"""Pacing with a clock that only counts."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.transport.pacing import BURST, FREE, GENERAL, SEARCH, Limits, Pacer, lane_of


@pytest.fixture
def pacer(fake_clock):
    return Pacer(Limits(), lambda: fake_clock.time)


def sent(pacer, lane):
    """Whether a request may go now; it is answered at once."""
    if pacer.reserve(lane) > 0:
        return False
    pacer.answered(lane)
    return True


def sent_at_once(pacer, lane, tries=300):
    return sum(sent(pacer, lane) for _ in range(tries))


def headers(limit, remaining, interval=10_000):
    return {
        "x-hubspot-ratelimit-max": str(limit),
        "x-hubspot-ratelimit-remaining": str(remaining),
        "x-hubspot-ratelimit-interval-milliseconds": str(interval),
    }


@pytest.mark.parametrize(("lane", "count", "window"), [(GENERAL, 100, 10.0), (SEARCH, 5, 1.0), (BURST, 100, 10.0)])
def test_a_lane_lets_its_number_through_and_then_asks_to_wait_for_its_window(pacer, fake_clock, lane, count, window):
    assert sent_at_once(pacer, lane) == count
    wait = pacer.reserve(lane)
    assert window < wait < window * 1.1  # a little longer than HubSpot's, as requests travel
    fake_clock.sleep(wait)
    assert sent_at_once(pacer, lane) == count


def test_the_window_rolls(pacer, fake_clock):
    for _ in range(5):
        assert sent(pacer, SEARCH)
        fake_clock.sleep(0.1)
    assert pacer.reserve(SEARCH) == pytest.approx(0.57, abs=0.01)


def test_lanes_do_not_count_against_each_other(pacer):
    assert sent_at_once(pacer, GENERAL) == 100
    assert sent_at_once(pacer, SEARCH) == 5


def test_a_free_lane_never_waits(pacer):
    assert sent_at_once(pacer, FREE, 1000) == 1000


@pytest.mark.parametrize(
    ("path", "exemptions", "lane"),
    [
        ("/crm/v3/objects/contacts", (), GENERAL),
        ("/crm/v3/objects/{objectType}/search", ("ten-secondly",), SEARCH),
        ("/crm/objects/2026-03/contacts/search", (), SEARCH),
        ("/crm/v3/lists/search", (), GENERAL),
        ("/crm/v4/associations/a/b/batch/read", ("ten-secondly",), BURST),
        ("/events/v3/send", ("daily", "ten-secondly"), FREE),
    ],
)
def test_the_lane_of_a_call_follows_from_its_document(path, exemptions, lane):
    assert lane_of(path, exemptions) == lane


def test_headers_raise_the_limit_of_a_bigger_account(pacer):
    pacer.reserve(GENERAL)
    pacer.observe(GENERAL, headers(190, 189))
    assert sent_at_once(pacer, GENERAL) == 189


def test_headers_lower_the_limit(pacer):
    pacer.reserve(GENERAL)
    pacer.observe(GENERAL, headers(10, 9))
    assert sent_at_once(pacer, GENERAL) == 9


def test_a_limit_of_the_callers_is_never_exceeded(fake_clock):
    pacer = Pacer(Limits(per_ten_seconds=20), lambda: fake_clock.time)
    pacer.reserve(GENERAL)
    pacer.observe(GENERAL, headers(190, 189))
    assert sent_at_once(pacer, GENERAL) == 19


def test_what_other_programs_used_is_counted(pacer, fake_clock):
    assert sent(pacer, GENERAL)
    pacer.observe(GENERAL, headers(100, 30))
    assert sent_at_once(pacer, GENERAL) == 30
    fake_clock.sleep(10.3)
    assert sent_at_once(pacer, GENERAL) == 100


def test_requests_under_way_are_not_counted_twice(pacer):
    for _ in range(50):
        pacer.reserve(GENERAL)  # none of them is answered yet
    pacer.observe(GENERAL, headers(100, 99))  # HubSpot has seen one of the fifty
    assert sent_at_once(pacer, GENERAL) == 50


def test_answers_without_headers_and_search_answers_change_nothing(pacer):
    pacer.observe(GENERAL, {})
    pacer.observe(GENERAL, {"x-hubspot-ratelimit-max": "nonsense"})
    pacer.observe(SEARCH, headers(1, 0))
    assert sent_at_once(pacer, GENERAL) == 100
    assert sent_at_once(pacer, SEARCH) == 5


def test_a_refusal_closes_the_lane_for_everybody(pacer, fake_clock):
    pacer.pause(GENERAL, 10.0)
    assert pacer.reserve(GENERAL) == pytest.approx(10.0)
    assert pacer.reserve(SEARCH) == 0.0
    fake_clock.sleep(10.0)
    assert pacer.reserve(GENERAL) == 0.0


def test_threads_share_one_count(pacer):
    through = []
    threads = [threading.Thread(target=lambda: through.append(sent_at_once(pacer, GENERAL, 50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(through) == 100


def test_no_thread_is_left_behind(pacer):
    before = threading.active_count()
    sent_at_once(pacer, GENERAL)
    assert threading.active_count() == before


def test_a_request_counts_until_its_window_has_passed_after_the_answer(pacer, fake_clock):
    """The first request of a cold start arrives late: it waits for name, connection and handshake."""
    assert pacer.reserve(SEARCH) == 0.0
    fake_clock.sleep(0.4)
    pacer.answered(SEARCH)
    assert sent_at_once(pacer, SEARCH) == 4
    assert pacer.reserve(SEARCH) == pytest.approx(1.07, abs=0.01)


def test_who_waits_for_an_answer_asks_again_soon(pacer, fake_clock):
    assert [pacer.reserve(SEARCH) for _ in range(5)] == [0.0] * 5
    assert 0 < pacer.reserve(SEARCH) <= 0.1
    fake_clock.sleep(3600)
    assert pacer.reserve(SEARCH) > 0  # it may still arrive
    pacer.answered(SEARCH)
    assert pacer.reserve(SEARCH) > 1.0


@given(st.lists(st.tuples(st.floats(0, 1.5), st.floats(0, 1.0), st.floats(0, 1.0)), min_size=6, max_size=40))
def test_no_second_holds_more_arrivals_than_the_limit(requests):
    """Each request is (pause before it is asked for, way to HubSpot, way back); they may overlap."""
    now = 0.0
    pacer = Pacer(Limits(), lambda: now)
    arrivals: list[float] = []
    back: list[float] = []

    def pass_until(moment: float) -> None:
        nonlocal now
        for answer in sorted(each for each in back if each <= moment):
            back.remove(answer)
            now = answer
            pacer.answered(SEARCH)
        now = moment

    for pause, there, again in requests:
        pass_until(now + pause)
        while wait := pacer.reserve(SEARCH):
            pass_until(now + wait)
        arrivals.append(now + there)
        back.append(now + there + again)
    arrivals.sort()
    assert all(later - earlier >= 1.0 for earlier, later in zip(arrivals, arrivals[5:], strict=False))


@pytest.mark.parametrize("interval", ["0", "1", "999", "60001", "1000000000", "9" * 5000, "-1", "nan"])
def test_an_interval_that_no_window_has_is_not_obeyed(pacer, interval):
    pacer.observe(GENERAL, {**headers(3, 3), "x-hubspot-ratelimit-interval-milliseconds": interval})
    assert sent_at_once(pacer, GENERAL) == 3
    assert 10 < pacer.reserve(GENERAL) < 11


@pytest.mark.parametrize("limit", ["9" * 5000, "nan", "-5", "1e9", "²"])
def test_a_limit_that_is_none_changes_nothing(pacer, limit):
    pacer.observe(GENERAL, {**headers(1, 1), "x-hubspot-ratelimit-max": limit})
    assert sent_at_once(pacer, GENERAL) == 100


def test_no_header_makes_the_pacer_wait_longer_than_allowed(fake_clock):
    pacer = Pacer(Limits(), lambda: fake_clock.time, max_wait=20)
    pacer.pause(GENERAL, 1e9)
    assert pacer.reserve(GENERAL) == 20
