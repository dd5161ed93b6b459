"""Pacing with a clock that only counts."""

import threading

import pytest

from hubspot_facade.transport.pacing import BURST, FREE, GENERAL, SEARCH, Limits, Pacer, lane_of


@pytest.fixture
def pacer(fake_clock):
    return Pacer(Limits(), lambda: fake_clock.time)


def sent_at_once(pacer, lane, tries=300):
    return sum(pacer.reserve(lane) == 0.0 for _ in range(tries))


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
        assert pacer.reserve(SEARCH) == 0.0
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
    pacer.reserve(GENERAL)
    pacer.observe(GENERAL, headers(100, 30))
    assert sent_at_once(pacer, GENERAL) == 30
    fake_clock.sleep(10.3)
    assert sent_at_once(pacer, GENERAL) == 100


def test_requests_under_way_are_not_counted_twice(pacer):
    for _ in range(50):
        pacer.reserve(GENERAL)
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
