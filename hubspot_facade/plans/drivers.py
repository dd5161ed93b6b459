"""Running a plan; `async_drivers` does so in an event loop.

Besides transport, this is the only difference between the two clients.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.basic_errors import HubSpotError, InputError, NotSent
from hubspot_facade.plans.plan import Flow, HaltError, Plan, Together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
Perform: TypeAlias = Callable[[Any], Any]
END: Any = object()


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
                    _flow(step, performing_of(step, perform, anew))
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


def performing_of(flow: Flow, perform: T, anew: Callable[[Any], T] | None) -> Callable[[], T]:
    """What gives each plan of a flow its performer: the operation's, or one of its own."""
    if anew is None or flow.seen is None:
        return lambda: perform
    return partial(anew, flow.seen)


def _in_turn(calls: Sequence[Any], perform: Perform) -> Iterator[Any]:
    final: HubSpotError | None = None
    for call in calls:
        if final is not None:
            yield not_sent(final)
            continue
        try:
            yield run(call, perform)
        except HubSpotError as error:
            final = error if isinstance(error, HaltError) else None
            yield error


def not_sent(cause: HubSpotError | None) -> NotSent:
    """What became of a call after the error that ended its group."""
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
        row = next(rows, END)
        if row is END:
            flow.end()
        elif flow.take(row):
            return


def _error_of(end: Callable[[], Any]) -> HubSpotError | None:
    try:
        end()
    except HubSpotError as error:
        return error
    return None
