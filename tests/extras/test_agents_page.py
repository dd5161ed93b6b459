"""The transcript of docs/agents.md is what the command answers an agent's program. Run this file to write it anew."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

PAGE = Path(__file__).parents[2] / "docs/agents.md"
BLOCK = re.compile(r"(<!-- transcript.*?-->\n\n```text\n)(.*?)(```)", re.DOTALL)
COMMAND = "from hubspot_facade.cli import main; main()"
PEOPLE = [
    {"email": "ada@example.com", "firstname": "Ada", "city": "Vienna"},
    {"email": "grace@example.com", "firstname": "Grace", "city": "Vienna"},
    {"email": "mary@example.com", "firstname": "Mary", "city": "Linz"},
]


def steps(ids):
    """What the agent asks; its last question gets the hash of the plan before."""
    filters = [{"propertyName": "city", "operator": "EQ", "value": "Vienna"}]
    update = {
        "name": "Batch update contacts",
        "payload": {"contacts": [{"id": each, "properties": {"city": "Graz"}} for each in ids[:2]]},
    }
    yield "count_records", {"object_type": "contacts", "filters": filters}
    yield "search_records", {"object_type": "contacts", "filters": filters, "properties": ["firstname", "city"]}
    yield "search_operations", {"words": "batch update contacts", "limit": 1}
    yield "run_operation", update
    yield "run_operation", update
    yield "run_operation", update
    yield "run_operation", {"name": "Delete contact", "payload": {"contact_id": ids[2]}}
    yield (
        "search_records",
        {"object_type": "contacts", "filters": [{"propertyName": "date_of_birth", "operator": "HAS_PROPERTY"}]},
    )


async def transcript():
    with Sandbox(clock=lambda: 1_790_000_000.0, seed=1) as sandbox:
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            ids = [hs.contacts.create(each).id for each in PEOPLE]
        environment = {each: os.environ[each] for each in ("PATH", "HOME", "PYTHONPATH") if each in os.environ}
        environment |= {"HUBSPOT_ACCESS_TOKEN": sandbox.token, "HUBSPOT_BASE_URL": sandbox.url}
        server = StdioServerParameters(
            command=sys.executable, args=["-c", COMMAND, "mcp", "--allow-writes"], env=environment
        )
        lines, plan_hash, seen = [], None, set()
        async with Client(server) as client:
            for tool, arguments in steps(ids):
                given = (
                    {**arguments, "plan_hash": plan_hash}
                    if plan_hash and arguments.get("payload", {}).get("contacts")
                    else arguments
                )
                result = await client.call_tool(tool, given)
                lines.append(f"agent: {tool} {json.dumps(given)}")
                answer = result.structured_content
                if result.is_error:
                    lines.append(f"error: {result.content[0].text}")
                else:
                    plan_hash = answer.get("plan_hash", plan_hash)
                    shown = {
                        name: "…" if name in seen and name in ("notice", "say") else each
                        for name, each in answer.items()
                    }
                    seen |= answer.keys()
                    lines.append(json.dumps(shown, indent=2, ensure_ascii=False))
                lines.append("")
        text = "\n".join(lines)
        return re.sub(r"[0-9a-f]{32}", "<plan_hash>", text)


def test_the_transcript_is_true():
    written = BLOCK.search(PAGE.read_text("utf-8"))[2]
    assert asyncio.run(transcript()) == written


if __name__ == "__main__":
    made = asyncio.run(transcript())
    page = PAGE.read_text("utf-8")
    PAGE.write_text(BLOCK.sub(lambda found: found[1] + made + found[3], page), "utf-8")
