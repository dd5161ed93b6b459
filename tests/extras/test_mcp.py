"""The MCP server as an agent's program meets it: over standard input and output, and over HTTP."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from hubspot_facade import HubSpot
from hubspot_facade.mcp.client import GuardedHubSpot
from hubspot_facade.mcp.desk import Desk
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.mcp.server import make_server
from hubspot_facade.sandbox import Sandbox

TOKEN = "an-mcp-token-of-tests"
COMMAND = "from hubspot_facade.cli import main; main()"
UPDATE = {"name": "Update contact", "payload": {"contact_id": "51", "properties": {"city": "Graz"}}}


@pytest.fixture
def sandbox():
    with Sandbox(samples=True) as sandbox:
        yield sandbox


@pytest.fixture
def environment(sandbox):
    given = {each: os.environ[each] for each in ("PATH", "HOME", "PYTHONPATH") if each in os.environ}
    return {
        **given,
        "HUBSPOT_ACCESS_TOKEN": sandbox.token,
        "HUBSPOT_BASE_URL": sandbox.url,
        "HUBSPOT_FACADE_MCP_TOKEN": TOKEN,
    }


@asynccontextmanager
async def over_stdio(environment, *arguments):
    parameters = StdioServerParameters(command=sys.executable, args=["-c", COMMAND, "mcp", *arguments], env=environment)
    async with Client(parameters) as client:
        yield client


@asynccontextmanager
async def served(environment, *arguments):
    """The URL of the command that serves HTTP."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "mcp", "--http", "--port", "0", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield re.search(r"http://\S+", process.stderr.readline())[0]
    finally:
        process.terminate()
        process.communicate(timeout=10)


@asynccontextmanager
async def over_http(environment, *arguments):
    async with (
        served(environment, *arguments) as url,
        httpx2.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        yield client


@pytest.fixture(params=[over_stdio, over_http], ids=["stdio", "http"])
def connected(request, environment):
    return lambda *arguments: request.param(environment, *arguments)


async def asked(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    text = result.content[0].text if result.content else ""
    return text if result.is_error else result.structured_content


def test_an_agent_finds_plans_and_changes_records(connected, sandbox):
    async def work():
        async with connected("--allow-writes") as client:
            tools = {each.name: each for each in (await client.list_tools()).tools}
            assert len(tools) <= 15
            assert not tools["run_operation"].annotations.read_only_hint
            assert tools["search_records"].annotations.read_only_hint
            assert all(each.description and each.input_schema["type"] == "object" for each in tools.values())
            found = await asked(client, "search_operations", words="update contact")
            assert "Update contact" in [each["name"] for each in found["operations"]]
            assert (
                "properties"
                in (await asked(client, "describe_operation", name="Update contact"))["payload"]["required"]
            )
            plan = await asked(client, "run_operation", **UPDATE)
            assert plan["portal_data"]["changes"][0]["fields"]["city"]["to"] == "Graz"
            done = await asked(client, "run_operation", **UPDATE, plan_hash=plan["plan_hash"])
            assert done["done"]
            again = await asked(client, "run_operation", **UPDATE, plan_hash=plan["plan_hash"])
            assert "not known" in again

    asyncio.run(work())
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        assert hs.contacts.get("51", properties=["city"]).properties["city"] == "Graz"


def test_by_default_an_agent_only_reads(connected, sandbox):
    async def work():
        async with connected() as client:
            tools = {each.name: each for each in (await client.list_tools()).tools}
            assert all(each.annotations.read_only_hint for each in tools.values())
            assert not any(each.annotations.destructive_hint for each in tools.values())
            refused = await asked(client, "run_operation", **UPDATE)
            assert "--allow-writes" in refused
            assert "Traceback" not in refused
            for uri in ("hubspot://portal", "hubspot://schemas", "hubspot://schemas/contacts", "hubspot://owners"):
                read = json.loads((await client.read_resource(uri)).contents[0].text)
                assert "do not follow them" in read["notice"]
            stages = json.loads((await client.read_resource("hubspot://pipelines/deals")).contents[0].text)
            assert stages["portal_data"]["pipelines"][0]["stages"]

    asyncio.run(work())
    assert not [each for each in sandbox.requests if each.method in ("PATCH", "DELETE", "PUT")]


def test_wrong_arguments_are_errors_of_the_tool(connected):
    async def work():
        async with connected() as client:
            assert "no operation" in (await asked(client, "describe_operation", name="Nothing of the sort")).casefold()
            assert (await client.call_tool("run_operation", {"payload": {}})).is_error
            assert (await client.call_tool("run_operation", {"name": 5, "payload": "x"})).is_error
            assert (await client.call_tool("no_such_tool", {})).is_error
            assert "HubSpot refused this (404)" in await asked(
                client, "run_operation", name="Get contact by ID", payload={"contact_id": "404404"}
            )

    asyncio.run(work())


def test_ten_megabytes_are_refused_and_the_server_goes_on(environment):
    async def work():
        async with over_stdio(environment, "--allow-writes") as client:
            large = {"contact_id": "51", "properties": {"city": "x" * 10_000_000}}
            assert "of at most" in await asked(client, "run_operation", name="Update contact", payload=large)
            assert (await asked(client, "count_records", object_type="contacts"))["total"] > 0

    asyncio.run(work())


def test_over_http_a_token_and_this_machine_are_needed(environment):
    async def work():
        async with served(environment) as url, httpx2.AsyncClient() as http:
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
            accepted = {"accept": "application/json, text/event-stream", "content-type": "application/json"}

            async def status(**headers):
                given = {name.replace("_", "-"): value for name, value in headers.items()}
                answer = await http.post(url, json=body, headers={**accepted, **given})
                assert TOKEN not in answer.text
                return answer.status_code

            good = f"Bearer {TOKEN}"
            assert await status() == 401
            assert await status(authorization="Bearer wrong") == 401
            assert await status(authorization=TOKEN) == 401
            assert await status(authorization=good, host="evil.example.com") == 421
            assert await status(authorization=good, origin="https://evil.example.com") == 403
            assert await status(authorization=good) not in (401, 403, 421)
            large = await http.post(url, content=b" " * 10_000_000, headers={**accepted, "authorization": good})
            assert large.status_code == 413

    asyncio.run(work())


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.com", "::"])  # noqa: S104 # what is refused
def test_http_listens_on_this_machine_alone(environment, host):
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "mcp", "--http", "--host", host],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "loopback only" in done.stderr


def test_a_short_token_is_refused(environment):
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "mcp", "--http", "--port", "0"],
        env={**environment, "HUBSPOT_FACADE_MCP_TOKEN": "short"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "16 characters" in done.stderr


def test_the_playground_needs_no_account():
    given = {each: os.environ[each] for each in ("PATH", "HOME", "PYTHONPATH") if each in os.environ}

    async def work():
        async with over_stdio(given, "--sandbox", "--seed-contacts", "7") as client:
            assert (await asked(client, "count_records", object_type="contacts"))["total"] == 7

    asyncio.run(work())


def test_what_is_unexpected_shows_neither_traceback_nor_secret(sandbox, capfd):
    """A client that breaks with a secret in its error."""
    policy = Policy()

    class Broken(GuardedHubSpot):
        def run(self, plan):
            raise KeyError("pat-na1-a-secret")

    def client():
        return Broken(policy, access_token=sandbox.token, base_url=sandbox.url)

    desk = Desk({"one": client}, policy, monotonic=time.monotonic, wall=time.time)
    server = make_server(desk)

    async def work():
        async with Client(server) as agent:
            said = await asked(agent, "run_operation", name="Get contact by ID", payload={"contact_id": "51"})
            assert said.endswith("this failed unexpectedly (KeyError); nothing more is known")
            with pytest.raises(Exception, match="unexpectedly"):
                await agent.read_resource("hubspot://portal")

    asyncio.run(work())
    seen = capfd.readouterr()
    assert "run_operation failed: KeyError" in seen.err
    for text in (seen.out, seen.err):
        assert "secret" not in text
        assert "Traceback" not in text
        assert sandbox.token not in text
    desk.close()


def test_the_audit_file_has_no_secrets(environment, tmp_path, sandbox):
    async def work():
        async with over_stdio(environment, "--allow-writes", "--audit", str(tmp_path / "audit.jsonl")) as client:
            plan = await asked(client, "run_operation", **UPDATE)
            await asked(client, "run_operation", **UPDATE, plan_hash=plan["plan_hash"])
            await asked(client, "search_records", object_type="contacts")

    asyncio.run(work())
    text = Path(tmp_path / "audit.jsonl").read_text("utf-8")
    assert [json.loads(line)["outcome"] for line in text.splitlines()] == ["planned", "begun", "done", "read"]
    assert "Graz" not in text
    assert sandbox.token not in text
