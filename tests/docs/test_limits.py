"""The recipe of docs/limits.md runs, and its lanes are the client's."""

import os
import re
import subprocess
import sys
from pathlib import Path

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.transport import pacing
from tests.docs.blocks import blocks_of

PAGE = (Path(__file__).parents[2] / "docs/limits.md").read_text(encoding="utf-8")
(RECIPE,) = (block.text for block in blocks_of("docs/limits.md") if block.runner == "tests/docs/test_limits.py")


def test_the_recipe_runs_within_the_limit(tmp_path):
    script = tmp_path / "recipe.py"
    script.write_text(RECIPE, encoding="utf-8")
    with Sandbox(tier="pro") as sandbox:
        environment = {**os.environ, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "HUBSPOT_BASE_URL": sandbox.url}
        done = subprocess.run(
            [sys.executable, script], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.stdout, done.stderr) == ("40 contacts\n", "")
        assert [each.status for each in sandbox.requests] == [200] * 40


def test_the_page_lists_the_lanes():
    listed = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert set(listed) == {pacing.GENERAL, pacing.ASSOCIATIONS, pacing.SEARCH, pacing.BURST, pacing.FREE}
