"""Where probes run: environments with the built wheel and the other clients, and servers that answer them.

`plain` has neither extras nor anything else that httpx would load; `full` has the extras that the README tells people
to install, Redis' client and httpx2; `speed` is `plain` with the extra `speed`.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".bench"
PROBES = Path(__file__).parent / "probes"
PEERS = ("hubspot-api-client==12.0.0", "hubspot-sdk==0.1.0a9")
EXTRAS = {"plain": "", "full": "cli,sandbox,redis,httpx2", "speed": "speed"}


@dataclass
class Laboratory:
    """Runs probes; `rounds` is how often each is run, `quick` for a look in between.

    `failed` are the parts that could not be measured, and why; `load` is the machine's before anything ran.
    """

    wheel: Path
    rounds: int = 15
    quick: bool = False
    certificates: Path | None = None
    failed: dict[str, str] = field(default_factory=dict)
    load: float = field(default_factory=lambda: os.getloadavg()[0])
    _pythons: dict[str, Path] = field(default_factory=dict)

    @cached_property
    def offers_speed(self) -> bool:
        """Whether the wheel has the extra `speed`."""
        with zipfile.ZipFile(self.wheel) as archive:
            [metadata] = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            return b"Provides-Extra: speed" in archive.read(metadata)

    def python(self, environment: str) -> Path:
        """The interpreter of an environment, which is created or renewed when it is not that of the wheel."""
        if environment not in self._pythons:
            self._pythons[environment] = self._installed(environment)
        return self._pythons[environment]

    def _installed(self, environment: str) -> Path:
        home = HOME / environment
        python, mark = home / "bin" / "python", home / "wheel.txt"
        extras = EXTRAS[environment]
        wanted = f"{hashlib.sha256(self.wheel.read_bytes()).hexdigest()} {' '.join(PEERS)} {extras} {sys.version}"
        if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
            if not python.exists():
                subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
            pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            constraints: list[str | Path] = ["--constraint", ROOT / "constraints.txt"]
            wheel = f"{self.wheel.resolve()}[{extras}]" if extras else str(self.wheel.resolve())
            subprocess.run([*pip, *constraints, "pip"], check=True)
            subprocess.run([*pip, *constraints, *PEERS, wheel], check=True)
            subprocess.run([*pip, "--force-reinstall", "--no-deps", str(self.wheel.resolve())], check=True)
            mark.write_text(wanted, encoding="utf-8")
        return python

    def command(self, environment: str, probe: str, *arguments: object) -> list[str]:
        """-I: a probe sees neither this folder nor the user's packages, so that it measures the installed wheel."""
        return [str(self.python(environment)), "-I", str(PROBES / probe), *map(str, arguments)]

    def spent(self, environment: str, probe: str, *arguments: object) -> float:
        """CPU seconds, user and system, of a whole process from its start to its exit."""
        process = subprocess.Popen(
            self.command(environment, probe, *arguments), stdout=subprocess.DEVNULL, env=self._environ()
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{probe} {' '.join(map(str, arguments))} ended with {process.returncode}")
        return usage.ru_utime + usage.ru_stime

    def printed(self, environment: str, probe: str, *arguments: object) -> Any:
        """What a probe prints, as JSON."""
        done = subprocess.run(
            self.command(environment, probe, *arguments),
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=self._environ(),
        )
        return json.loads(done.stdout)

    def interleaved(self, jobs: Iterable[tuple[str, Any]], rounds: int | None = None) -> dict[str, list[Any]]:
        """What each job (a name and what to call) returns in each round, one after the other, after one to warm up."""
        jobs = list(jobs)
        found: dict[str, list[Any]] = {name: [] for name, _ in jobs}
        for number in range((rounds or self.rounds) + 1):
            for name, act in jobs:
                result = act()
                if number:
                    found[name].append(result)
        return found

    def _environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUBSPOT_", "PYTHON"))}
        # All of the clients read their certificates from it.
        return kept | ({"SSL_CERT_FILE": str(self.certificates)} if self.certificates else {})
