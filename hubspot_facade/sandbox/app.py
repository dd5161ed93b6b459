"""The sandbox as an ASGI application: route, token, limits, fault, handler, headers.

`create_app()` suits `httpx.ASGITransport` and any ASGI server. Requests are worked on one after the other, each in a
transaction of its own.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import Message as ASGIMessage
from starlette.types import Receive, Scope, Send

from . import errors
from .admin.responses import Admin
from .admin.urls import PREFIX, routes
from .clock import Clock
from .documents.answers import Documents
from .errors import Refusal
from .faults import Fault, Faults
from .oauth.models import OAuth
from .portal import Portal
from .request import Answer, Form, Request, Upload
from .requestlog import Logged, Message, RequestLog
from .routing import Handler, Tree
from .samples import load
from .urls import stateful
from .webhooks.delivery import Outbox

STATE = "state"
SCHEMA = "schema"
JSON = "application/json;charset=utf-8"
HTML = "text/html;charset=utf-8"
MAX_BODY = 64 * 1024 * 1024
_SEARCH = re.compile(r"/crm/.*objects/.*/search/?\Z")
_OPEN = re.compile(r"/(oauth|files/signed|exports/signed)/")
_DEVELOPER = re.compile(r"/(app-)?webhooks/|/integrators/timeline/|/marketing/.*/settings/?\Z")
Cut = Callable[[Scope], None]


class DroppedConnectionError(ConnectionError):
    """A dropped connection, where there is no socket to cut."""


class Application:
    """One portal behind ASGI. Its parts are open to tests: `portal`, `log`, `faults`, `limits`, `token`."""

    def __init__(
        self,
        portal: Portal,
        *,
        token: str | None = None,
        any_token: bool = False,
        cut: Cut | None = None,
    ) -> None:
        self.portal = portal
        self.token = token or portal.identities.token()
        self.tokens = {self.token}
        self.any_token = any_token
        self.faults = Faults()
        self.log = RequestLog()
        self.limits = portal.limits
        self._stateful = stateful()
        self._admin = routes(Admin(self))
        self._documents = Documents()
        self._cut = cut
        self.outbox = Outbox(portal)

    def reset(self) -> None:
        """An empty portal; requests, faults and counted limits are forgotten, tokens stay."""
        with self.portal.store.lock:
            self.portal.reset()
            self.log.clear()
            self.faults.clear()

    def load_samples(self) -> None:
        """Put what the sample payloads of the named operations speak of into the portal; see `samples.load`."""
        load(self.portal)
        self.outbox.collect()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        http = HTTPRequest(scope, receive)
        try:
            content = await _read(http)
            form = await _form(http, content or b"")
        except ClientDisconnect:
            return
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
        query_string = scope["query_string"].decode("latin-1")
        response, fault, entry = self._answer(http, path, query_string, content, form)
        if entry is not None:
            status, kind, correlation = entry
            took = (time.perf_counter() - started) * 1000
            now = self.portal.now()
            client = http.headers.get("user-agent", "")
            sent = Message.of(http.headers.get("content-type", ""), content or b"")
            answered = Message.of(response.headers.get("content-type", ""), bytes(response.body))
            logged = Logged(now, http.method, path, query_string, status, took, kind, correlation, client)
            logged.sent, logged.answered = sent, answered
            self.log.add(logged)
        await self._send(response, fault, scope, receive, send)

    # -- answering -------------------------------------------------------------------------------------------

    def _answer(
        self, http: HTTPRequest, path: str, query_string: str, content: bytes | None, form: Form | None
    ) -> tuple[Response, Fault | None, tuple[int, str, str] | None]:
        portal = self.portal
        now = portal.now()
        correlation = portal.identities.uuid7(now)
        headers = {
            "x-hubspot-correlation-id": correlation,
            "x-request-id": correlation,
            "x-trace": f"2B{correlation.replace('-', '').upper()}",
            "x-content-type-options": "nosniff",
            "vary": "origin",
        }
        fault: Fault | None = None
        kind = STATE
        admin = path.startswith(PREFIX)
        try:
            if content is None:
                raise Refusal(413, "Request entity too large")
            request = Request(portal, http.method, path, {}, _query(query_string), http.headers, content, form)
            if admin:
                with portal.store.lock:
                    answer = _found(self._admin, request)(request)
                return _json(answer, headers), None, None
            with portal.store.lock:
                fault = self.faults.befall(http.method, path, http.headers.get("x-sandbox-fault"))
                answer, kind = self._carry_out(request, headers, fault)
            response = _json(answer, headers | {"x-sandbox-answer": kind})
        except Refusal as refusal:
            response = _refused(refusal, correlation, headers | {"x-sandbox-answer": kind})
        return response, fault, None if admin else (response.status_code, kind, correlation)

    def _carry_out(self, request: Request, headers: dict[str, str], fault: Fault | None) -> tuple[Answer, str]:
        """The answer of a request's handler and where it comes from; refusals leave as exceptions."""
        if fault is not None and (refusal := fault.before()) is not None:
            raise refusal
        found = self._stateful.find(request.method, request.path)
        kind = STATE
        if found is None:
            found = self._documents.find(request.method, request.path)
            kind = SCHEMA
        if found is None:
            allowed = self._stateful.methods(request.path) | self._documents.methods(request.path)
            raise errors.wrong_verb(sorted(allowed)) if allowed else errors.unknown_route()
        handler, request.params = found
        developer = kind == SCHEMA or _DEVELOPER.match(request.path) is not None
        developer_key = developer and bool(request.text("hapikey"))
        if not developer_key and not _OPEN.match(request.path):
            self._authenticate(request)
        searching = request.method == "POST" and _SEARCH.match(request.path) is not None
        now = self.portal.now()
        try:
            self.limits.admit(now, search=searching)
        finally:
            headers |= self.limits.headers(search=searching)
        if fault is not None and fault.name == "drop":
            return Answer(204), kind
        with self.portal.store.transaction():
            answer = handler(request)
        self.outbox.collect()
        if fault is not None and (refusal := fault.after()) is not None:
            raise refusal
        return answer, kind

    def _authenticate(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise errors.no_credentials()
        if not (self.any_token or token in self.tokens or OAuth(self.portal).accepts(token)):
            raise errors.no_credentials()

    # -- sending ---------------------------------------------------------------------------------------------

    async def _send(self, response: Response, fault: Fault | None, scope: Scope, receive: Receive, send: Send) -> None:
        name = None if fault is None else fault.name
        if fault is None or name not in (
            "drop",
            "drop-after-write",
            "truncate",
            "invalid-json",
            "latency",
            "slow-body",
        ):
            await response(scope, receive, send)
            return
        body = bytes(response.body)
        if name == "latency":
            await asyncio.sleep(fault.seconds)
        elif name == "invalid-json":
            cut = body[: max(1, len(body) // 2)]
            response.body = cut + b" " * (len(body) - len(cut))
        elif name == "slow-body":
            await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
            size = max(1, -(-len(body) // 10))
            for start in range(0, len(body), size):
                await asyncio.sleep(fault.seconds / 10)
                await send({"type": "http.response.body", "body": body[start : start + size], "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return
        elif name == "truncate":
            await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            await self._hang_up(scope, receive)
            return
        else:
            await self._hang_up(scope, receive)
            return
        await response(scope, receive, send)

    async def _hang_up(self, scope: Scope, receive: Receive) -> None:
        """Cut the connection and wait until it is known to be gone."""
        if self._cut is None:
            raise DroppedConnectionError("the sandbox dropped the connection, as it was asked to")
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


def create_app(
    db: str | Path = ":memory:",
    *,
    token: str | None = None,
    any_token: bool = False,
    tier: str | None = None,
    clock: Clock = time.time,
    seed: int | None = None,
    retry_after: bool = False,
    samples: bool = False,
) -> Application:
    """An application on a portal of its own.

    `tier` is one of free, pro, enterprise, oauth, or None for no limits; `any_token` accepts every token that is not
    empty; `retry_after` adds Retry-After to 429s, which HubSpot is not established to send; `samples` begins with the
    sample portal.
    """
    portal = Portal(db, clock=clock, seed=seed, tier=tier, retry_after=retry_after)
    application = Application(portal, token=token, any_token=any_token)
    if samples:
        application.load_samples()
    return application


async def _read(http: HTTPRequest) -> bytes | None:
    """The body; None as soon as it is longer than any that the sandbox takes."""
    announced = http.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MAX_BODY:
        return None
    content = bytearray()
    async for chunk in http.stream():
        content += chunk
        if len(content) > MAX_BODY:
            return None
    return bytes(content)


async def _form(http: HTTPRequest, content: bytes) -> Form | None:
    """The fields of a form's body; None where the body is none, or a broken one."""
    kind = http.headers.get("content-type", "")
    if not kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")) or not content:
        return None

    async def again() -> ASGIMessage:
        return {"type": "http.request", "body": content}

    fields: Form = {}
    try:
        async with HTTPRequest(http.scope, again).form() as form:
            for name, value in form.multi_items():
                part = value if isinstance(value, str) else await _uploaded(value)
                fields.setdefault(name, []).append(part)
    except MultiPartException:
        # the handler finds the field missing and says so
        return None
    return fields


async def _uploaded(part: UploadFile) -> Upload:
    kind = part.content_type or "application/octet-stream"
    return Upload(part.filename or "", kind, await part.read())


def _query(query_string: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if query_string:
        for name, value in parse_qsl(query_string, keep_blank_values=True):
            found.setdefault(name, []).append(value)
    return found


def _found(tree: Tree[Handler], request: Request) -> Handler:
    found = tree.find(request.method, request.path)
    if found is None:
        allowed = tree.methods(request.path)
        raise errors.wrong_verb(sorted(allowed)) if allowed else errors.unknown_route()
    handler, request.params = found
    return handler


def encode(body: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def _json(answer: Answer, headers: dict[str, str]) -> Response:
    merged = headers | answer.headers
    if answer.body is None:
        return Response(status_code=answer.status, headers=merged)
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers=merged)
    return Response(encode(answer.body), answer.status, headers=merged, media_type=JSON)


def _refused(refusal: Refusal, correlation: str, headers: dict[str, str]) -> Response:
    merged = headers | refusal.headers
    if refusal.page is not None:
        return Response(refusal.page, refusal.status, headers=merged, media_type=HTML if refusal.page else None)
    return Response(encode(refusal.body(correlation)), refusal.status, headers=merged, media_type=JSON)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
