"""The sandbox: until it answers, and what a request takes of its CPU."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from scripts.bench.measured import Measured, middle, ms, ratio

if TYPE_CHECKING:
    from scripts.bench.laboratory import Laboratory


def ready(laboratory: Laboratory) -> dict[str, Measured]:
    """Seconds from the start of the command to its first answer."""
    python = laboratory.python("full")
    jobs = [("command", lambda: _answering(laboratory)), ("import", lambda: _ran(f"{python}", "-Ic", _IMPORT))]
    spent = laboratory.interleaved(jobs, 3 if laboratory.quick else 7)
    command, imports = spent["command"], spent["import"]
    return {
        "sandbox.ready": middle(command),
        "sandbox.ready.import": ratio(command, imports, f"{ms(command)} ÷ {ms(imports)}"),
    }


_IMPORT = "import starlette.applications, starlette.routing, uvicorn"


def _ran(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def _answering(laboratory: Laboratory) -> float:
    """A command that is stopped when it has answered."""
    port = _free_port()
    command = [str(laboratory.python("full").parent / "hubspot-facade"), "sandbox", "--quiet", "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            except (URLError, ConnectionError) as error:
                if hasattr(error, "code"):  # an answer, though one with an error's status
                    return time.perf_counter() - started
                time.sleep(0.002)
            else:
                return time.perf_counter() - started
        raise RuntimeError(f"the sandbox ended with {process.returncode}")
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def requests(laboratory: Laboratory) -> dict[str, Measured]:
    """Milliseconds of a request over loopback."""
    found = laboratory.printed("full", "sandbox.py", 100_000)
    kinds = {name: ", ".join(f"{kind} {ms:.1f}" for kind, ms in found[name].items()) for name in ("first", "further")}
    return {
        **{
            f"sandbox.{name}": Measured(found[name][0], detail=f"{found[name][1]:.2f} ms of them the sandbox's CPU")
            for name in ("get", "create", "batch")
        },
        **{f"sandbox.{name}": Measured(max(found[name].values()), detail=kinds[name]) for name in kinds},
    }
