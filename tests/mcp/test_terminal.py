"""The command that serves agents, on a terminal."""

import sys

from hubspot_facade.cli.mcp import WAITING
from tests.terminal import OnTerminal

SERVE = """
import asyncio, sys
from types import SimpleNamespace
from unittest.mock import patch
from hubspot_facade.cli import main
def wait(_):  # as the package mcp does: a thread reads, which nothing can end
    print("reading", flush=True)
    asyncio.run(asyncio.to_thread(sys.stdin.readline))
with patch("hubspot_facade.mcp.server.load"), patch("hubspot_facade.cli.mcp.make_server", lambda desk: None), \
        patch("hubspot_facade.cli.mcp.serve_stdio", wait):
    sys.argv = ["hubspot-facade", "mcp", "--sandbox", "--seed-contacts", "0"]
    main()
"""


def test_it_says_what_it_waits_for_and_ends_at_ctrl_c():
    command = OnTerminal([sys.executable, "-c", SERVE])
    seen = command.until(b"reading")
    assert WAITING.encode() in b" ".join(seen.split())
    command.send("\x03")
    assert command.ended() == 130
    command.close()
