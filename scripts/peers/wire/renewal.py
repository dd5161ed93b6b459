"""Runs the recorders in the other clients' environment, writes what they recorded, and reports what is new."""

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


def endpoints(client: str) -> list[str]:
    """All that a client can ask, such as `GET /crm/v3/owners/{}`."""
    return sorted(set(methods(client).values()))


def methods(client: str) -> dict[str, str]:
    """Every method of a client with the request that it makes."""
    lines = _beside(client).read_text(encoding="utf-8").splitlines()
    return {name: request.replace("\t", " ") for name, _, request in (line.partition("\t") for line in lines)}


def _beside(client: str) -> Path:
    return DATA / f"{CLIENTS[client]}_methods.tsv"


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
        heard = json.loads(done.stdout)
        print(f"{client}: {len(heard['cases'])} cases, {len(heard['methods'])} methods")
        changed |= _write(path_of(client), rendered(heard["cases"]))
        lines = (f"{name}\t{request.replace(' ', chr(9))}\n" for name, request in sorted(heard["methods"].items()))
        changed |= _write(_beside(client), "".join(lines))
    return changed


def _write(path: Path, now: str) -> bool:
    """Whether this is not what stood there."""
    was = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(now, encoding="utf-8")
    if now != was:
        lines = {*now.splitlines()} ^ {*was.splitlines()}
        print(f"  {path.relative_to(ROOT)}: {len(lines)} lines are new, read the diff")
    return now != was
