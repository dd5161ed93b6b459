"""Runs the recorders in the other clients' environment, writes what they heard, and tells what is new."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "wire"
CLIENTS = {"hubspot-api-client": "hubspot_api_client", "hubspot-sdk": "hubspot_sdk"}


def path_of(client: str) -> Path:
    """Where a client's requests are kept."""
    return DATA / f"{CLIENTS[client]}.json"


def kept(client: str) -> list[dict[str, Any]]:
    """The recorded cases of a client."""
    rows: list[dict[str, Any]] = json.loads(path_of(client).read_text(encoding="utf-8"))
    return rows


def rendered(rows: list[dict[str, Any]]) -> str:
    """A line for each case, so that a diff shows which one changed."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def renew(interpreter: Path) -> int:
    """Write every client's requests; 1 when any is not what stood there, or could not be asked."""
    changed = 0
    for client, name in CLIENTS.items():
        command: list[str | Path] = [interpreter, "-W", "ignore", "-m", f"scripts.peers.wire.{name}"]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
        if done.returncode:
            print(f"{client}: not recorded\n{done.stderr}")
            changed = 1
            continue
        rows = json.loads(done.stdout)
        was = path_of(client).read_text(encoding="utf-8") if path_of(client).exists() else ""
        now = rendered(rows)
        path_of(client).write_text(now, encoding="utf-8")
        new = sorted({*now.splitlines()} ^ {*was.splitlines()})
        print(f"{client}: {len(rows)} cases recorded" + (f", {len(new)} lines differ: read the diff" if new else ""))
        changed |= bool(new)
    return changed
