"""Answers and refusals as HTTP responses: compact JSON, HubSpot's headers."""

import json
from typing import Any

from starlette.responses import Response

from .errors import Refusal
from .request import Answer

JSON = "application/json;charset=utf-8"
HTML = "text/html;charset=utf-8"


def encode(body: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")


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
    merged = headers | answer.headers
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
    return Response(encode(refusal.body(correlation)), refusal.status, headers=merged, media_type=JSON)
