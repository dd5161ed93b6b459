"""``python -m scripts.bench PYTHON [ROUNDS]``: run the probes with that interpreter and print the table."""

from __future__ import annotations

import json
import math
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table

from scripts.bench.bytes import page
from scripts.bench.server import serving

PROBES = Path(__file__).parent / "probes"
STARTS = ("httpx", "facade-ready", "official-ready", "httpx-call", "facade-call", "official-call")


class Row(NamedTuple):
    """One comparison: the ratio, and its bound (`at_most`, or `at_least` if it should be faster)."""

    what: str
    ratio: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def target(self) -> str:
        """The bound, as text."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} ×"
        return "" if self.at_least is None else f"≥ {self.at_least:g} × faster"

    @property
    def measured(self) -> str:
        """The ratio, as text."""
        return f"{self.ratio:.2f} ×" if self.at_least is None else f"{self.ratio:.1f} × faster"

    @property
    def met(self) -> bool:
        """Whether the ratio is within its bound; True without one."""
        return (self.at_most is None or self.ratio <= self.at_most) and (
            self.at_least is None or self.ratio >= self.at_least
        )


def main(arguments: list[str]) -> int:
    """Exit code 0 if every ratio is within its bound, 1 if one is not."""
    python, rounds = arguments[0], int(arguments[1]) if len(arguments) > 1 else 25
    starts = _starts(python, rounds)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.json"
        file.write_bytes(page(100))
        decode = json.loads(_probe(python, "decode.py", str(file), str(rounds)))
    with serving(page(10)) as url:
        call = json.loads(_probe(python, "call.py", url, str(rounds)))
    loads = {
        (who, count): json.loads(_probe(python, "load.py", who, str(count)))
        for who, count in (("httpx", 100_000), ("facade", 100_000), ("facade", 1_000_000))
    }
    bare, some, many = loads.values()
    rows = [
        Row("first contacts call ready ÷ bare import httpx", starts["facade-ready"] / starts["httpx"]),
        Row(
            "first contacts call ready, hubspot-api-client ÷ ours",
            starts["official-ready"] / starts["facade-ready"],
        ),
        Row("first contacts call answered ÷ the same with bare httpx", starts["facade-call"] / starts["httpx-call"]),
        Row(
            "first contacts call answered, hubspot-api-client ÷ ours",
            starts["official-call"] / starts["facade-call"],
        ),
        Row("decoding 100 contacts × 20 properties ÷ json.loads", decode["facade"] / decode["json.loads"], at_most=2),
        Row("decoding the same, hubspot-api-client ÷ ours", decode["official"] / decode["facade"], at_least=15),
        Row("CPU of one call ÷ the same bytes with bare httpx", call["facade"] / call["httpx"], at_most=1.5),
        Row("CPU of one call, hubspot-api-client ÷ ours", call["official"] / call["facade"]),
        Row("CPU of a row, bulk_upsert ÷ the same batches with bare httpx", some["cpu"] / bare["cpu"]),
        Row("peak memory of bulk_upsert of 1,000,000 rows ÷ 150 MB", many["peak"] / 150, at_most=1),
        Row("the same ÷ peak memory at 100,000 rows", many["peak"] / some["peak"], at_most=1.1),
        Row("growth exponent of its CPU from 100,000 rows", math.log10(many["cpu"] / some["cpu"]), at_most=1.05),
    ]
    for (who, count), each in loads.items():
        rate = f"{count / each['seconds']:,.0f} rows/s, CPU {each['cpu'] / count * 1e6:.1f} µs a row"
        sys.stdout.write(f"load of {count:,} rows, {who}: {rate}, peak {each['peak']:.0f} MB\n")
    _print(
        rows, {**starts, **{f"decode {k}": v for k, v in decode.items()}, **{f"CPU {k}": v for k, v in call.items()}}
    )
    return 0 if all(row.met for row in rows) else 1


def _starts(python: str, rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {who: [] for who in STARTS}
    with serving(page(10)) as url:
        for round_ in range(rounds + 1):
            for who in STARTS:
                seconds = float(_probe(python, "first_call.py", who, url))
                if round_:  # the first one warms the .pyc files and the disk cache
                    times[who].append(seconds)
    return {who: statistics.median(each) for who, each in times.items()}


def _probe(python: str, script: str, *arguments: str) -> str:
    # -I: the probe sees neither this folder nor the environment, so that it measures the installed wheel.
    done = subprocess.run(
        [python, "-I", str(PROBES / script), *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def _print(rows: list[Row], times: dict[str, float]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table("comparison", "target", "measured", "", box=box.MARKDOWN)
    for row in rows:
        table.add_row(
            row.what, row.target or "none set", row.measured, "" if not row.target else "ok" if row.met else "missed"
        )
    console.print(table)
    console.print(", ".join(f"{name} {seconds * 1000:.2f} ms" for name, seconds in times.items()), highlight=False)
    console.print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}", highlight=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
