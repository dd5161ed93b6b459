"""Pacing with a clock that only counts."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.transport.pacing import ASSOCIATIONS, BURST, FREE, GENERAL, SEARCH, Limits, Pacer, lane_of
from hubspot_facade.transport.window import Turn


@pytest.fixture
def pacer(fake_clock):
    return Pacer(Limits(), lambda: fake_clock.time)


def headers(limit, remaining, interval=10_000):
    return {
        "x-hubspot-ratelimit-max": str(limit),
        "x-hubspot-ratelimit-remaining": str(remaining),
        "x-hubspot-ratelimit-interval-milliseconds": str(interval),
    }


def sent(pacer, lane, said=None):
    """Whether a request may go now; it is answered at once, with these headers."""
    turn = pacer.reserve(lane)
    if not isinstance(turn, Turn):
        return False
    pacer.answered(turn)
    pacer.observe(turn, said or {})
    return True


def sent_at_once(pacer, lane, tries=300):
    return sum(sent(pacer, lane) for _ in range(tries))


def wait(pacer, lane):
    asked = pacer.reserve(lane)
    assert isinstance(asked, float)
    return asked


@pytest.mark.parametrize(
    ("lane", "count", "window"),
    [(GENERAL, 100, 10.0), (ASSOCIATIONS, 100, 10.0), (SEARCH, 5, 1.0), (BURST, 100, 10.0)],
)
def test_a_lane_lets_its_number_through_and_then_asks_to_wait_for_its_window(pacer, fake_clock, lane, count, window):
    assert sent_at_once(pacer, lane) == count
    asked = wait(pacer, lane)
    assert window < asked < window * 1.1
    fake_clock.sleep(asked)
    assert sent_at_once(pacer, lane) == count


def test_the_window_rolls(pacer, fake_clock):
    for _ in range(5):
        assert sent(pacer, SEARCH)
        fake_clock.sleep(0.1)
    assert wait(pacer, SEARCH) == pytest.approx(0.57, abs=0.01)


def test_lanes_do_not_count_against_each_other(pacer):
    assert sent_at_once(pacer, GENERAL) == 100
    assert sent_at_once(pacer, ASSOCIATIONS) == 100
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
        ("/crm/v4/associations/a/b/batch/read", ("ten-secondly",), ASSOCIATIONS),
        ("/crm/objects/2026-03/contacts/{id}/associations/{to}", (), ASSOCIATIONS),
        ("/cms/v3/source-code/{environment}/content/{path}", ("ten-secondly",), BURST),
        ("/events/v3/send", ("daily", "ten-secondly"), FREE),
        ("/oauth/v1/token", (), FREE),  # sent while the request that needs the token has its turn
    ],
)
def test_the_lane_of_a_call_follows_from_its_document(path, exemptions, lane):
    assert lane_of(path, exemptions) == lane


@pytest.mark.parametrize(("limit", "taken"), [(190, 187), (110, 108), (10, 10)])
def test_headers_give_the_limit_of_which_newcomers_find_a_little(pacer, limit, taken):
    used = 0
    for _ in range(300):
        used += sent(pacer, GENERAL, headers(limit, limit - used - 1))
    assert used == taken


def test_each_lane_has_headers_of_its_own(pacer):
    assert sum(sent(pacer, ASSOCIATIONS, headers(10, 9 - number)) for number in range(20)) == 10
    assert sent_at_once(pacer, GENERAL) == 100


@pytest.mark.parametrize("name", ["per_ten_seconds", "associations_per_ten_seconds"])
def test_a_limit_of_the_callers_is_never_exceeded(fake_clock, name):
    pacer = Pacer(Limits(**{name: 20}), lambda: fake_clock.time)
    lane = GENERAL if name == "per_ten_seconds" else ASSOCIATIONS
    assert sum(sent(pacer, lane, headers(190, 189 - number)) for number in range(60)) == 20


def test_the_first_request_goes_at_once_and_the_others_after_its_answer(pacer, fake_clock):
    first = pacer.reserve(GENERAL)
    assert isinstance(first, Turn)
    assert 0 < wait(pacer, GENERAL) <= 0.02
    fake_clock.sleep(0.1)
    pacer.answered(first)
    pacer.observe(first, headers(190, 189))
    turns = [pacer.reserve(GENERAL) for _ in range(8)]
    assert [isinstance(each, Turn) for each in turns] == [True] * 3 + [False] * 5
    assert max(each for each in turns if isinstance(each, float)) <= 0.05  # they look again soon


def test_a_first_request_that_waits_for_another_does_not_hold_it_up_for_ever(pacer, fake_clock):
    """As one does whose hook sends a request through the same client."""
    assert isinstance(pacer.reserve(GENERAL), Turn)
    fake_clock.sleep(1.9)
    assert wait(pacer, GENERAL) > 0
    fake_clock.sleep(0.2)
    assert isinstance(pacer.reserve(GENERAL), Turn)
    assert wait(pacer, GENERAL) > 0


def test_who_finds_the_limit_used_by_others_waits_for_requests_of_its_own(pacer, fake_clock):
    assert sent(pacer, GENERAL, headers(190, 0))
    assert wait(pacer, GENERAL) <= 1.0  # looks again, and still waits
    fake_clock.sleep(9)
    assert not sent(pacer, GENERAL)
    fake_clock.sleep(1.1)
    assert sent(pacer, GENERAL, headers(190, 100))
    fake_clock.sleep(20)
    assert sent(pacer, GENERAL, headers(190, 100))
    assert sent(pacer, GENERAL, headers(190, 99))


def test_knowledge_of_others_that_is_older_than_a_window_is_renewed_by_one_request(pacer, fake_clock):
    assert sent(pacer, GENERAL, headers(190, 100))
    fake_clock.sleep(11)
    assert isinstance(pacer.reserve(GENERAL), Turn)
    assert wait(pacer, GENERAL) <= 0.05


def test_answers_without_headers_and_search_answers_change_nothing(pacer):
    assert sent(pacer, GENERAL, {"x-hubspot-ratelimit-max": "nonsense"})
    assert sent(pacer, SEARCH, headers(1, 0))
    assert sent_at_once(pacer, GENERAL) == 99
    assert sent_at_once(pacer, SEARCH) == 4


def test_a_refusal_closes_the_lane_for_everybody(pacer, fake_clock):
    refused = pacer.reserve(GENERAL)
    pacer.answered(refused)
    pacer.pause(refused, 10.0)
    assert wait(pacer, GENERAL) == pytest.approx(10.0)
    assert sent(pacer, SEARCH)
    fake_clock.sleep(10.0)
    assert isinstance(pacer.reserve(GENERAL), Turn)
    assert isinstance(pacer.reserve(GENERAL), float)  # one asks first


def test_threads_share_one_count(pacer):
    through = []
    threads = [threading.Thread(target=lambda: through.append(sent_at_once(pacer, BURST, 50))) for _ in range(8)]
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
    first = pacer.reserve(SEARCH)
    fake_clock.sleep(0.4)
    pacer.answered(first)
    assert sent_at_once(pacer, SEARCH) == 4
    assert wait(pacer, SEARCH) == pytest.approx(1.07, abs=0.01)


def test_who_waits_for_an_answer_asks_again_soon(pacer, fake_clock):
    turns = [pacer.reserve(SEARCH) for _ in range(5)]
    assert 0 < wait(pacer, SEARCH) <= 0.1
    fake_clock.sleep(3600)
    assert wait(pacer, SEARCH) > 0  # it may still arrive
    pacer.dropped(turns[0])
    assert wait(pacer, SEARCH) > 1.0


@given(st.lists(st.tuples(st.floats(0, 1.5), st.floats(0, 1.0), st.floats(0, 1.0)), min_size=6, max_size=40))
def test_no_second_holds_more_arrivals_than_the_limit(requests):
    """Each request is (pause before it is asked for, way to HubSpot, way back); they may overlap."""
    now = 0.0
    pacer = Pacer(Limits(), lambda: now)
    arrivals: list[float] = []
    back: list[tuple[float, int, Turn]] = []

    def pass_until(moment: float) -> None:
        nonlocal now
        for answer in sorted(each for each in back if each[0] <= moment):
            back.remove(answer)
            now = answer[0]
            pacer.answered(answer[2])
        now = moment

    for pause, there, again in requests:
        pass_until(now + pause)
        while not isinstance(turn := pacer.reserve(SEARCH), Turn):
            pass_until(now + turn)
        arrivals.append(now + there)
        back.append((now + there + again, len(arrivals), turn))
    arrivals.sort()
    assert all(later - earlier >= 1.0 for earlier, later in zip(arrivals, arrivals[5:], strict=False))


@pytest.mark.parametrize("interval", ["0", "1", "999", "60001", "1000000000", "9" * 5000, "-1", "nan"])
def test_an_interval_that_no_window_has_is_not_obeyed(pacer, interval):
    said = {**headers(3, 3), "x-hubspot-ratelimit-interval-milliseconds": interval}
    assert sum(sent(pacer, GENERAL, said) for _ in range(5)) == 3
    assert 10 < wait(pacer, GENERAL) < 11


@pytest.mark.parametrize("limit", ["9" * 5000, "nan", "-5", "1e9", "²"])
def test_a_limit_that_is_none_changes_nothing(pacer, limit):
    assert sent(pacer, GENERAL, {**headers(1, 1), "x-hubspot-ratelimit-max": limit})
    assert sent_at_once(pacer, GENERAL) == 99


def test_no_header_makes_the_pacer_wait_longer_than_allowed(fake_clock):
    pacer = Pacer(Limits(), lambda: fake_clock.time, max_wait=20)
    refused = pacer.reserve(GENERAL)
    pacer.answered(refused)
    pacer.pause(refused, 1e9)
    assert wait(pacer, GENERAL) == 20
