"""README.md and docs/guide.md: what test_blocks.py cannot run as it stands; and the links and tasks of every page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "examples/README.md"])
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README + GUIDE, re.MULTILINE | re.DOTALL)
SCRIPTS = [block for block in BLOCKS if "def test_" not in block]
PORTALS = (101, 102)


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with Sandbox() as sandbox:
        for portal in PORTALS:
            sandbox.portals.open(portal)
        yield {
            **os.environ,
            "HUBSPOT_BASE_URL": sandbox.url,
            "HUBSPOT_ACCESS_TOKEN": sandbox.token,
            "HUBSPOT_CLIENT_ID": "app",
            "HUBSPOT_CLIENT_SECRET": "secret",
            "PYTHONUTF8": "1",
        }


def code(environment: dict[str, str], portal: int) -> str:
    """What the browser of a user of a portal brings back from the consent page."""
    with HubSpot(base_url=environment["HUBSPOT_BASE_URL"], require_token=False) as hs:
        redirect_uri = "https://your-app.example.com/callback"
        url, _, query = hs.oauth.authorize_url("app", redirect_uri, "oauth", account_id=portal).partition("?")
    answer = httpx.post(url, data=dict(parse_qsl(query)))
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def run(*command: str, environment: dict[str, str], cwd: Path) -> str:
    done = subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_oauth_client_for_two_portals_takes_less_than_twenty_lines(environment: dict[str, str], tmp_path: Path):
    (script,) = [each for each in SCRIPTS if "OAuthCredentials" in each]
    assert script.count("\n") < 20
    codes = [code(environment, portal) for portal in PORTALS]
    said = run(sys.executable, "-W", "error", "-c", script, *codes, environment=environment, cwd=tmp_path)
    assert [line.partition(" ")[0] for line in said.splitlines()] == [str(portal) for portal in PORTALS]


def test_the_readme_has_python_for_both_colours():
    assert any("AsyncHubSpot()" in script for script in SCRIPTS)
    assert any("HubSpot()" in script for script in SCRIPTS)


def test_the_first_example_loads_a_file_that_is_killed_and_mirrors_it(environment: dict[str, str], tmp_path: Path):
    (block,) = [each for each in re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.DOTALL) if "people.csv" in each]
    script = block.replace("people.csv 20000", "people.csv 2500")
    assert script != block
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with Sandbox() as sandbox:
        ours = {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token}
        done = subprocess.run(
            ["bash", "-c", script],  # noqa: S607 # found by its name, as by the one who copies
            env={**environment, **ours, "PATH": here, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
    lines = [re.findall(r"\('?(\w+ ?\w*)'?, (\d+)\)", line) for line in done.stdout.splitlines()]
    assert sum(int(count) for found in lines for _, count in found) == 2500, done.stdout + done.stderr
    assert re.search(r"^2,500 rows, 2,49\d done .*, \d failed, 0 unknown", done.stdout, re.MULTILINE), done.stdout


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    missing = [target for target in targets if target and "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_every_task_named_in_the_pages_is_in_the_makefile():
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))}
    assert named
    assert named <= tasks


def test_make_alone_lists_every_task():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S607 # make is found by its name
    names = {line.split()[0] for line in listed.splitlines()}
    assert {"setup", "demo", "test", "lint", "types", "specs", "generate", "check", "docs", "bench"} <= names
