"""The sandbox as an ASGI application: read, find portal and caller, count, inject faults, carry out, send.

Requests are worked on one after the other, each in a transaction of its own.
"""

import logging
import sqlite3
import time
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hubspot_facade.sandbox.admin.urls import routes
from hubspot_facade.sandbox.documents.index import Index
from hubspot_facade.sandbox.faults import Fault, FaultError, partial
from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler
from hubspot_facade.sandbox.state import limits
from hubspot_facade.sandbox.state.instants import http_date
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.state.settings import Settings
from hubspot_facade.sandbox.state.store import UnusableError
from hubspot_facade.sandbox.webhooks.delivery import Outbox

from . import guard, reading, rendering
from .access import Access, Caller
from .backend import Backend
from .request_context import PAGE, STATE, RequestContext
from .requestlog import Logged, Message
from .scopes import Requirement, Requirements
from .sending import Cut, Sender
from .urls import stateful

if TYPE_CHECKING:
    from hubspot_facade.sandbox.documents.answers import Documents

UNFORESEEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
LOG = logging.getLogger("hubspot_facade.sandbox")


class Application(Backend):
    """Portals behind ASGI. Its parts are open to tests: `portals`, `portal`, `log`, `faults`, `token`, `settings`.

    `hosts` are names by which what needs no token answers, beside those that `guard` knows.
    """

    def __init__(
        self,
        portal: Portal,
        *,
        token: str | None = None,
        settings: Settings | None = None,
        hosts: Collection[str] = (),
        cut: Cut | None = None,
    ) -> None:
        super().__init__(portal, token=token, settings=settings)
        self.sender = Sender(cut)
        self._hosts = hosts
        self._stateful = stateful()
        self._admin = routes(self)
        self._index = Index()
        self._access = Access(self.portals, Requirements(self._index), self.token, hosts)

    @cached_property
    def _documents(self) -> "Documents":
        """What answers where no service does: loaded when a path first leads to none."""
        from hubspot_facade.sandbox.documents.answers import Documents

        return Documents(self._index)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        http = HTTPRequest(scope, receive)
        try:
            content = await reading.body(http, self.settings.max_body)
        except ClientDisconnect:
            return
        form = None if content is None else await reading.form(http, content)
        query_string = scope["query_string"].decode("latin-1")
        query = reading.query(query_string)
        request = Request(
            self.portal, http.method, reading.raw_path(scope), {}, query, http.headers, content or b"", form
        )
        now = self.portal.now()
        work = RequestContext(request, self.portal.identities.uuid7(now))
        refusal = None if content is not None else Refusal(413, "Request entity too large")
        if reading.is_ambiguous(http):
            refusal = Refusal(400, "Content-Length and Transfer-Encoding must not be sent together")
            work.headers["connection"] = "close"
        if len(request.path) + len(query_string) >= self.portal.unsettled.longest_url:
            refusal = Refusal(414, "URI Too Long")
        response = self._respond(work, refusal)
        # the time that tokens, signatures and limits are judged by, after any jump of the clock
        response.raw_headers.append((b"date", http_date(int(self.portal.clock()))))
        if not work.admin:
            took = (time.perf_counter() - started) * 1000
            entry = Logged(
                now, http.method, request.path, query_string, response.status_code, took, work.kind, work.correlation
            )
            entry.client = http.headers.get("user-agent", "")
            entry.fault = "" if work.fault is None else work.fault.name
            entry.sent = Message.of(http.headers.get("content-type", ""), content or b"")
            entry.answered = Message.of(response.headers.get("content-type", ""), bytes(response.body))
            self.log.add(entry)
        await self.sender.send(response, work.fault, scope, receive, send)

    # -- answering -------------------------------------------------------------------------------------------

    def _respond(self, work: RequestContext, unread: Refusal | None) -> Response:
        with self.portal.store.lock:
            try:
                if unread is not None:
                    raise unread
                answer = self._administer(work.request) if work.admin else self._answer(work)
                return rendering.answered(answer, work.headers)
            except Refusal as refusal:
                return rendering.refused(refusal, work.correlation, work.headers)
            except sqlite3.Error as error:
                # the disk is full, or the file is not what it was
                where = "" if isinstance(error, UnusableError) else f"{work.request.portal.store.path}: "
                failure = Refusal(507, f"the sandbox cannot keep this: {where}{error}")
                LOG.error("%s %s: %s", work.request.method, work.request.path, failure.message)
                return rendering.refused(failure, work.correlation, work.headers)
            except Exception:
                LOG.exception("%s %s: the sandbox failed", work.request.method, work.request.path)
                return rendering.refused(Refusal(500, "internal error"), work.correlation, work.headers)

    def _administer(self, request: Request) -> Answer:
        guard.check(request.headers, request.method, self._hosts)
        method = "GET" if request.method == "HEAD" else request.method
        path = PAGE if request.path == "/" else request.path
        found = self._admin.find(method, path)
        if found is None:
            raise _nowhere(self._admin.methods(path))
        handler, request.params = found
        request.portal = self._access.portal_of(request)
        try:
            return handler(request)
        except FaultError as error:
            raise errors.validation(str(error)) from None

    def _answer(self, work: RequestContext) -> Answer:
        """The answer of a request's handler, after the faults injected on the way; refusals leave as exceptions.

        Faults are injected for admitted callers only, so that a web page or a stranger can neither ask for one nor use
        one up.
        """
        request = work.request
        handler = self._route(work)
        caller, required = self._access.admit(request, self.settings, documented=work.kind != STATE)
        request.portal = caller.portal
        fault = self._inject(work)
        if fault is not None and fault.name == "clock":
            # a token may have expired on the way
            caller, required = self._access.admit(request, self.settings, documented=work.kind != STATE)
        self._count(work, caller, required)
        if fault is not None and fault.name == "drop":
            return Answer(204)
        late = None if fault is None else fault.after()
        try:
            answer = self._carry_out(request, handler, fault)
        except Refusal:
            if late is None:
                raise
            # a gateway that gave up does not pass on a refusal either
            raise late from None
        if late is not None:
            raise late
        return answer

    def _inject(self, work: RequestContext) -> Fault | None:
        """The fault of the request, if any; one that answers in its place leaves as an exception."""
        request = work.request
        try:
            work.fault = fault = self.faults.choose(
                request.method, request.path, request.headers.get("x-sandbox-fault")
            )
            if fault is not None and fault.name == "clock":
                self.portal.clock.advance(fault.seconds)
        except ValueError as error:
            raise errors.validation(str(error)) from None
        if fault is not None and (refusal := fault.before()) is not None:
            raise refusal
        return fault

    def _carry_out(self, request: Request, handler: Handler, fault: Fault | None) -> Answer:
        portal = request.portal
        try:
            with portal.store.lock, portal.store.transaction():
                if fault is not None and fault.name == "partial":
                    answer = partial.carry_out(request, handler, fault.inputs)
                else:
                    answer = handler(request)
        except OverflowError:
            # a number that no column holds: nothing has it for an id
            raise errors.object_not_found("Object not found.  objectId are usually numeric.") from None
        except UNFORESEEN:
            if not request.content:
                raise
            # HubSpot's parser knows every type; what slips past the handlers is logged for whoever runs the sandbox
            LOG.warning("%s %s: a body of a shape that was not foreseen", request.method, request.path, exc_info=True)
            raise errors.validation("Invalid input JSON on line 1, column 1: Cannot deserialize value") from None
        portal.service(Outbox).collect()
        return answer

    def _route(self, work: RequestContext) -> Handler:
        method, path = work.request.method, work.request.path
        found = self._stateful.find(method, path)
        if found is not None:
            handler, work.request.params = found
            return handler
        documented = self._documents.find(method, path)
        if documented is None:
            raise _nowhere(self._stateful.methods(path) | self._documents.methods(path))
        handler, work.request.params, work.kind = documented
        work.headers["x-sandbox-answer"] = work.kind
        return handler

    def _count(self, work: RequestContext, caller: Caller, required: Requirement) -> None:
        """Whether the limits of the caller's app let the request pass; the answer's headers describe them."""
        if caller.app is None:
            return
        request = work.request
        counted, kind = caller.portal.limits, limits.kind_of(request.method, request.path)
        try:
            counted.admit(caller.portal.now(), kind, app=caller.app, oauth=caller.oauth, exempt=required.exemptions)
        finally:
            work.headers |= counted.headers(kind, app=caller.app, oauth=caller.oauth)


def _nowhere(methods: set[str]) -> Refusal:
    """405 for a path that has other methods, 404 for one that has none."""
    return errors.wrong_verb(sorted(methods)) if methods else errors.unknown_route()


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
