"""The sandbox's page of the docs: its Python runs, its commands, options and endpoints are there."""

import re
from pathlib import Path

import httpx
import pytest

from hubspot_facade.cli.lazy import load
from hubspot_facade.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
GROUP = load("sandbox")


@pytest.mark.parametrize("block", BLOCKS)
def test_its_python_runs(block):
    exec(compile(block, "docs/sandbox.md", "exec"), {})  # noqa: S102 - our own page


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
