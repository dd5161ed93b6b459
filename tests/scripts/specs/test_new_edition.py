"""A new edition is one entry of the manifest: documents, clients and sandbox have it then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.check import check
from scripts.codegen.naming import LOCK
from scripts.codegen.tree import replace
from scripts.specs.build import build
from scripts.specs.layout import ROOT, Layout
from tests.scripts.specs.conftest import Collection

MANIFEST = """
[editions.v3]
versions = 'v\\d+'

[editions.2026-03]
versions = '2026-03'

[[left_out]]
versions = '\\d{4}-\\d{2}-beta'
reason = "beta"

[[left_out]]
versions = '2025-09'
reason = "old"

[slugs]
"CRM/Crm Owners" = "crm/owners"
"""
OWNERS = {
    "v3": "/crm/v3/owners",
    **{name: f"/crm/owners/{name}" for name in ("2025-09", "2026-03", "2026-09-beta", "2027-03-beta")},
}


def owners(path: str) -> dict[str, Any]:
    owner = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    page = {"type": "object", "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/O"}}}}
    answer = {
        "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/P"}}}}
    }
    names = ("limit", "after", "email", "archived")
    parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]
    return {
        "openapi": "3.0.1",
        "info": {"title": "Owners", "version": "1"},
        "servers": [{"url": "https://api.hubapi.com"}],
        "paths": {path: {"get": {"operationId": f"get-{path}", "parameters": parameters, "responses": answer}}},
        "components": {"schemas": {"O": owner, "P": page}},
    }


PROGRAM = """
import json, sys
from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

with Sandbox() as sandbox:
    sandbox.load_samples()
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token, api_version=sys.argv[1]) as hs:
        ids = [owner.id for owner in hs.owners.list(limit=2)]
    print(json.dumps([len(ids), *(request.path for request in sandbox.requests)]))
"""


@pytest.mark.parametrize("edition", ["2025-09", "2026-09-beta", "2027-03-beta"])
def test_an_entry_of_two_lines_is_an_edition_that_answers(edition: str, tmp_path: Path) -> None:
    collection, specs = Collection(tmp_path / "collection"), tmp_path / "specs"
    for version, path in OWNERS.items():
        collection.put("CRM/Crm Owners", version, owners(path))
    collection.commit()
    for folder in ("overlays", "authored"):
        (specs / folder).mkdir(parents=True)
    shutil.copy(ROOT / "specs" / LOCK.name, specs)  # so that the call has the name that the facade knows
    (specs / "manifest.toml").write_text(
        f"{MANIFEST}\n[editions.{edition}]\nversions = '{edition}'\n", encoding="utf-8"
    )
    build(Layout(specs), source=str(collection.root))
    replace(specs, tmp_path / "generated", cache=tmp_path / "cache")
    assert list(check(specs, tmp_path / "generated", cache=tmp_path / "cache")) == []
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, edition],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path / "generated"), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [2, OWNERS[edition]]
