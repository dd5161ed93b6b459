"""Kill a loading process at moments drawn from a seed, start it again until it ends, and see whether all is well."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

COUNT = 600  # rows
LATENCY = 0.01  # of each write, so that most kills find something under way


class Trial:
    """One load in one portal; `kills` counts how often it was killed while it ran."""

    def __init__(self, sandbox: Sandbox, folder: Path, operation: str, seed: int) -> None:
        self.sandbox, self.folder, self.operation = sandbox, folder, operation
        self.chance = random.Random(f"{operation} {seed}")  # noqa: S311 # the same moments each time
        self.kills = 0
        self.journal = folder / f"{operation} {seed}.db"
        self.hs = HubSpot(sandbox.token, base_url=sandbox.url)

    def run(self, most: int = 6) -> list[str]:
        """What is wrong in the end; it is killed `most` times, then left to end."""
        self.sandbox.reset()
        self.sandbox.fail("POST", "*/batch/*", fault=f"latency={LATENCY}", times=-1)
        ids = self._prepare()
        known = self.folder / "known.txt"
        known.write_text("\n".join(ids), encoding="utf-8")
        for number in range(most + 1):
            if self._ends(known, 0.25 * self.chance.random() if number < most else None):
                return self._check(ids)
        return ["it did not end"]

    def _prepare(self) -> list[str]:
        if self.operation in ("upsert", "create", "create by key"):
            return []
        made = self.hs.contacts.batch_create([{"firstname": f"old {number}"} for number in range(COUNT)])
        company = self.hs.companies.create({"name": "one"})
        by_name = {each.result.properties["firstname"]: each.result.id for each in made.outcomes if each.result}
        return [*(by_name[f"old {number}"] for number in range(COUNT)), company.id]

    def _ends(self, known: Path, after: float | None) -> bool:
        command = [sys.executable, "-m", "scripts.soak.loader", self.sandbox.url, self.sandbox.token]
        arguments = [self.operation, str(self.journal), str(COUNT), str(known)]
        with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE) as process:  # our own
            assert process.stdout is not None  # noqa: S101 # for the type checkers
            process.stdout.readline()
            if after is not None:
                time.sleep(after)
                process.kill()
                self.kills += 1
            code = process.wait()
        if code not in (0, -9):
            raise RuntimeError(f"the load ended with exit code {code}")
        return code == 0

    def _check(self, ids: list[str]) -> list[str]:
        lines = Path(f"{self.journal}.outcomes").read_text(encoding="utf-8").splitlines()
        outcomes = [line.split() for line in lines]
        wrong = [] if [int(number) for number, _ in outcomes] == list(range(COUNT)) else ["rows are missing"]
        written = self._written(ids)
        for text, status in outcomes:
            number, times = int(text), written[int(text)]
            if times > 1:
                wrong.append(f"row {number} was written {times} times")
            elif status == "unknown":
                if self.operation != "create":
                    wrong.append(f"row {number} is unknown")
            elif self.operation == "upsert" and number < COUNT // 2:
                if times or status != "done":
                    wrong.append(f"row {number} is {status}, and its key should have the value of a later row")
            elif (status == "done") != bool(times):
                wrong.append(f"row {number} is {status} and was written {times} times")
        return wrong

    def _written(self, ids: list[str]) -> Counter[int]:
        """How often each row was written, as the portal shows it."""
        if self.operation == "associate":
            found: Any = self.hs.associations.list("companies", ids[-1], "contacts")
            joined = Counter(str(each.to_object_id) for each in found)
            return Counter({number: joined[key] for number, key in enumerate(ids[:-1]) if joined[key]})
        records = list(self.hs.contacts.list(properties=["firstname"]))
        if self.operation == "archive":
            left = {each.id for each in records}
            return Counter(number for number, key in enumerate(ids[:-1]) if key not in left)
        names = [str(each.properties.get("firstname") or "") for each in records]
        return Counter(int(name.removeprefix("new ")) for name in names if name.startswith("new "))
