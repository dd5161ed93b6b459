"""Plans and the two drivers, with calls that are mere words."""

import asyncio

import pytest

from hubspot_facade.errors import APIError, HubSpotError, NotFound, NotSent, ServerError
from hubspot_facade.plans.async_drivers import run_async
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.plan import HaltError, Together


class Word:
    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        return (yield self)


class Bench:
    """Performs words: an exception is raised, anything else is the answer."""

    def __init__(self):
        self.done = []
        self.under_way = self.most = 0

    def sync(self, word):
        self.done.append(word.answer)
        if isinstance(word.answer, Exception):
            raise word.answer
        return word.answer

    async def asynchronous(self, word):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(0)
            return self.sync(word)
        finally:
            self.under_way -= 1


@pytest.fixture(params=["sync", "async"])
def drive(request):
    bench = Bench()

    def drive(plan, concurrency=3):
        if request.param == "sync":
            return run(plan, bench.sync)
        return asyncio.run(run_async(plan, bench.asynchronous, concurrency))

    drive.bench = bench
    drive.colour = request.param
    return drive


def missing():
    return NotFound(status=404)


def test_a_call_is_a_plan(drive):
    assert drive(Word(5)) == 5


def test_a_plan_gets_answers_and_gives_its_result(drive):
    def plan():
        first = yield from Word(1)
        second = yield from Word(2)
        return first + second

    assert drive(plan()) == 3
    assert drive.bench.done == [1, 2]


def test_a_plan_without_calls(drive):
    def plan():
        return 7
        yield

    assert drive(plan()) == 7


def test_a_plan_may_catch_errors(drive):
    def plan():
        try:
            yield from Word(missing())
        except NotFound:
            return (yield from Word("instead"))

    assert drive(plan()) == "instead"


def test_what_a_plan_does_not_catch_is_raised(drive):
    with pytest.raises(NotFound):
        drive(Word(missing()))


def test_a_bug_is_not_given_to_the_plan(drive):
    def plan():
        try:
            yield from Word(ZeroDivisionError())
        except HubSpotError:
            return "caught"

    with pytest.raises(ZeroDivisionError):
        drive(plan())


def test_a_group_answers_in_its_order(drive):
    assert drive(Together([Word(number) for number in range(10)])) == list(range(10))
    assert drive.bench.most == (0 if drive.colour == "sync" else 3)


def test_an_empty_group(drive):
    assert drive(Together([])) == []


def test_one_failure_of_a_group_leaves_the_others(drive):
    outcomes = drive(Together([Word(1), Word(missing()), Word(3)]))
    assert outcomes[0::2] == [1, 3]
    assert isinstance(outcomes[1], NotFound)


def test_a_failure_for_good_ends_a_group(drive):
    broken = HaltError(ServerError(status=503))
    outcomes = drive(Together([Word(1), Word(broken), *(Word(number) for number in range(20))]), concurrency=1)
    assert outcomes[:2] == [1, broken]
    assert all(isinstance(each, NotSent) and each.__cause__ is broken for each in outcomes[2:])
    assert drive.bench.done == [1, broken]


def test_a_bug_in_a_group_is_raised_as_itself(drive):
    with pytest.raises(ZeroDivisionError):
        drive(Together([Word(1), Word(ZeroDivisionError())]))


def test_api_errors_without_a_body_have_a_message():
    assert str(APIError(status=418)) == "418"
