"""Runs the lines of a page's shell blocks: our command in this process, what a shell has to understand in a shell."""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import httpx
from typer.testing import CliRunner

from hubspot_facade.cli.app import app

ROOT = Path(__file__).parents[2]
SERVERS = (("sandbox",), ("sandbox", "log", "--follow"))
"""Commands that go on until somebody stops them, by their first words; options may follow the sandbox's own."""
OF_A_SHELL = re.compile(r"[|;&]|\$\(")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def run_block(text: str) -> str:
    """Run the lines of a block; what they printed. AssertionError where one fails."""
    return "".join(run_line(line) for line in text.splitlines() if line.strip())


def run_line(line: str) -> str:
    """Run a line in the current folder, with the current environment; what it printed."""
    words = shlex.split(line, comments=True)
    if OF_A_SHELL.search(" ".join(words)) or words[0] not in ("hubspot-facade", "make", "pip", ".ci/run", "git"):
        return in_a_shell(line)
    if words[0] == "pip":
        return installable(words)
    if words[0] == ".ci/run":
        assert os.access(ROOT / words[0], os.X_OK)
        return ""
    if words[0] == "git":
        assert words[1] in ("diff", "log", "status"), f"{line}: changes this checkout; mark the block as not run"
        return output_of(words, cwd=ROOT)
    if words[0] == "make":  # tasks of this checkout: whether they are there; CI runs them
        return output_of(["make", "--dry-run", *words[1:]], cwd=ROOT)
    if any(tuple(words[1 : 1 + len(server)]) == server and serves(words, server) for server in SERVERS):
        return started(words)
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, f"{line}: {done.exit_code}\n{done.output}"
    return done.output


def serves(words: list[str], server: tuple[str, ...]) -> bool:
    rest = words[1 + len(server) :]
    return not rest or rest[0].startswith("-")


def installable(words: list[str]) -> str:
    """The packaging tests install the wheel; here it matters that a page names extras that there are."""
    assert words[1] == "install"
    for name, extras in (re.fullmatch(r"([\w-]+|\.)(?:\[([\w,]+)\])?", word).groups("") for word in words[2:]):
        assert name in ("hubspot-facade", ".", "pytest")
        assert {*filter(None, extras.split(","))} <= {*EXTRAS}
    return ""


def in_a_shell(line: str) -> str:
    return output_of(["bash", "-euo", "pipefail", "-c", line])


def output_of(command: list[str], cwd: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def started(words: list[str]) -> str:
    """The first line that a command prints, while requests come in; then it is stopped as by Ctrl-C."""
    command = [sys.executable, "-m", "hubspot_facade.cli", *words[1:]]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        said = threading.Event()
        others = threading.Thread(target=ask_until, args=(said, running))
        others.start()
        try:
            line = running.stdout.readline()
        finally:
            said.set()
            others.join()
            running.send_signal(signal.SIGINT)
            rest = running.communicate(timeout=30)[0]
    assert line, words
    assert running.returncode in (0, 130), (words, line, rest)
    return line.decode()


def ask_until(said: threading.Event, running: "subprocess.Popen[bytes]") -> None:
    """Requests for a command to report, for half a minute at most."""
    for _ in range(60):
        if "HUBSPOT_BASE_URL" in os.environ:
            httpx.get(f"{os.environ['HUBSPOT_BASE_URL']}/crm/v3/objects/contacts")
        if said.wait(0.5):
            return
    running.kill()


def environment() -> dict[str, str]:
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ours = {"PATH": here, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"}
    return {**os.environ, **ours, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
