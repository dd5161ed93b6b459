"""What stands between the client and the sandbox, and does to requests and answers what a test drew."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import httpx

# Before these the request has not reached the portal; after the others it has.
LOST = ("unconnected", "dropped before", "429", "502 before")
DONE = ("dropped after", "502 after", "cut", "lacking")
FAULTS = (*LOST, *DONE)

_EACH = re.compile(r"/batch/(create|update|upsert|read|associate/default)$")


class Wire(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Forwards requests; `faults` befall the coming ones in turn (None: this one is spared), `hits` are those that did.

    Batches are answered in another order than asked, as HubSpot's are.
    """

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self.faults: list[str | None] = []
        self.hits: list[str] = []
        self.seen: list[str] = []

    def plan(self, faults: Sequence[str | None]) -> None:
        self.faults, self.hits, self.seen = list(faults), [], []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self._answer(request)

    def close(self) -> None:
        """The connections to the sandbox stay for the next client."""

    async def aclose(self) -> None:
        """As `close`."""

    def shut(self) -> None:
        self._inner.close()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        fault = self.faults.pop(0) if self.faults else None
        self.seen.append(f"{request.method} {request.url.path} {fault or ''}")
        if fault in LOST:
            self.hits.append(fault)
        match fault:
            case "unconnected":
                raise httpx.ConnectError("no connection", request=request)
            case "dropped before":
                raise httpx.ReadError("the connection broke", request=request)
            case "429":
                return httpx.Response(429, json={"policyName": "TEN_SECONDLY_ROLLING"}, request=request)
            case "502 before":
                return httpx.Response(502, text="Bad Gateway", request=request)
        request.headers["accept-encoding"] = "identity"
        sent = httpx.Request(
            request.method, request.url, headers=request.headers, content=request.content, extensions=request.extensions
        )
        response = self._inner.handle_request(sent)
        content = response.read()
        status, kind = response.status_code, response.headers.get("content-type", "")
        if fault == "dropped after":
            self.hits.append(fault)
            raise httpx.ReadError("the connection broke", request=request)
        if fault == "502 after":
            self.hits.append(fault)
            return httpx.Response(502, text="Bad Gateway", request=request)
        if fault == "cut" and len(content) > 1:
            self.hits.append(fault)
            content = content[: len(content) // 2]
        elif status < 300 and request.method == "POST" and _EACH.search(request.url.path):
            body = json.loads(content)
            body["results"].reverse()
            if fault == "lacking" and body["results"]:
                self.hits.append(fault)
                del body["results"][::2]
            content = json.dumps(body).encode()
        return httpx.Response(status, headers={"content-type": kind}, content=content, request=request)
