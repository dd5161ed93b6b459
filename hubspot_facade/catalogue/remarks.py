"""Notes on the calls that an operation makes in an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubspot_openapi.runtime import Operation


def remark(call: Operation, edition: str) -> str:
    """In brackets, after a space: which edition stands in, and whether the call is beta; empty for an ordinary call."""
    parts = [f"{call.edition} stands in"] if call.edition != edition else []
    parts += ["beta"] if call.beta else []
    return f" ({', '.join(parts)})" if parts else ""
