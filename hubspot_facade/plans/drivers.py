"""The two ways to run a plan; besides transport, the only difference between the sync and the async client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hubspot_facade.errors import HubSpotError, NotSent
from hubspot_facade.plans.plan import HaltError, Plan, Together

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

T = TypeVar("T")


def run(plan: Plan[T], perform: Callable[[Any], Any]) -> T:
    """The plan's result. Calls of a group run one after the other, so that records are created in their order."""
    steps = iter(plan)
    try:
        step = next(steps)
        while True:
            try:
                answer = [*_in_turn(step.calls, perform)] if isinstance(step, Together) else perform(step)
            except HubSpotError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return] # a generator's StopIteration is typed Any


async def run_async(plan: Plan[T], perform: Callable[[Any], Awaitable[Any]], concurrency: int) -> T:
    """The plan's result, with up to `concurrency` calls of a group in progress."""
    steps = iter(plan)
    try:
        step = next(steps)
        while True:
            try:
                if isinstance(step, Together):
                    answer: Any = await _at_once(step.calls, perform, concurrency)
                else:
                    answer = await perform(step)
            except HubSpotError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return] # a generator's StopIteration is typed Any


def _in_turn(calls: Sequence[Any], perform: Callable[[Any], Any]) -> Iterator[Any]:
    final: HubSpotError | None = None
    for call in calls:
        if final is not None:
            yield _not_sent(final)
            continue
        try:
            yield run(call, perform)
        except HubSpotError as error:
            final = error if isinstance(error, HaltError) else None
            yield error


async def _at_once(calls: Sequence[Any], perform: Callable[[Any], Awaitable[Any]], concurrency: int) -> list[Any]:
    import anyio  # comes with httpx; works with asyncio and trio

    outcomes: list[Any] = [None] * len(calls)
    final: list[HubSpotError] = []
    bugs: list[BaseException] = []
    waiting = iter(enumerate(calls))

    async def worker() -> None:
        for index, call in waiting:  # shared by the workers: each call is taken once
            if final or bugs:
                outcomes[index] = _not_sent(final[0] if final else None)
                continue
            try:
                outcomes[index] = await run_async(call, perform, concurrency)
            except HubSpotError as error:
                outcomes[index] = error
                if isinstance(error, HaltError):
                    final.append(error)
            except Exception as error:  # caught so that it does not become an exception group; raised below
                bugs.append(error)

    async with anyio.create_task_group() as tasks:
        for _ in range(min(concurrency, len(calls))):
            tasks.start_soon(worker)
    if bugs:
        raise bugs[0]
    return outcomes


def _not_sent(cause: HubSpotError | None) -> NotSent:
    error = NotSent(f"not sent: {cause}")
    error.__cause__ = cause
    return error
