"""Running a plan in an event loop, asyncio's or trio's; otherwise as `drivers` does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.basic_errors import HubSpotError
from hubspot_facade.plans.drivers import END, not_sent, performing_of
from hubspot_facade.plans.plan import Flow, HaltError, Plan, Together

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

T = TypeVar("T")
Awaited: TypeAlias = Callable[[Any], Awaitable[Any]]


async def run_async(
    plan: Plan[T],
    perform: Awaited,
    concurrency: int,
    anew: Callable[[Any], Awaited] | None = None,
) -> T:
    """The plan's result, with up to `concurrency` calls of a group in progress; `anew` as for `run`."""
    steps = iter(plan)
    try:
        step = next(steps)
        while True:
            try:
                if isinstance(step, Together):
                    answer: Any = await _at_once(step.calls, perform, concurrency)
                elif isinstance(step, Flow):
                    answer = None
                    await _flow_async(step, performing_of(step, perform, anew), concurrency)
                else:
                    answer = await perform(step)
            except HubSpotError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return] # a generator's StopIteration is typed Any
    finally:
        steps.close()


async def _at_once(calls: Sequence[Any], perform: Awaited, concurrency: int) -> list[Any]:
    import anyio  # comes with httpx; works with asyncio and trio

    outcomes: list[Any] = [None] * len(calls)
    final: list[HubSpotError] = []
    bugs: list[BaseException] = []
    waiting = iter(enumerate(calls))

    async def worker() -> None:
        for index, call in waiting:  # shared by the workers: each call is taken once
            if final or bugs:
                outcomes[index] = not_sent(final[0] if final else None)
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


async def _flow_async(flow: Flow, performing: Callable[[], Awaited], concurrency: int) -> None:
    import anyio

    width = flow.width or concurrency
    rows = flow.rows if hasattr(flow.rows, "__aiter__") else _awaited(flow.rows)
    reading = aiter(rows)
    under_way = 0
    changed = anyio.Event()
    bugs: list[BaseException] = []  # raised below, so that they do not become an exception group

    async def worker(plan: Any) -> None:
        nonlocal under_way
        end: HubSpotError | None = None
        try:
            try:
                await run_async(plan, performing(), concurrency)
            except HubSpotError as error:
                end = error
            flow.over(plan, end)
        except Exception as error:
            bugs.append(error)
        under_way -= 1
        changed.set()

    async with anyio.create_task_group() as tasks:
        while not bugs:
            try:
                while under_way < width and (plan := flow.next()) is not None:
                    under_way += 1
                    tasks.start_soon(worker, plan)
                if flow.wants():
                    await _read_async(flow, reading)
                elif not under_way:
                    break
                else:
                    changed = anyio.Event()
                    await changed.wait()
            except Exception as error:
                bugs.append(error)
    if bugs:
        raise bugs[0]


async def _read_async(flow: Flow, rows: AsyncIterator[Any]) -> None:
    while flow.wants():
        row = await anext(rows, END)
        if row is END:
            flow.end()
        elif flow.take(row):
            return


async def _awaited(rows: Any) -> AsyncIterator[Any]:
    """Rows that need not be awaited; others get their turn now and then."""
    import anyio.lowlevel

    for number, row in enumerate(rows):
        if number % 100 == 99:
            await anyio.lowlevel.checkpoint()
        yield row
