"""Whether an httpx client ever sends anything outside the process."""

from __future__ import annotations

import httpx

# What answers in the process itself: a test's replacement, or an application.
_INSIDE = (httpx.MockTransport, httpx.ASGITransport, httpx.WSGITransport)


def stays_inside(client: httpx.Client | httpx.AsyncClient) -> bool:
    """Whether the client uses no network, so that nobody in between can read what it sends."""
    transport, mounts = client._transport, client._mounts  # pyright: ignore[reportPrivateUsage] # httpx has no public names
    return all(isinstance(each, _INSIDE) for each in (transport, *mounts.values()) if each is not None)
