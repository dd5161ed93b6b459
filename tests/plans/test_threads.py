"""Threads that use a method for the first time at the same time find its whole signature."""

import inspect
import sys
import threading
from typing import Any, TypedDict

import pytest

from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import PlanMethod


class Fields(TypedDict, total=False):
    """What the methods take."""

    title: str
    owner: str


@pytest.fixture
def quick_turns():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def declared() -> PlanMethod[Any, Any]:
    @shows(Fields)
    def act(self: object, **fields: Any) -> None:
        """Do nothing."""

    return PlanMethod(act, (), ())


def test_every_thread_sees_the_fields(quick_turns):
    methods = [declared() for _ in range(200)]
    seen: list[set[str]] = []

    def look(method, together):
        together.wait()
        seen.append(set(inspect.signature(method.function).parameters))

    for method in methods:
        together = threading.Barrier(4)
        threads = [threading.Thread(target=look, args=(method, together)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen) == 800
    assert all(one == {"self", "title", "owner"} for one in seen)
