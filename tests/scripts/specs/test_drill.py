"""The drill of a change upstream: from a commit to the next, the report line by line, and the facade on what comes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.naming import LOCK
from scripts.codegen.tree import replace
from scripts.specs.build import build
from scripts.specs.changes.cassettes import read_cassettes
from scripts.specs.changes.uses import catalogue_uses
from scripts.specs.layout import ROOT, Layout
from tests.scripts.specs.conftest import Collection

Node = dict[str, Any]

MANIFEST = """
[editions.v3]
versions = 'v\\d+'

[editions.2026-03]
versions = '2026-03'

[slugs]
"CRM/Crm Owners" = "crm/owners"
"""
NAMED = ("List owners", "Get owner", "Create pipeline")
OWNERS, OWNER, PIPELINES = "/crm/owners/2026-03", "/crm/owners/2026-03/{ownerId}", "/crm/pipelines/2026-03/{objectType}"


def parameter(name: str, place: str = "query", **more: Any) -> Node:
    kind = "integer" if name == "limit" else "string"
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": kind}, **more}


def operation(path: str, method: str, schema: str, *parameters: Node, scopes: str = "read", **more: Any) -> Node:
    return {
        "operationId": f"{method}-{path}",
        "description": "Words that belong to their author.",
        "parameters": list(parameters),
        "responses": {
            "200": {
                "description": "It went well.",
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
            }
        },
        "security": [{"oauth2": [scopes]}],
        **more,
    }


def document(paths: Node, **schemas: Node) -> Node:
    return {
        "openapi": "3.0.1",
        "info": {"title": "Some", "version": "1", "description": "More words of their author."},
        "servers": [{"url": "https://api.hubapi.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def objects(*required: str, **properties: str) -> Node:
    return {
        "type": "object",
        "required": list(required),
        "properties": {name: {"type": kind, "description": "A word."} for name, kind in properties.items()},
    }


PAGE: Node = {
    "type": "object",
    "required": ["results"],
    "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/Owner"}}},
}


def owners(*, newer: bool) -> Node:
    limit = parameter("limit", required=newer)
    archived, email, after = parameter("archived"), parameter("email"), parameter("after")
    listing = operation(OWNERS, "get", "Page", limit, archived, email, after)
    one = operation(OWNER, "get", "Owner", parameter("ownerId", "path"), archived, parameter("idProperty"))
    paths = {OWNERS: {"get": listing}} if newer else {OWNERS: {"get": listing}, OWNER: {"get": one}}
    owner = objects("id", id="string", userId="string" if newer else "integer")
    if newer:
        owner["properties"]["teams"] = {"type": "array", "items": {"type": "string"}}
    return document(paths, Page=PAGE, Owner=owner)


def pipelines(scope: str) -> Node:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pipeline"}}}, "required": True}
    create = operation(PIPELINES, "post", "Pipeline", parameter("objectType", "path"), scopes=scope, requestBody=body)
    return document({PIPELINES: {"post": create}}, Pipeline=objects("label", label="string"))


def simple(path: str) -> Node:
    return document({path: {"get": operation(path, "get", "Thing")}}, Thing=objects(name="string"))


@pytest.fixture
def drill(tmp_path: Path) -> tuple[Collection, Layout]:
    """The older commit, pulled; the newer one waits in the repository."""
    collection = Collection(tmp_path / "collection")
    specs = tmp_path / "specs"
    (specs / "overlays").mkdir(parents=True)
    (specs / "authored").mkdir()
    shutil.copy(ROOT / "specs" / LOCK.name, specs)  # so that operations have the names that the facade knows
    (specs / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    collection.put("CRM/Crm Owners", "2026-03", owners(newer=False))
    collection.put("CRM/Pipelines", "2026-03", pipelines("pipelines.write"))
    collection.put("CMS/Tags", "2026-03", simple("/cms/tags/2026-03"))
    collection.put("CRM/Things", "v3", simple("/crm/v3/things"))
    collection.commit("older")
    layout = Layout(specs)
    build(layout, source=str(collection.root))
    collection.put("CRM/Crm Owners", "2026-03", owners(newer=True), rollout=2)
    collection.put("CRM/Pipelines", "2026-03", pipelines("pipelines.manage"))
    shutil.rmtree(collection.root / "PublicApiSpecs" / "CMS" / "Tags")
    collection.put("Marketing/Forms", "2026-03", simple("/marketing/forms/2026-03"))
    shutil.rmtree(collection.root / "PublicApiSpecs" / "CRM" / "Crm Owners" / "Rollouts" / "1")
    shutil.rmtree(collection.root / "PublicApiSpecs" / "CRM" / "Things")
    collection.put("CRM/Things", "v4", simple("/crm/v4/things"), rollout=2)
    collection.commit("newer")
    return collection, layout


def pull(collection: Collection, layout: Layout, cassettes: Path) -> str:
    return build(
        layout,
        source=str(collection.root),
        uses=[use for use in catalogue_uses() if use.name in NAMED],
        cassettes=read_cassettes(cassettes),
    )


REPORT = """\
All of it as data: [changes.json](changes.json).

| edition | APIs | changed | new | gone | operations | added | removed | breaking | of named | warnings \
| python | other |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
| 2026-03 | 3 | 2 | 1 | 1 | 3 | 1 | 2 | 4 | 3 | 1 | 0 | 2 |
| v3 | 1 | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 0 |

## Breaking, and named operations are touched

### 2026-03 crm/owners

* **breaking** `api-removed`: `GET /crm/owners/2026-03/{ownerId}`
  * named: Get owner
  * cassettes: `2026-03/crm/get-owner.yaml`
* **breaking** `request-parameter-became-required` `query parameter limit`: `GET /crm/owners/2026-03`
  * named: List owners
* **breaking** `response-property-type-changed` `answer Owner.userId` `integer` → `string`: `GET /crm/owners/2026-03`
  * named: List owners

## Everything, by API

<details><summary>2026-03 cms/tags: gone; 1 breaking</summary>

* **breaking** `api-removed`: `GET /cms/tags/2026-03`

</details>

<details><summary>2026-03 crm/owners: 3 breaking, 1 other</summary>

* **breaking** `api-removed`: `GET /crm/owners/2026-03/{ownerId}` (named: Get owner)
* **breaking** `request-parameter-became-required` `query parameter limit`: \
`GET /crm/owners/2026-03` (named: List owners)
* **breaking** `response-property-type-changed` `answer Owner.userId` `integer` → `string`: \
`GET /crm/owners/2026-03` (named: List owners)
* `response-optional-property-added` `answer Owner.teams` now `array`: `GET /crm/owners/2026-03` (named: List owners)

</details>

<details><summary>2026-03 crm/pipelines: 1 warning</summary>

* warning `api-security-updated` `scopes` `pipelines.write` → `pipelines.manage`: \
`POST /crm/pipelines/2026-03/{objectType}` (named: Create pipeline)

</details>

<details><summary>2026-03 marketing/forms: new; 1 other</summary>

* `endpoint-added`: `GET /marketing/forms/2026-03`

</details>

<details><summary>v3 crm/things: now from folder v4, before from v3; 1 breaking, 1 python</summary>

* **breaking** `api-path-renamed` `path` `/crm/v3/things` → `/crm/v4/things`: `GET /crm/v3/things`
* python `operation-id-changed` `get-/crm/v3/things` → `get-/crm/v4/things`: `GET /crm/v3/things`

</details>
"""


def test_the_report_is_right_line_by_line(drill, tmp_path: Path) -> None:
    collection, layout = drill
    cassettes = tmp_path / "cassettes" / "2026-03" / "crm"
    cassettes.mkdir(parents=True)
    request = "- request:\n    method: GET\n    uri: https://api.hubapi.com/crm/owners/2026-03/{}\n"
    (cassettes / "get-owner.yaml").write_text(request.format("7"), encoding="utf-8")
    (cassettes / "get-other.yaml").write_text(request.format("7/teams"), encoding="utf-8")
    printed = pull(collection, layout, cassettes.parents[1])
    written = layout.changes.read_text(encoding="utf-8")
    assert written.partition(" of 2026-01-02.\n\n")[2] == REPORT
    assert [line.partition(":")[0] for line in printed.splitlines() if line.startswith("breaks ")] == [
        "breaks Get owner",
        "breaks List owners",
        "breaks List owners",
    ]
    assert "word" not in written.lower()


PROGRAM = """
import json, sys
import httpx
import hubspot_openapi
from hubspot_facade import HubSpot
from hubspot_facade.errors import MissingEndpoint

seen = []

def answer(request):
    seen.append(f"{request.method} {request.url.path}")
    return httpx.Response(200, json={"id": "7", "userId": "8", "results": [{"id": "7", "userId": "8"}]})

client = httpx.Client(transport=httpx.MockTransport(answer))
hs = HubSpot(access_token="pat-drill", http_client=client, api_version="2026-03")
ids = [owner.id for owner in hs.owners.list(limit=1)]
try:
    one = hs.owners.get(7).id
except MissingEndpoint as error:
    one = f"missing: {error}"
print(json.dumps({"from": hubspot_openapi.__file__, "ids": ids, "one": one, "seen": seen}))
"""


def run_facade(generated: Path) -> Node:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(generated), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Node = json.loads(done.stdout)
    assert found["from"].startswith(str(generated))
    return found


def test_named_operations_work_on_what_is_generated_and_a_removed_one_says_so(drill, tmp_path: Path) -> None:
    collection, layout = drill
    generated = tmp_path / "generated"
    replace(layout.specs, generated)
    before = run_facade(generated)
    assert (before["ids"], before["one"]) == (["7"], "7")
    assert before["seen"] == ["GET /crm/owners/2026-03", "GET /crm/owners/2026-03/7"]
    pull(collection, layout, tmp_path / "none")
    replace(layout.specs, generated)
    after = run_facade(generated)
    assert after["ids"] == ["7"]
    assert after["seen"] == ["GET /crm/owners/2026-03"]
    assert after["one"].startswith("missing: ")
    assert "crm.owners.get_by_id" in after["one"]
