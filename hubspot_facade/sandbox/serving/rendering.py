"""Answers and refusals as HTTP responses: compact JSON, HubSpot's headers."""

import json
from http import HTTPStatus
from string import ascii_letters, digits, punctuation
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.protocol.messages import Answer

JSON = "application/json;charset=utf-8"
PRINTABLE = f"{ascii_letters}{digits}{punctuation} "
HTML = "text/html;charset=utf-8"


def encode(body: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")


def _line(value: str) -> str:
    """A header's value as one line of ASCII: what clients sent may have come back in it."""
    return value if value.isascii() and value.isprintable() else quote(value, safe=PRINTABLE)


def common_headers(correlation: str) -> dict[str, str]:
    """The headers that every answer has."""
    return {
        "x-hubspot-correlation-id": correlation,
        "x-request-id": correlation,
        "x-trace": f"2B{correlation.replace('-', '').upper()}",
        "x-content-type-options": "nosniff",
        "vary": "origin",
    }


def answered(answer: Answer, headers: dict[str, str]) -> Response:
    """A success; bytes go out as they are, anything else as JSON."""
    merged = headers | {name: _line(value) for name, value in answer.headers.items()}
    if answer.body is None:
        return Response(status_code=answer.status, headers=merged)
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers=merged)
    return Response(encode(answer.body), answer.status, headers=merged, media_type=JSON)


def refused(refusal: Refusal, correlation: str, headers: dict[str, str]) -> Response:
    """A refusal: its HTML page, or the error envelope."""
    merged = headers | refusal.headers
    if refusal.page is not None:
        return Response(refusal.page, refusal.status, headers=merged, media_type=HTML if refusal.page else None)
    if refusal.status == HTTPStatus.NOT_MODIFIED:
        return Response(status_code=refusal.status, headers=merged)  # has no body, whatever is asked for
    return Response(encode(refusal.body(correlation)), refusal.status, headers=merged, media_type=JSON)
