"""A client of either colour behind one face, so that a test is written once."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

from hubspot_facade import AsyncHubSpot, HubSpot


class Either:
    """What a client gives, at once: awaitables are awaited, listings read to their end."""

    def __init__(self, target: Any, runner: asyncio.Runner | None) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if callable(value):
            return lambda *args, **kwargs: self._settled(value(*args, **kwargs))
        if type(value).__module__.startswith("hubspot_facade.") and hasattr(value, "_client"):
            return Either(value, self._runner)
        return value

    def _settled(self, result: Any) -> Any:
        if hasattr(result, "pages"):
            return Either(result, self._runner).all()
        if hasattr(result, "_client"):
            return Either(result, self._runner)
        if self._runner is not None and inspect.isawaitable(result):

            async def awaited() -> Any:
                return await result

            return self._runner.run(awaited())
        return result


def either(colour: str, **options: Any) -> tuple[Either, Any]:
    """A client of the colour behind `Either`, and what closes it."""
    if colour == "sync":
        client = HubSpot(**options)
        return Either(client, None), client.close
    runner = asyncio.Runner()
    ours = AsyncHubSpot(**options)

    def close() -> None:
        runner.run(ours.close())
        runner.close()

    return Either(ours, runner), close
