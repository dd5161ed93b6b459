"""vcrpy, configured for HubSpot: scrubs what is recorded, and matches requests by what HubSpot looks at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import vcr
from vcr.cassette import Cassette as Tape
from vcr.persisters.filesystem import CassetteNotFoundError
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
    """What vcrpy uses instead of files; recordings are not saved, as a cassette is made of several."""

    def __init__(self, interactions: Iterable[Interaction] | None = None) -> None:
        self._interactions = interactions

    def load_cassette(self, path: str, serializer: Any) -> tuple[list[Request], list[dict[str, Any]]]:
        """The requests and the answers."""
        if self._interactions is None:
            raise CassetteNotFoundError
        answers = [one["response"] for one in self._interactions]
        return (
            [Request(**one["request"]) for one in self._interactions],
            [{**one, "body": {"string": octets(one["body"]["string"])}} for one in answers],
        )

    def save_cassette(self, path: str, data: dict[str, Any], serializer: Any) -> None:
        """Do nothing: see `Recorder.taken`."""


def octets(body: str | bytes) -> bytes:
    """A body as bytes; in a file it is text if possible."""
    return body.encode() if isinstance(body, str) else body


class Recorder:
    """Opens tapes whose requests and answers are scrubbed.

    `correlations` are the original correlation ids and their replacements.
    """

    def __init__(self, scrubber: Scrubber) -> None:
        self.scrubber = scrubber
        self.correlations: dict[str, str] = {}

    def record(self) -> AbstractContextManager[Tape]:
        """A tape that records what is sent while it is open; it stays in memory."""
        library = self._library("all", _Memory())
        return library.use_cassette("recording")  # type: ignore[no-any-return] # vcrpy is not typed

    def replay(self, interactions: Iterable[Interaction], name: str = "replay") -> AbstractContextManager[Tape]:
        """A tape that answers instead of HubSpot; requests that it lacks are refused, naming the cassette."""
        library = self._library("none", _Memory(interactions))
        return library.use_cassette(name)  # type: ignore[no-any-return] # vcrpy is not typed

    def taken(self, tape: Tape, outcome: Outcome) -> tuple[list[Interaction], Outcome]:
        """What a tape recorded, and its outcome as a replay will have it."""
        last = tape.responses[-1]["status"]["code"] if tape.responses else 0
        text = json.dumps([outcome.result, outcome.error])
        for given, shown in self.correlations.items():
            text = text.replace(given, shown)
        result, error = self.scrubber.data(json.loads(text), correlation_id(last))
        if isinstance(result, dict) and result.keys() == {"status_code", "headers", "body"}:  # of a raw request
            result["headers"] = self.scrubber.headers(result["headers"], KEPT_ANSWER_HEADERS)
        return [_interaction(request, answer) for request, answer in tape.data], Outcome(result, error)

    def _library(self, mode: str, persister: _Memory) -> vcr.VCR:
        library = vcr.VCR(
            record_mode=mode,
            before_record_request=self._request,
            before_record_response=self._answer if mode == "all" else None,
            decode_compressed_response=True,
            skip_patchers=OTHERS,
        )
        for matcher in (origin, parameters, content):
            library.register_matcher(matcher.__name__, matcher)
        library.match_on = MATCHED
        library.register_persister(persister)
        return library

    def _request(self, request: Request) -> Request:
        kind = str(request.headers.get("content-type") or "")
        request.uri = self.scrubber.url(request.uri)
        request.body = self.scrubber.body(request.body or b"", kind)
        request.headers = self.scrubber.headers(dict(request.headers.items()), KEPT_REQUEST_HEADERS)
        return request

    def _answer(self, answer: dict[str, Any]) -> dict[str, Any]:
        correlation = correlation_id(answer["status"]["code"])
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        given = headers.get("x-hubspot-correlation-id", [])
        kind = headers.get("content-type", [""])[0]
        body = self.scrubber.body(answer["body"]["string"] or b"", kind, correlation)
        for one in given:
            self.correlations[one] = correlation
            body = body.replace(one.encode(), correlation.encode())
        kept = self.scrubber.headers(headers, KEPT_ANSWER_HEADERS)
        if given:
            kept["x-hubspot-correlation-id"] = [correlation]
        return {"status": answer["status"], "headers": kept, "body": {"string": body}}


def _interaction(request: Request, answer: dict[str, Any]) -> Interaction:
    body = answer["body"]["string"]
    return {
        "request": {
            "method": request.method,
            "uri": request.uri,
            "headers": {name: [value] for name, value in request.headers.items()},
            "body": _shown(request.body or b""),
        },
        "response": {"status": answer["status"], "headers": answer["headers"], "body": {"string": _shown(body)}},
    }


def _shown(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body
