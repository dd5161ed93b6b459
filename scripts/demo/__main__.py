"""``python -m scripts.demo``: load a messy file, then run the examples on another sandbox; exit code 1 if one fails.

With ``--keep`` the second sandbox runs on until Ctrl+C, so that one can look around in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from scripts.demo.loading import load
from scripts.demo.mirror import show_mirror
from scripts.demo.people import write_companies, write_contacts

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".demo"
COMPANIES, CONTACTS, MESSY = 400, 3_000, 5_000

EXAMPLES: dict[str, tuple[str, ...]] = {
    "sync_csv.py": ("contacts.csv", "companies.csv"),
    "sync_csv.py, again": ("contacts.csv", "companies.csv"),
    "find.py": (),
    "export_csv.py": ("export.csv",),
    "named_operations.py": (),
}


class Done(NamedTuple):
    """What one example did: its last line, requests and seconds."""

    example: str
    summary: str
    requests: int
    seconds: float


def main(keep: Callable[[Sandbox], None] | None = None) -> int:
    """Load the messy file; write the other CSV files, start a sandbox, run every example, print the table.

    `keep` returns when the sandbox is to be stopped.
    """
    FOLDER.mkdir(exist_ok=True)
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        if not load(sandbox, FOLDER, lambda: _stats(hs)["records"].get("contacts", 0), MESSY):
            print("error: the load did not end as it should", file=sys.stderr)
            return 1
    write_companies(FOLDER / "companies.csv", COMPANIES)
    write_contacts(FOLDER / "contacts.csv", CONTACTS, COMPANIES)
    done: list[Done] = []
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        print(f"A local HubSpot answers at {sandbox.url}\n", flush=True)
        for title, arguments in EXAMPLES.items():
            script = title.partition(",")[0]
            print(f"$ python examples/{' '.join((script, *arguments))}", flush=True)
            if script == "named_operations.py":
                sandbox.load_samples()
            before, started = _stats(hs), time.perf_counter()
            summary = _run(script, arguments, sandbox)
            if summary is None:
                return 1
            took = time.perf_counter() - started
            done.append(Done(title, summary, _stats(hs)["requests"] - before["requests"], took))
        print("$ hubspot-facade mirror --to portal.db --include contacts --include companies --no-lists", flush=True)
        (FOLDER / "portal.db").unlink(missing_ok=True)
        before, started = _stats(hs), time.perf_counter()
        summary = show_mirror(hs, FOLDER / "portal.db")
        requests = _stats(hs)["requests"] - before["requests"]
        done.append(Done("mirror, twice", summary, requests, time.perf_counter() - started))
        _print_table(done, _stats(hs))
        if keep is not None:
            print(f"Open {sandbox.url} in a browser to look around, or use it from another terminal:\n")
            print(f"export HUBSPOT_BASE_URL={sandbox.url}\nexport HUBSPOT_ACCESS_TOKEN={sandbox.token}")
            print(f"export HUBSPOT_CLIENT_SECRET={sandbox.client_secret}\n\nCtrl+C stops it.", flush=True)
            keep(sandbox)
    print(f"The CSV files are in {FOLDER.name}/, the scripts in examples/. The sandbox is stopped.")
    return 0


def _until_interrupted(_: Sandbox) -> None:
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def _stats(hs: HubSpot) -> dict[str, Any]:
    body: dict[str, Any] = hs.raw("GET", "/_sandbox/stats").raise_for_status().body
    return body


def _run(script: str, arguments: tuple[str, ...], sandbox: Sandbox) -> str | None:
    """The example's last line, None if it failed. Its progress bars go straight to the terminal."""
    ours = {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / "examples" / script), *arguments]
    last = ""
    with subprocess.Popen(
        command, cwd=FOLDER, env={**os.environ, **ours}, stdout=subprocess.PIPE, encoding="utf-8"
    ) as example:
        for line in example.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    if example.returncode != 0:
        print(f"error: {script} ended with exit code {example.returncode}", file=sys.stderr)
        return None
    print()
    return last


def _print_table(done: list[Done], stats: dict[str, Any]) -> None:
    table = Table("example", "what was done", box=box.SIMPLE_HEAD, show_footer=True)
    table.add_column("requests", f"{sum(each.requests for each in done):,}", justify="right")
    table.add_column("seconds", f"{sum(each.seconds for each in done):.1f}", justify="right")
    for each in done:
        table.add_row(each.example, each.summary, f"{each.requests:,}", f"{each.seconds:.1f}")
    counts: dict[str, int] = stats["records"]
    shown = [f"{counts[kind]:,} {kind}" for kind in ("contacts", "companies", "deals")]
    others = sum(counts.values()) - sum(counts[kind] for kind in ("contacts", "companies", "deals"))
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print(f"The sandbox now holds {', '.join(shown)} and {others:,} records of other types.", highlight=False)


if __name__ == "__main__":
    sys.exit(main(_until_interrupted if "--keep" in sys.argv[1:] else None))
