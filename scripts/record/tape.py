"""What was sent and answered in vcrpy's form, scrubbed; and vcrpy, matching requests by what HubSpot looks at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import vcr
from vcr.cassette import Cassette as Tape
from vcr.request import Request

from scripts.record.outcome import Outcome
from scripts.record.scrub import KEPT_ANSWER_HEADERS, KEPT_REQUEST_HEADERS, Scrubber, correlation_id

OTHERS = ("httplib", "requests", "boto3", "urllib3", "httplib2", "tornado", "aiohttp", "httpx2")
"""Libraries that are not used here; looking for them takes most of the time of opening a tape."""
Interaction = dict[str, Any]
MATCHED = ("method", "origin", "path", "parameters", "content")


def origin(one: Request, other: Request) -> bool:
    """Scheme, host and port."""
    return _origin(one) == _origin(other)


def parameters(one: Request, other: Request) -> bool:
    """The query in any order, including empty values."""
    return _parameters(one) == _parameters(other)


def content(one: Request, other: Request) -> bool:
    """The body: JSON with keys in any order, forms with fields in any order, anything else byte by byte."""
    same: bool = _content(one) == _content(other)
    return same


def _origin(request: Request) -> tuple[str, str]:
    parts = urlsplit(str(request.uri))
    return parts.scheme, parts.netloc


def _parameters(request: Request) -> list[tuple[str, str]]:
    return sorted(parse_qsl(urlsplit(str(request.uri)).query, keep_blank_values=True))


def _content(request: Request) -> Any:
    body: bytes = request.body or b""
    kind = str(request.headers.get("content-type") or "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return sorted(parse_qsl(body.decode(), keep_blank_values=True))
    if "json" in kind and body:
        # as text, since in Python True equals 1
        return json.dumps(json.loads(body), sort_keys=True)
    return body


class _Memory:
    """What vcrpy uses instead of files; nothing is saved."""

    def __init__(self, interactions: Iterable[Interaction]) -> None:
        self._interactions = interactions

    def load_cassette(self, path: str, serializer: Any) -> tuple[list[Request], list[dict[str, Any]]]:
        """The requests and the answers."""
        answers = [one["response"] for one in self._interactions]
        return (
            [Request(**one["request"]) for one in self._interactions],
            [{**one, "body": {"string": octets(one["body"]["string"])}} for one in answers],
        )

    def save_cassette(self, path: str, data: dict[str, Any], serializer: Any) -> None:
        """Do nothing."""


def octets(body: str | bytes) -> bytes:
    """A body as bytes; in a file it is text if possible."""
    return body.encode() if isinstance(body, str) else body


class Recorder:
    """Makes interactions of what was sent and answered, and opens tapes that replay them."""

    def __init__(self, scrubber: Scrubber) -> None:
        self.scrubber = scrubber

    def taken(self, answers: Sequence[httpx.Response], outcome: Outcome) -> tuple[list[Interaction], Outcome]:
        """The interactions of these answers, and their outcome as a replay will have it."""
        correlations: dict[str, str] = {}
        interactions = [self._interaction(answer, correlations) for answer in answers]
        text = json.dumps([outcome.result, outcome.error])
        for given, shown in correlations.items():
            text = text.replace(given, shown)
        last = answers[-1].status_code if answers else 0
        result, error = self.scrubber.data(json.loads(text), correlation_id(last))
        if isinstance(result, dict) and result.keys() == {"status_code", "headers", "body"}:  # of a raw request
            result["headers"] = self.scrubber.headers(result["headers"], KEPT_ANSWER_HEADERS)
        return interactions, Outcome(result, error)

    def replay(self, interactions: Iterable[Interaction], name: str = "replay") -> AbstractContextManager[Tape]:
        """A tape that answers instead of HubSpot; requests that it lacks are refused, naming the cassette."""
        library = vcr.VCR(record_mode="none", before_record_request=self._request, skip_patchers=OTHERS)
        for matcher in (origin, parameters, content):
            library.register_matcher(matcher.__name__, matcher)
        library.match_on = MATCHED
        library.register_persister(_Memory(interactions))
        return library.use_cassette(name)  # type: ignore[no-any-return] # vcrpy is not typed

    def player(self) -> Player:
        """Answers as such a tape does, but without vcrpy."""
        return Player(self._request)

    def _request(self, request: Request) -> Request:
        kind = str(request.headers.get("content-type") or "")
        request.uri = self.scrubber.url(request.uri)
        request.body = self.scrubber.body(request.body or b"", kind)
        request.headers = self.scrubber.headers(dict(request.headers.items()), KEPT_REQUEST_HEADERS)
        return request

    def _interaction(self, answer: httpx.Response, correlations: dict[str, str]) -> Interaction:
        """One interaction; its correlation id and what is shown for it are noted in `correlations`."""
        asked = answer.request
        request = self._request(Request(asked.method, str(asked.url), asked.content, asked.headers))
        correlation = correlation_id(answer.status_code)
        headers: dict[str, list[str]] = {}
        for name, value in answer.headers.multi_items():
            headers.setdefault(name, []).append(value)
        body = self.scrubber.body(answer.content, headers.get("content-type", [""])[0], correlation)
        kept = self.scrubber.headers(headers, KEPT_ANSWER_HEADERS)
        if given := headers.get("x-hubspot-correlation-id"):
            kept["x-hubspot-correlation-id"] = [correlation]
            for one in given:
                correlations[one] = correlation
                body = body.replace(one.encode(), correlation.encode())
        return {
            "request": {
                "method": request.method,
                "uri": request.uri,
                "headers": {name: [value] for name, value in request.headers.items()},
                "body": _shown(request.body or b""),
            },
            "response": {
                "status": {"code": answer.status_code, "message": answer.reason_phrase},
                "headers": kept,
                "body": {"string": _shown(body)},
            },
        }


class Player(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """For either client of httpx: answers from interactions, each of them once, as a tape does.

    A request is scrubbed and looked up once, where vcrpy does so for each question that it asks of its cassette.
    """

    def __init__(self, scrubbed: Callable[[Request], Request]) -> None:
        self._scrubbed = scrubbed
        self._left: list[tuple[Request, dict[str, Any]]] = []

    def load(self, interactions: Iterable[Interaction]) -> None:
        """Answer from these from now on."""
        self._left = [(self._scrubbed(Request(**one["request"])), one["response"]) for one in interactions]

    @property
    def left(self) -> int:
        """The number of answers that nothing has asked for."""
        return len(self._left)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first answer left to such a request. LookupError where there is none."""
        asked = self._scrubbed(Request(request.method, str(request.url), request.read(), dict(request.headers)))
        for number, (known, answer) in enumerate(self._left):
            if asked.method == known.method and all(same(asked, known) for same in (_place, parameters, content)):
                del self._left[number]
                headers = [(name, each) for name, values in answer["headers"].items() for each in values]
                status = answer["status"]["code"]
                body = httpx.ByteStream(octets(answer["body"]["string"]))  # which adds no header
                return httpx.Response(status, headers=headers, stream=body)
        raise LookupError(f"nothing is recorded of {asked.method} {asked.uri} {asked.body!r}")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The same, for the asynchronous client."""
        await request.aread()
        return self.handle_request(request)


def _place(one: Request, other: Request) -> bool:
    return origin(one, other) and bool(one.path == other.path)


def _shown(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body
