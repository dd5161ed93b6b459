"""The example of the page on pipelines runs as a program, with processes of its own."""

import os
import subprocess
import sys
from pathlib import Path

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.docs.blocks import blocks_of

ROOT = Path(__file__).parents[2]
(EXAMPLE,) = (block.text for block in blocks_of("docs/pipelines.md") if block.runner == "tests/docs/test_pipelines.py")


def test_the_recipe_for_processes_runs(tmp_path):
    (tmp_path / "program.py").write_text(EXAMPLE, encoding="utf-8")
    with Sandbox() as sandbox:
        environment = {**os.environ, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "HUBSPOT_BASE_URL": sandbox.url}
        for expected in ("0 failed, 0 unknown; ", "0 failed, 0 unknown; 1,000 of them in earlier runs"):
            done = subprocess.run(
                [sys.executable, "program.py"],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            assert f"1,000 rows, 1,000 done (1,000 created), {expected}" in done.stdout
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            emails = [each.properties["email"] for each in hs.contacts.list()]
        assert sorted(emails) == sorted(f"person{number}@example.com" for number in range(1000))
