"""Time and randomness, in one object that tests replace."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from hubspot_facade.light_dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def _sleep_async(seconds: float) -> None:
    import anyio  # imported by httpx anyway, and not before the first wait

    await anyio.sleep(seconds)


@dataclass(frozen=True)
class Clock:
    """The client's source of time, sleep and randomness; all in seconds."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] = _sleep_async
    random: Callable[[], float] = random.random
