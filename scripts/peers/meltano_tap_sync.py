"""A full sync with Meltano's `tap-hubspot`; arguments: URL of the sandbox, token."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections import Counter
from typing import Any

import tap_hubspot.tap as tap

from scripts.peers.redirected import count, fill, redirect, refused

STREAMS = {name: f"/crm/v3/objects/{name}" for name in ("contacts", "companies", "deals", "tickets", "calls", "tasks")}
STREAMS |= {"products": "/crm/v3/objects/products", "line_items": "/crm/v3/objects/line_items"}
STREAMS |= {"owners": "/crm/v3/owners", "users": "/settings/v3/users", "deal_pipelines": "/crm/v3/pipelines/deals"}


def main() -> int:
    """Sync everything; every stream must bring what its listing has."""
    url, token = sys.argv[1:]
    redirect(url)
    fill(url)
    written = io.StringIO()
    config: dict[str, Any] = {"access_token": token, "start_date": "2020-01-01T00:00:00Z"}
    with contextlib.redirect_stdout(written):
        tap.TapHubspot(config=config, parse_env_config=False).sync_all()
    messages = [json.loads(line) for line in written.getvalue().splitlines() if line.startswith("{")]
    found = Counter(one["stream"] for one in messages if one["type"] == "RECORD")
    expected = {name: count(url, token, path) for name, path in STREAMS.items()}
    wrong = {name: (found[name], number) for name, number in expected.items() if found[name] != number}
    print(f"{found.total()} records of {len(found)} streams")
    if wrong or refused:
        print(f"found and expected: {wrong}; refused: {refused}", file=sys.stderr)
    return int(bool(wrong or refused))


if __name__ == "__main__":
    sys.exit(main())
