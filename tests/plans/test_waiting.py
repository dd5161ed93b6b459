"""Waiting for jobs: growing pauses, a deadline for each look, what ends it, and what an interruption says."""

import asyncio
import pickle

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, HubSpotError, InputError, JobFailed, JobTimeout, NotFound, ServerError
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, error

NO_ERRORS = httpx.Response(200, json={"results": []})


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


def state(word, **counters):
    moments = {"createdAt": "2026-01-02T03:04:05Z", "updatedAt": "2026-01-02T03:04:05Z"}
    metadata = {"counters": counters, "fileIds": [], "objectLists": []}
    body = {"id": "7", "state": word, "metadata": metadata, "mappedObjectTypeIds": [], "optOutImport": False}
    return httpx.Response(200, json=body | moments)


def waiting(colour, *replies, clock=None, **options):
    """A function that waits for import 7, which HubSpot reports like this."""
    hubspot = FakeHubSpot(*replies)
    client = Client(colour, hubspot, clock or FakeClock(), **options)
    return lambda **how: client.do(lambda hs: hs.imports.wait(7, **how))


def test_pauses_grow_from_a_second_to_half_a_minute_and_vary_by_a_fifth(colour):
    for chance, factor in ((0.0, 0.8), (0.999_999, 1.2)):
        clock = FakeClock()
        clock.chance = chance
        under_way = [state("PROCESSING")] * 15
        report = waiting(colour, *under_way, state("DONE"), NO_ERRORS, clock=clock)(timeout=None)
        assert (report.state, len(clock.slept)) == ("DONE", 15)
        assert clock.slept[0] == pytest.approx(factor, rel=1e-3)
        assert clock.slept[-1] == pytest.approx(30 * factor, rel=1e-3)
        assert clock.slept == sorted(clock.slept)


@settings(max_examples=25)
@given(timeout=st.floats(0, 300), chance=st.floats(0, 0.999))
def test_the_last_look_is_when_the_time_is_over(timeout, chance):
    clock = FakeClock()
    clock.chance = chance
    with pytest.raises(JobTimeout) as caught:
        waiting("sync", state("PROCESSING"), clock=clock)(timeout=timeout)
    assert sum(clock.slept) == pytest.approx(timeout, abs=0.001)
    assert (caught.value.kind, caught.value.job_id, caught.value.status) == ("import", "7", "PROCESSING")
    assert "imports.wait(7)" in str(caught.value)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 # our own bytes
    assert (copy.job_id, copy.answer.state, str(copy)) == ("7", "PROCESSING", str(caught.value))


def test_each_look_has_the_deadline_to_itself(colour):
    clock = FakeClock()
    under_way = [state("PROCESSING")] * 12
    report = waiting(colour, *under_way, state("DONE"), NO_ERRORS, clock=clock, deadline=2)()
    assert report.state == "DONE"
    assert sum(clock.slept) > 60


def test_progress_is_reported_at_every_look(colour):
    seen, clock = [], FakeClock()
    replies = (state("STARTED"), state("PROCESSING", TOTAL_ROWS=5), state("DONE"), NO_ERRORS)

    async def awaited(progress):
        await asyncio.sleep(0)
        seen.append(progress)

    waiting(colour, *replies, clock=clock)(progress=seen.append if colour == "sync" else awaited)
    assert [(each.kind, each.job_id, each.status) for each in seen] == [
        ("import", "7", "STARTED"),
        ("import", "7", "PROCESSING"),
        ("import", "7", "DONE"),
    ]
    assert seen[1].answer.metadata.counters == {"TOTAL_ROWS": 5}
    assert [each.seconds for each in seen] == pytest.approx([0, clock.slept[0], sum(clock.slept)])


def test_the_asynchronous_client_takes_a_plain_function_too():
    seen = []
    waiting("async", state("DONE"), NO_ERRORS)(progress=seen.append)
    assert [each.status for each in seen] == ["DONE"]


class Awaitable:
    def __await__(self):
        yield


def test_the_synchronous_client_awaits_nothing():
    with pytest.raises(ConfigurationError, match="AsyncHubSpot"):
        waiting("sync", state("DONE"), NO_ERRORS)(progress=lambda _: Awaitable())


@pytest.mark.parametrize("word", ["FAILED", "CANCELED", "REVERTED"])
def test_a_job_that_fails_is_an_error_with_the_last_report(colour, word):
    with pytest.raises(JobFailed) as caught:
        waiting(colour, state("PROCESSING"), state(word), NO_ERRORS)()
    assert (caught.value.status, caught.value.answer.state, caught.value.report.state) == (word, word, word)
    assert str(caught.value) == f"import 7 ended as {word}"


def test_a_state_that_nobody_knows_is_no_end(colour):
    with pytest.raises(JobTimeout, match="import 7 is RESTING after 60 s"):
        waiting(colour, state("RESTING"))(timeout=60)


def test_looks_that_fail_for_a_passing_reason_are_followed_by_others(colour):
    passing = [error(503), httpx.ConnectError("no route"), error(429), error(423)]
    report = waiting(colour, state("PROCESSING"), *passing, state("DONE"), NO_ERRORS, retries=0)()
    assert report.state == "DONE"


def test_five_of_them_in_a_row_are_enough(colour):
    with pytest.raises(ServerError) as caught:
        waiting(colour, state("PROCESSING"), error(503), retries=0)()
    assert caught.value.__notes__ == ["import 7 goes on at HubSpot; imports.wait(7) waits for it again"]


def test_an_error_that_stays_is_raised_at_once(colour):
    clock = FakeClock()
    with pytest.raises(NotFound):
        waiting(colour, error(404), clock=clock)()
    assert clock.slept == []


@pytest.mark.parametrize(("colour", "kind"), [("sync", KeyboardInterrupt), ("async", asyncio.CancelledError)])
def test_an_interruption_says_which_job_goes_on(colour, kind):
    class Interrupted(FakeClock):
        def sleep(self, seconds):
            raise kind

    with pytest.raises(kind) as caught:
        waiting(colour, state("PROCESSING"), clock=Interrupted())()
    assert caught.value.__notes__ == ["import 7 goes on at HubSpot; imports.wait(7) waits for it again"]


@pytest.mark.parametrize("timeout", [-1, float("nan"), "soon", True])
def test_a_time_that_is_none_is_refused_before_anything_is_sent(colour, timeout):
    with pytest.raises(InputError, match="timeout"):
        waiting(colour, AssertionError("nothing is sent"))(timeout=timeout)


def test_every_error_of_a_job_is_one_of_ours():
    assert issubclass(JobTimeout, HubSpotError)
    assert issubclass(JobFailed, HubSpotError)


def task(status, **more):
    moments = {"startedAt": "2026-01-02T03:04:05Z", "completedAt": "2026-01-02T03:04:06Z"}
    return httpx.Response(200, json={"status": status, "taskId": "t-1", **moments, **more})


@pytest.mark.parametrize(
    ("wait", "result"),
    [
        (lambda hs: hs.files.wait_for_import("t-1"), {"id": "9", "name": "a.pdf"}),
        (lambda hs: hs.files.folders.wait_for_update("t-1"), {"id": "9", "name": "papers"}),
    ],
)
def test_a_task_gives_its_result_or_says_why_there_is_none(colour, wait, result):
    clock = FakeClock()
    hubspot = FakeHubSpot(task("PENDING"), task("PROCESSING"), task("COMPLETE", result=result))
    assert Client(colour, hubspot, clock).do(wait).id == "9"
    assert len(clock.slept) == 2
    refused = task("COMPLETE", numErrors=1, errors=[{"status": "error", "category": "X", "message": "no such host"}])
    with pytest.raises(JobFailed, match="no such host"):
        Client(colour, FakeHubSpot(refused), FakeClock()).do(wait)
    with pytest.raises(JobFailed, match="CANCELED"):
        Client(colour, FakeHubSpot(task("CANCELED")), FakeClock()).do(wait)


def test_a_list_is_waited_for_until_its_filters_are_evaluated(colour):
    def answer(word):
        body = {
            "listId": "5",
            "name": "a",
            "processingStatus": word,
            "processingType": "DYNAMIC",
            "objectTypeId": "0-1",
        }
        return httpx.Response(200, json={"list": body})

    clock = FakeClock()
    found = Client(colour, FakeHubSpot(answer("PROCESSING"), answer("COMPLETE")), clock).do(lambda hs: hs.lists.wait(5))
    assert (found.processing_status, len(clock.slept)) == ("COMPLETE", 1)


def test_a_conversion_is_waited_for_and_may_be_called_off(colour):
    def conversion(**more):
        return httpx.Response(200, json={"listId": "5", **more})

    def wait(*replies):
        hubspot = FakeHubSpot(*replies)
        return Client(colour, hubspot, FakeClock()).do(lambda hs: hs.lists.conversions.wait(5, timeout=None))

    done = wait(conversion(), conversion(convertedAt="2026-01-02T03:04:05Z"))
    assert done.converted_at.isoformat() == "2026-01-02T03:04:05+00:00"
    with pytest.raises(JobFailed, match="NOT SCHEDULED"):
        wait(conversion(), error(404))
    with pytest.raises(NotFound):
        wait(error(404))
