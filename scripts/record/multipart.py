"""Multipart bodies: sent with a fixed boundary, and processed part by part."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx

BOUNDARY = "hubspot-facade-boundary"
_BOUNDARY = re.compile(r'boundary="?([^";]+)')
_NAME = re.compile(rb'[ ;]name="([^"]*)"')


def each_part(content: bytes, content_type: str, change: Callable[[str, bytes], bytes]) -> bytes:
    """The body with the content of each part replaced by the result of `change` for its field name and content."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        return content
    mark = b"--" + found[1].encode()
    parts = content.split(mark)
    for at in range(1, len(parts) - 1):
        head, blank, body = parts[at].partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if blank and name is not None:
            ending = b"\r\n" if body.endswith(b"\r\n") else b""
            parts[at] = head + blank + change(name[1].decode(), body.removesuffix(b"\r\n")) + ending
    return mark.join(parts)


class _Fixed:
    """Sends multipart bodies with the same boundary each time, where httpx would choose a random one."""

    def build_request(self, method: str, url: Any, **options: Any) -> httpx.Request:
        """Build the request as httpx does."""
        if options.get("files"):
            options["headers"] = {**options["headers"], "content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        request: httpx.Request = super().build_request(method, url, **options)  # type: ignore[misc] # httpx's client
        return request


class FixedClient(_Fixed, httpx.Client):
    """For `HubSpot(http_client=…)`."""


class FixedAsyncClient(_Fixed, httpx.AsyncClient):
    """For `AsyncHubSpot(http_client=…)`."""
