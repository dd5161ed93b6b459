"""Blocks of the pages that need further packages or a server of their own.

Dask, dlt and Parquet: docs/pipelines.md, docs/bulk.md, docs/reading.md; DuckDB: docs/mirror.md; Redis: docs/limits.md;
OpenTelemetry: docs/observability.md, docs/guides/logging.md; MCP: docs/agents.md, docs/guides/agents.md; pandas:
docs/guides/pandas.md; httpx2: docs/options.md.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from distributed import LocalCluster

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.docs.blocks import ALL
from tests.docs.shell import environment, run_line
from tests.extras.redis_server import RedisServer
from tests.unpaced import unpace

OURS = "tests/extras/test_pages.py"
BLOCKS = [block for block in ALL if block.runner == OURS]
ADDRESSES = ("tcp://scheduler.example:8786", "tcp://scheduler:8786")


@pytest.fixture
def sandbox(monkeypatch, tmp_path):
    with Sandbox(seed=1) as running:
        monkeypatch.setenv("HUBSPOT_BASE_URL", running.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", running.token)
        monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
        unpace(monkeypatch)
        monkeypatch.chdir(tmp_path)
        with HubSpot() as hs:
            arrange(hs, tmp_path)
        yield running


def arrange(hs, folder: Path) -> None:
    """What the blocks read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    hs.companies.create({"name": "Acme"})
    hs.deals.create({"dealname": "Engine", "amount": "12.50"})
    hs.properties.create(
        "companies",
        "erp_id",
        label="ERP id",
        type="string",
        field_type="text",
        group_name="companyinformation",
        has_unique_value=True,
    )
    pq.write_table(pa.table({"erp_id": ["7"], "name": ["Bolt"]}), folder / "companies.parquet")
    (folder / "people.csv").write_text("email,firstname\nada@example.com,Ada\n", encoding="utf-8")
    (folder / "shared").mkdir()


@pytest.fixture
def placed(tmp_path):
    """A text with the addresses and folders of this machine in place of the page's."""
    held = []

    def replaced(text: str) -> str:
        if any(address in text for address in ADDRESSES):
            cluster = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None)
            held.append(cluster.close)
            for address in ADDRESSES:
                text = text.replace(address, cluster.scheduler_address)
        if "redis://" in text:
            server = RedisServer(tmp_path)
            server.start()
            held.append(server.stop)
            text = text.replace("redis://:password@redis.example:6379/0", server.url)
        return text.replace("/shared/", f"{tmp_path}/shared/")

    yield replaced
    for end in held:
        end()


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "python"], ids=str)
def test_a_program_runs(block, sandbox, placed):
    """In a process of its own, since dlt and Dask keep folders and threads of their process."""
    done = subprocess.run(
        [sys.executable, "-c", placed(block.text)],
        env={**environment(), "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "line",
    [
        line
        for block in BLOCKS
        if block.language == "sh"
        for line in block.text.splitlines()
        if "facade mcp" not in line
    ],
)
def test_a_command_runs(line, sandbox, placed):
    run_line(placed(line))


HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.mark.parametrize("line", [line for block in BLOCKS for line in block.text.splitlines() if "facade mcp" in line])
def test_a_server_for_agents_answers(line, sandbox):
    words = shlex.split(line, comments=True)
    done = subprocess.run(
        [sys.executable, "-m", "hubspot_facade.cli", *words[1:]],
        input=json.dumps(HELLO) + "\n",
        env={**environment(), "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout.splitlines()[0])["result"]["serverInfo"], done.stderr
