"""The command in this process, half a second sooner than in one of its own. `test_command.py` runs it in both."""

import os
from typing import NamedTuple

from typer.testing import CliRunner

from hubspot_facade.cli.app import app
from hubspot_facade.sandbox import Sandbox


class Done(NamedTuple):
    """What is left of a command, as of a process."""

    returncode: int
    stdout: str
    stderr: str


def reached(sandbox: Sandbox | None) -> dict[str, str]:
    """The environment in which a command reaches the sandbox."""
    return {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token} if sandbox else {}


def command(*arguments: str, given: str = "", sandbox: Sandbox | None = None) -> Done:
    """Run it; of this process's environment nothing of ours is seen. An exception that it does not handle is raised."""
    gone = {name: None for name in os.environ if name.startswith("HUBSPOT_")}
    settings = {**gone, "COLUMNS": "200", "NO_COLOR": "1", **reached(sandbox)}
    done = CliRunner().invoke(app, [*arguments], input=given, env=settings, prog_name="hubspot-facade")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)
