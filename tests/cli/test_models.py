"""`hubspot-facade models generate`, against a sandbox."""

import os
import subprocess
import sys

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.cli.in_process import command


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running, HubSpot(base_url=running.url, access_token=running.token) as hs:
        text = {"type": "string", "field_type": "text", "group_name": "contactinformation"}
        hs.properties.create("contacts", "tier", label='Ünter\n"""', **text)
        yield running


def generate(sandbox, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUBSPOT_")}
    there = {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "PYTHONIOENCODING": "ascii"}
    started = [sys.executable, "-m", "hubspot_facade.cli", "models", "generate", *arguments]
    return subprocess.run(started, env=kept | there, capture_output=True, timeout=60, check=False)  # our own


def test_a_file_and_standard_output_get_the_same_bytes(sandbox, tmp_path):
    shown = generate(sandbox, "-t", "contacts")
    assert (shown.returncode, shown.stderr) == (0, b"")
    written = generate(sandbox, "-t", "contacts", "--to", str(tmp_path / "models.py"))
    assert (written.returncode, written.stdout, written.stderr) == (0, b"", b"")
    assert (tmp_path / "models.py").read_bytes() == shown.stdout
    assert "tier: _Text" in shown.stdout.decode()
    compile(shown.stdout, "models.py", "exec")


def test_what_is_left_out_is_said(sandbox):
    sandbox.fail("GET", "/crm*/0-136", status=403, times=1)
    shown = generate(sandbox)
    assert shown.returncode == 0
    assert shown.stderr.decode().startswith("left out leads: 403")
    assert b"class DealValues" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-t", "contatcs"], 2, "did you mean 'contacts'"),
        (["-t", "contacts", "--to", "/nowhere/at/all.py"], 2, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(sandbox, arguments, code, said):
    done = command("models", "generate", *arguments, sandbox=sandbox)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
