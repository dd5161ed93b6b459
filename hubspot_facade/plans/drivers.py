"""The two ways to run a plan; besides transport, the only difference between the sync and the async client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.errors import HubSpotError, InputError, NotSent
from hubspot_facade.plans.plan import Flow, HaltError, Plan, Together

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
Perform: TypeAlias = Callable[[Any], Any]
Awaited: TypeAlias = Callable[[Any], Awaitable[Any]]
_END: Any = object()


def run(plan: Plan[T], perform: Perform, anew: Callable[[Any], Perform] | None = None) -> T:
    """The plan's result. Calls of a group run one after the other, so that records are created in their order.

    `anew` gives what performs a plan of a flow that counts its answers.
    """
    steps = iter(plan)
    try:
        step = next(steps)
        while True:
            try:
                if isinstance(step, Together):
                    answer: Any = [*_in_turn(step.calls, perform)]
                elif isinstance(step, Flow):
                    answer = None
                    _flow(step, _performing(step, perform, anew))
                else:
                    answer = perform(step)
            except HubSpotError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return] # a generator's StopIteration is typed Any
    finally:
        steps.close()  # at once, not when the traceback of what interrupted it is gone


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
                    await _flow_async(step, _performing(step, perform, anew), concurrency)
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


def _performing(flow: Flow, perform: T, anew: Callable[[Any], T] | None) -> Callable[[], T]:
    """What gives each plan of a flow its performer: the operation's, or one of its own."""
    if anew is None or flow.seen is None:
        return lambda: perform
    return partial(anew, flow.seen)


def _in_turn(calls: Sequence[Any], perform: Perform) -> Iterator[Any]:
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


async def _at_once(calls: Sequence[Any], perform: Awaited, concurrency: int) -> list[Any]:
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


def _flow(flow: Flow, performing: Callable[[], Perform]) -> None:
    """Run a flow: its plans in turn, or in threads of their own where it names a width."""
    if not hasattr(flow.rows, "__iter__"):
        raise InputError("rows", "must be awaited: use AsyncHubSpot")
    rows = iter(flow.rows)
    if flow.width is not None:
        _flow_in_threads(flow, rows, performing, flow.width)
        return
    while (plan := flow.next()) is not None or flow.wants():
        if plan is None:
            _read(flow, rows)
        else:
            flow.over(plan, _error_of(partial(run, plan, performing())))


def _flow_in_threads(flow: Flow, rows: Iterator[Any], performing: Callable[[], Perform], width: int) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from contextlib import ExitStack
    from contextvars import copy_context
    from queue import SimpleQueue

    under_way: dict[Future[Any], Any] = {}
    ended: SimpleQueue[Future[Any]] = SimpleQueue()
    with ThreadPoolExecutor(width) as pool:
        try:
            while True:
                while len(under_way) < width and (plan := flow.next()) is not None:
                    under_way[future := pool.submit(copy_context().run, run, plan, performing())] = plan
                    future.add_done_callback(ended.put)
                if ended.empty() and flow.wants():
                    _read(flow, rows)
                    continue
                if not under_way:
                    return
                future = ended.get()
                flow.over(under_way.pop(future), _error_of(future.result))
        finally:  # what was interrupted lets requests under way end, and says what became of them
            with ExitStack() as ends:  # all of them, even if reporting one raises
                for future, plan in reversed(under_way.items()):
                    ends.callback(_end_of, flow, plan, future)


def _end_of(flow: Flow, plan: Any, future: Future[Any]) -> None:
    flow.over(plan, _error_of(future.result))


def _read(flow: Flow, rows: Iterator[Any]) -> None:
    """Read rows until a plan can go, or none is wanted."""
    while flow.wants():
        row = next(rows, _END)
        if row is _END:
            flow.end()
        elif flow.take(row):
            return


def _error_of(end: Callable[[], Any]) -> HubSpotError | None:
    try:
        end()
    except HubSpotError as error:
        return error
    return None


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
        row = await anext(rows, _END)
        if row is _END:
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
