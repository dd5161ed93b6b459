"""Sending requests and awaiting their answers; `senders` has what both ways share.

A module of its own, so that programs that wait load no event loop.
"""

from __future__ import annotations

import inspect
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import anyio
import anyio.from_thread
import anyio.lowlevel
import anyio.to_thread

from hubspot_facade.errors import HubSpotError, TransportError
from hubspot_facade.transport.access import Access, Credentials
from hubspot_facade.transport.async_connections import AsyncConnections, running_loop
from hubspot_facade.transport.credentials import Outgoing
from hubspot_facade.transport.exchange import Result
from hubspot_facade.transport.hooks import Event, EventHooks, emit_async
from hubspot_facade.transport.pacing import Errand
from hubspot_facade.transport.request import Answer, Request
from hubspot_facade.transport.secrets import CURRENT
from hubspot_facade.transport.senders import BaseSender, Sender, answer_of, result_of

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.http_clients import AsyncHttpClient
    from hubspot_facade.transport.pacing import Pacer

# How long after its deadline an awaited request is cancelled: the library's own timeouts, which end with the deadline
# too, come first and show whether the request was sent.
_GRACE = 0.02


class AsyncSender(BaseSender):
    """Sends and awaits."""

    def __init__(
        self,
        configuration: Configuration,
        pacer: Pacer,
        clock: Clock,
        client: AsyncHttpClient | None = None,
        home: AsyncSender | None = None,
    ) -> None:
        super().__init__(configuration, pacer, clock, client)
        self._home = home or self  # tokens are fetched through it
        self._shares = home is not None and home._configuration.base_url == configuration.base_url
        self._given = client is not None
        self._fetching: WeakKeyDictionary[Any, anyio.Lock] = WeakKeyDictionary()
        self.connections: AsyncConnections = (
            home.connections
            if home and self._shares
            else AsyncConnections(lambda: self._made(self._http.AsyncClient), client)
        )

    async def send(self, request: Request, until: float | None = None) -> Result:
        """As `Sender.send`."""
        sent = self._outgoing(request)
        steps = self._steps(sent, until)
        outcome: Answer | TransportError | None = None
        try:
            while True:
                wait = steps.send(outcome)
                if wait is None:
                    try:
                        outcome = await self._admitted(sent, until)
                    except HubSpotError as error:
                        steps.throw(error)
                else:
                    outcome = None
                    if isinstance(wait, Event):
                        await emit_async(self._configuration.event_hooks, wait)
                    elif isinstance(wait, Errand):
                        await wait.run_async()
                    else:
                        await self._clock.sleep_async(wait)
                        # The wait may be for an answer to another task, and a clock of a test's may not let it run.
                        await anyio.lowlevel.checkpoint()
        except StopIteration as stop:
            return result_of(stop)
        finally:
            steps.close()

    async def _admitted(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        """As `Sender._admitted`."""
        access, over = sent.access, self._over(sent.request, until)
        if access is not None and access.wanting:
            access.take(await self._token(sent, access, over))
        outcome = await self._attempt(sent, over)
        if access is not None and access.refused_by(outcome):
            access.take(await self._token(sent, access, over))
        return outcome

    async def _token(self, sent: Outgoing, access: Access, until: float | None) -> object:
        source = access.source
        if isinstance(source, Credentials):
            return source.ready(self._clock.wall(), access.refused) or await self._fetched(source, access, until)
        token = source()
        if not inspect.isawaitable(token):
            return token
        with anyio.move_on_after(self._left(until)):
            return await token
        raise self._late(sent)

    async def _fetched(self, source: Credentials, access: Access, until: float | None) -> str:
        """The token, fetched in a thread: waiting for other threads and processes must not hold up the loop.

        Of the loop's tasks one waits there; the others find the token afterwards.
        """
        async with self._fetching.setdefault(running_loop(), anyio.Lock()):
            if token := source.ready(self._clock.wall(), access.refused):
                return token
            endpoint = self._home._endpoint(self._home._post, until)
            return await anyio.to_thread.run_sync(source.fetch, endpoint, access.refused)

    def _post(self, request: Request, seconds: float) -> Result:
        """Called in a thread, which goes on when its task is cancelled or the loop ends: no token must be lost."""
        if self._given:
            return anyio.from_thread.run(self._finish, request, seconds)
        # A hook that has to be awaited cannot be called here.
        configuration = replace(self._configuration, event_hooks=EventHooks())
        sender = Sender(configuration, self._pacer, self._clock)
        try:
            return sender.send(request, self._clock.monotonic() + seconds)
        finally:
            sender.close()

    async def _finish(self, request: Request, seconds: float) -> Result:
        with anyio.CancelScope(shield=True):
            return await self.send(request, self._clock.monotonic() + seconds)
        raise AssertionError("nothing cancels a shielded scope")

    async def _attempt(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        left = self._left(until)
        if left is None:
            return await self._received(sent)
        with anyio.move_on_after(left + _GRACE):
            return await self._received(sent, left)
        return self._late(sent)

    async def _received(self, sent: Outgoing, left: float | None = None) -> Answer | TransportError:
        pool = await self.connections.take()
        hiding = CURRENT.set(sent.secrets)
        try:
            built = self._build(pool.client, sent, left)
            async with aclosing(await pool.client.send(built, stream=True)) as response:
                intake = self._intake(response, sent.request)
                if not response.is_stream_consumed:
                    async for chunk in response.aiter_raw():
                        if not intake.take(chunk):
                            break
                return answer_of(response, intake)
        except self._library.broken as error:
            return self._failed(sent, error)
        except RuntimeError as error:
            raise self.connections.explain(pool, error) or error from error
        finally:
            CURRENT.reset(hiding)
            await self.connections.give_back(pool)

    async def close(self) -> None:
        """Close the connections, and those in use once they are no longer used; not those of another client."""
        if not self._shares:
            await self.connections.close()
