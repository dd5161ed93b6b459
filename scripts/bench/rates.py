"""``python -m scripts.bench.rates PROCESSES [REDIS_URL|-] [DELAY] [SECONDS] [THREADS]``: how much of the limit is used.

The processes work against a sandbox of tier pro, 190 requests in 10 s; `DELAY` is the most that each way may take, at
random. The share is that of the whole time, and of the time after the first window, which is the steady one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from hubspot_facade.sandbox import Sandbox

PROBE = Path(__file__).parent / "probes" / "rate.py"
LIMIT, WINDOW = 190, 10.0


def measure(
    processes: int, redis: str = "-", delay: float = 0.0, seconds: float = 60.0, threads: int = 8
) -> dict[str, float]:
    """Shares of the limit in percent, the number of 429s, and the load of the machine."""
    with Sandbox(tier="pro") as sandbox:
        begin = time.time() + 1.0 + 0.4 * processes  # when all have started, on a slow machine too
        arguments = [sandbox.url, sandbox.token, redis, str(delay), str(threads), str(begin + seconds)]
        workers = [
            subprocess.Popen([sys.executable, str(PROBE), *arguments], stdout=subprocess.PIPE, encoding="utf-8")
            for _ in range(processes)
        ]
        cpu = [float(worker.communicate()[0]) for worker in workers]
        answers = list(sandbox.requests)
    first = min(each.at for each in answers) / 1000
    moments = [(each.at / 1000 - first, each.status) for each in answers]
    last = begin + seconds - first
    taken = sorted(moment for moment, status in moments if status == 200)
    steady = sum(WINDOW <= moment < WINDOW * (last // WINDOW) for moment in taken)
    return {
        "share": round(100 * len(taken) / (LIMIT * last / WINDOW), 2),
        "steady": round(100 * steady / (LIMIT * (last // WINDOW - 1)), 2),
        "refused": sum(status == 429 for _, status in moments),
        "other": sum(status not in (200, 429) for _, status in moments),
        "cpu": round(sum(cpu), 1),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    given = sys.argv[1:]
    converted = [kind(text) for kind, text in zip((int, str, float, float, int), given, strict=False)]
    sys.stdout.write(json.dumps({"arguments": given, **measure(*converted)}) + "\n")
