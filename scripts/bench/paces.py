"""How much of HubSpot's limit is used: in virtual time, and by processes on a sandbox."""

from __future__ import annotations

import json
import random
import shutil
import socket
import statistics
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.bench.measured import Measured
from scripts.bench.simulated import Process, World

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from scripts.bench.laboratory import Laboratory

RATES = Path(__file__).with_name("rates.py")
SECONDS = 40.0
LONGER = 60.0  # for processes that have to find their shares


def simulated(laboratory: Laboratory) -> dict[str, Measured]:
    """A process alone for a minute, in virtual time, with several seeds."""
    refused = 0
    found: dict[str, Measured] = {}
    for name, delays in (("constant", lambda _: lambda: 0.05), ("random", _upto)):
        shares: list[float] = []
        for seed in range(2 if laboratory.quick else 5):
            world = World(delays(seed), delays(seed + 100), seed=seed)
            world.run([Process()], until=70)
            shares.append(100 * world.hubspot.share(0, 60))
            refused += len(world.hubspot.refused)
        found[f"pace.{name}"] = Measured(statistics.median(shares), min(shares), max(shares), f"{len(shares)} seeds")
    return found | {"pace.refused": Measured(refused)}


def _upto(seed: int) -> Callable[[], float]:
    chance = random.Random(seed)  # noqa: S311 # not for secrets
    return lambda: chance.uniform(0, 0.3)


def live(laboratory: Laboratory) -> dict[str, Measured]:
    """Processes on a sandbox that enforces the limits; the share is that after the first window."""
    one, delayed, four = _rate(laboratory, 1), _rate(laboratory, 1, delay=0.3, threads=32), _rate(laboratory, 4)
    found = {
        "live.one": _share(one),
        "live.one.random": _share(delayed),
        "live.one.refused": Measured(one["refused"] + delayed["refused"]),
        "live.four": _share(four),
        "live.four.refused": Measured(four["refused"]),
    }
    if shutil.which("redis-server") is None:
        laboratory.failed["live.redis"] = "there is no redis-server"
        return found
    with _redis() as url:
        shared = _rate(laboratory, 4, redis=url)
    return found | {"live.redis": _share(shared), "live.redis.refused": Measured(shared["refused"])}


def _rate(laboratory: Laboratory, processes: int, redis: str = "-", delay: float = 0.0, threads: int = 8) -> Any:
    seconds = SECONDS if processes == 1 else LONGER
    arguments = [str(each) for each in (processes, redis, delay, seconds, threads)]
    command = [str(laboratory.python("full")), "-I", str(RATES), *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout)


def _share(rate: Any) -> Measured:
    return Measured(rate["steady"], detail=f"{rate['cpu']:.1f} s of CPU")


@contextmanager
def _redis() -> Generator[str]:
    """The URL of a server of our own that keeps nothing."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(500):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()
