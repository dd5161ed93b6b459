"""Calling the handlers of a webhook's events, each once; written as steps, so that both colours run the same."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from hubspot_facade.webhooks.event_stores import EventStore
from hubspot_facade.webhooks.events import Event
from hubspot_facade.webhooks.handlers import Handler, Handlers
from hubspot_facade.webhooks.reading import Unreadable

LOG = logging.getLogger("hubspot_facade.webhooks")


@dataclass(frozen=True)
class WebhookAnswer:
    """What to answer to HubSpot: an HTTP status, and why in a sentence where it is not 204."""

    status: int
    text: str = ""

    @property
    def body(self) -> bytes:
        """The text as the body of an answer, `text/plain` in UTF-8."""
        return self.text.encode()


@dataclass(frozen=True)
class Step:
    """A function to call, with its argument."""

    function: Callable[[Any], Any]
    argument: Any


Steps = Generator[Step, Any, WebhookAnswer]


def work_through(
    events: Sequence[Event], unreadable: Sequence[Unreadable], handlers: Handlers, store: EventStore
) -> Steps:
    """Handle every event, whatever becomes of the others; what to answer at the end.

    HubSpot delivers all events again after any error status. Whoever has handled one of them is not called again.
    """
    failed = busy = 0
    for event in events:
        for handler in handlers.of(event):
            try:
                key = f"{event.key}:{handler.name}"
                state = yield Step(store.claim, key)
                if state == "new":
                    yield from _handle(handler, event, key, store)
                busy += state == "busy"
            except Exception:
                failed += 1
                LOG.exception(
                    "%s of event %d (portal %d) was not handled by %s; HubSpot will deliver it again",
                    event.subscription_type,
                    event.event_id,
                    event.portal_id,
                    handler.name,
                )
    for each in unreadable:
        LOG.error("HubSpot sent an event that cannot be read: %s", each)
    if failed:
        return WebhookAnswer(500, f"{failed} of {len(events)} events were not handled.")
    if busy:
        return WebhookAnswer(503, f"{busy} of {len(events)} events are being handled already.")
    if unreadable:
        noun = "event" if len(unreadable) == 1 else "events"
        return WebhookAnswer(
            400,
            f"{len(unreadable)} {noun} cannot be read; the first is {unreadable[0]}.",
        )
    return WebhookAnswer(204)


def _handle(handler: Handler, event: Event, key: str, store: EventStore) -> Generator[Step, Any, None]:
    try:
        yield Step(handler.function, event)
    except Exception:
        yield Step(store.release, key)
        raise
    except BaseException:
        store.release(key)  # the task was cancelled or the process is to end: no time for a thread
        raise
    yield Step(store.finish, key)


def run_sync(steps: Steps) -> WebhookAnswer:
    """Run the steps here, coroutines in an event loop of their own."""
    return _drive(steps, _call)


def _call(step: Step) -> Any:
    result = step.function(step.argument)
    return asyncio.run(_wait_for(result)) if inspect.isawaitable(result) else result


async def _wait_for(result: Any) -> Any:
    return await result


def _drive(steps: Steps, call: Callable[[Step], Any]) -> WebhookAnswer:
    try:
        step = next(steps)
        while True:
            try:
                result = call(step)
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        answer: WebhookAnswer = end.value
        return answer


def _is_asynchronous(function: Callable[[Any], Any]) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)


def _listed(step: Step) -> list[Any]:
    return [step.function(step.argument)]


async def run_async(steps: Steps) -> WebhookAnswer:
    """Run the steps in this event loop, asyncio's or trio's; functions that may block run in threads."""
    import anyio.to_thread  # comes with httpx

    try:
        step = next(steps)
        while True:
            try:
                if _is_asynchronous(step.function):
                    result = await step.function(step.argument)
                else:
                    # in a list, because trio refuses functions that return a coroutine
                    (result,) = await anyio.to_thread.run_sync(_listed, step)
                    if inspect.isawaitable(result):
                        result = await result
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        answer: WebhookAnswer = end.value
        return answer
