"""docs/sandbox.md: its commands, options and endpoints are there, and it shows the variables that are printed."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from hubspot_facade.cli.lazy import load
from hubspot_facade.sandbox import Sandbox
from tests.docs.shell import environment

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
GROUP = load("sandbox")


def test_its_commands_and_their_options_are_there():
    used = re.findall(r"^hubspot-facade sandbox ([a-z]+)(.*)$", PAGE, re.MULTILINE)
    assert {name for name, _ in used} == set(GROUP.commands)
    for name, rest in used:
        known = {option for parameter in GROUP.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


def test_its_options_are_those_of_the_command():
    known = {option for parameter in GROUP.params for option in (*parameter.opts, *parameter.secondary_opts)}
    told = {
        option for row in re.findall(r"^\| (`--.*?) \|", PAGE, re.MULTILINE) for option in re.findall(r"--[a-z-]+", row)
    }
    assert len(told) > 6
    assert told <= known


def test_its_endpoints_are_there():
    paths = re.findall(r"`(?:GET |POST )?(?:, `)?(/_sandbox/[a-z]+)", PAGE)
    assert len(paths) > 6
    with Sandbox() as sandbox:
        for path in paths:
            # 405 tells that the path has other methods
            assert httpx.put(sandbox.url + path).status_code == 405, path


def test_its_variables_are_those_that_the_command_prints():
    names = re.findall(r"^export (\w+)=", PAGE, re.MULTILINE)
    command = [sys.executable, "-m", "hubspot_facade.cli", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment()) as running:
        exports = (line for line in running.stdout if line.strip().startswith("export "))
        printed = [next(exports) for _ in names]
        running.send_signal(signal.SIGINT)
    assert names == [line.strip().removeprefix("export ").partition("=")[0] for line in printed]
