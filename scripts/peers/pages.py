"""The programs of other clients on the pages for those who come from them; arguments: URL of the sandbox, token."""

import functools
import importlib
import os
import re
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
CLIENTS = {"hubspot-api-client": ("hubspot", "host", "base_url"), "hubspot-sdk": ("hubspot_sdk", "base_url")}


def programs(client: str) -> list[str]:
    """The blocks of a client's page that use it, in their order."""
    page = (DOCS / f"from-{client}.md").read_text(encoding="utf-8")
    return re.findall(rf'^```python title="{client}"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)


def run(client: str, url: str) -> int:
    """Run a page's programs, each with the names of those before it; how many there are."""
    package, *addresses = CLIENTS[client]
    module: Any = importlib.import_module(package)
    module.HubSpot = functools.partial(module.HubSpot, **dict.fromkeys(addresses, url))
    names: dict[str, object] = {}
    blocks = programs(client)
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"from-{client}.md, program {number}", "exec"), names)  # noqa: S102 # our own page
    return len(blocks)


if __name__ == "__main__":
    os.environ["HUBSPOT_ACCESS_TOKEN"] = sys.argv[2]
    for name in CLIENTS:
        print(f"{name}: {run(name, sys.argv[1])} programs of its page ran")
