"""``python -m scripts.bench WHEEL [--quick] [--rounds N] [--only PART,… [--keep]]``: measure, print, keep."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.bench import paces, reads, sandboxes, starts, writes
from scripts.bench.laboratory import PEERS, Laboratory
from scripts.bench.report import RESULTS, results_table
from scripts.bench.rows import Row, all_rows
from scripts.bench.server import authority

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.bench.measured import Measured


def main(arguments: list[str]) -> int:
    """Exit code 0 if every budget is met that does not depend on the machine, and everything could be measured."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--quick", action="store_true", help="a part of the rows, with few rounds; keeps nothing")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", default="", help="names of parts, separated by commas; keeps nothing")
    parser.add_argument("--keep", action="store_true", help="with --only: keep what was measured beside the rest")
    options = parser.parse_args(arguments)
    laboratory = Laboratory(options.wheel, options.rounds or (5 if options.quick else 21), options.quick)
    with tempfile.TemporaryDirectory() as folder:
        context, laboratory.certificates = authority(Path(folder))
        parts: dict[str, Callable[[], dict[str, Measured]]] = {
            "start": partial(starts.starts, laboratory, context),
            "decode": partial(reads.decoding, laboratory),
            "page": partial(reads.pages, laboratory, context),
            "batch": partial(writes.batches, laboratory, context),
            "bulk": partial(writes.loads, laboratory),
            "grow": partial(writes.growth, laboratory),
            "pace": partial(paces.simulated, laboratory),
            "live": partial(paces.live, laboratory),
            "sandbox": partial(sandboxes.requests, laboratory),
            "ready": partial(sandboxes.ready, laboratory),
            "size": partial(starts.size, laboratory),
        }
        if options.quick:
            del parts["live"], parts["sandbox"], parts["grow"]
        if only := {name for name in options.only.split(",") if name}:
            parts = {name: part for name, part in parts.items() if name in only}
        measured = measure(parts, laboratory.failed)
    rows = all_rows()
    results = {
        "run": _run(laboratory),
        "measured": {k: _rounded(v) for k, v in measured.items()},
        "failed": laboratory.failed,
    }
    print(results_table(results, [row for row in rows if row.id in measured]))
    if not options.quick and (options.keep or not only):
        keep(results, RESULTS, only)
    return verdict(rows, measured, laboratory.failed)


def measure(parts: dict[str, Callable[[], dict[str, Measured]]], failed: dict[str, str]) -> dict[str, Measured]:
    """What each part measured; one that fails is noted, and the others go on."""
    measured: dict[str, Measured] = {}
    for name, part in parts.items():
        started = time.perf_counter()
        try:
            measured |= part()
        except Exception as error:  # whatever it is: the figures of the others must not be lost with it
            failed[name] = f"{type(error).__name__}: {error}"
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return measured


def keep(results: dict[str, Any], file: Path, only: set[str]) -> None:
    """Write the results; with `only` some parts in place of the same rows. Rows that stay say of which run."""
    if only and file.exists():
        before = json.loads(file.read_text(encoding="utf-8"))
        failed = {name: why for name, why in before["failed"].items() if name.split(".")[0] not in only}
        stay = {name: {"run": before["run"], **row} for name, row in before["measured"].items()}
        measured = stay | results["measured"]
        results = {"run": results["run"], "measured": measured, "failed": failed | results["failed"]}
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def verdict(rows: list[Row], measured: dict[str, Measured], failed: dict[str, str]) -> int:
    """Says what misses its budget or could not be measured; 1 if something did that a run must fail for."""
    missed = [row for row in rows if row.id in measured and not row.met(measured[row.id])]
    for row in missed:
        but = "" if row.asserted else " (depends on the machine)"
        print(f"missed{but}: {row.what}: {row.shown(measured[row.id].value)}, {row.budget}", file=sys.stderr)
    for name, why in failed.items():
        print(f"not measured: {name}: {why}", file=sys.stderr)
    return 1 if failed or any(row.asserted for row in missed) else 0


def _rounded(measured: Measured) -> dict[str, Any]:
    return {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in asdict(measured).items()}


def _run(laboratory: Laboratory) -> dict[str, Any]:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(laboratory.load, 1),
        "rounds": laboratory.rounds,
        "versions": [each.replace("==", " ") for each in PEERS],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
