"""Small collections in local git repositories."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.specs import __main__ as command
from scripts.specs.layout import Layout
from scripts.specs.normalise import encode

Node = dict[str, Any]

MANIFEST = """
[editions.v3]
versions = 'v\\d+'
authored = ["crm/ours"]

[editions.2026-03]
versions = '2026-03'

[[left_out]]
versions = '.*-beta'
reason = "beta"
"""


@pytest.fixture(autouse=True)
def _own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command keeps nothing in the project's own caches."""
    for name in ("CACHE", "EDITIONS"):
        monkeypatch.setattr(command, name, tmp_path / "caches" / name)


def run_git(where: Path, *arguments: str) -> str:
    """Output of git, with a fixed author and clock so that hashes are the same in every run."""
    fixed = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],  # noqa: S607 - git of this machine, as in scripts
        cwd=where,
        env=os.environ | fixed,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


class Collection:
    """A git repository laid out as HubSpot's collection."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        run_git(root, "init", "--quiet")
        run_git(root, "config", "uploadpack.allowFilter", "true")
        run_git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.write("README.md", b"prose\n")
        self.write(".postman/api", b"[]\n")

    def write(self, path: str, data: bytes) -> str:
        """Put a file, and return its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return path

    def put(self, name: str, version: str, document: Node, *, rollout: int = 1) -> str:
        """Put a document of the API `name` ("CRM/Contacts"), and return its path."""
        file = name.partition("/")[2].replace(" ", "")
        path = f"PublicApiSpecs/{name}/Rollouts/{rollout}/{version}/{file}.json"
        return self.write(path, json.dumps(document).encode())

    def commit(self, message: str = "more") -> str:
        """Commit everything, and return the hash."""
        run_git(self.root, "add", "--all")
        run_git(self.root, "commit", "--quiet", "--allow-empty", "-m", message)
        return run_git(self.root, "rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        """Output of git in the repository."""
        return run_git(self.root, *arguments)


UPSTREAM: Node = {
    "openapi": "3.0.1",
    "info": {
        "title": "Crm Things",
        "version": "v3",
        "description": "All about things.",
        "contact": {"name": "somebody"},
        "x-hubspot-introduction": "Use the things API to do things.",
        "x-hubspot-product-tier-requirements": {"sales": "FREE"},
    },
    "servers": [{"url": "https://api.hubapi.com", "description": "production"}],
    "tags": [{"name": "Basic", "description": "The basic ones."}],
    "paths": {
        "/crm/v3/things/{thingId}": {
            "get": {
                "tags": ["Basic"],
                "operationId": "get-/crm/v3/things/{thingId}",
                "summary": "Read a thing",
                "description": "Reads a thing.",
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "description": "How many.",
                        "required": False,
                        "style": "form",
                        "explode": True,
                        "schema": {"type": "integer", "default": 10, "example": None},
                    },
                    {"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "after", "in": "query", "required": False, "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "It worked.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": None}
                        },
                    },
                    "default": {"description": "", "$ref": "#/components/responses/Error"},
                },
                "security": [{"oauth2": ["things.write", "things.read"]}, {"oauth2": ["admin"]}],
                "x-hubspot-rate-limit-exemptions": ["ten-secondly", "daily"],
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "title": "THING",
                "required": ["title", "description"],
                "type": "object",
                "properties": {
                    "title": {"type": "string", "description": "The title."},
                    "description": {"type": "string", "example": "A thing"},
                    "kind": {"type": "string", "enum": ["B", "A", "B"], "default": "A"},
                },
                "x-hubspot-sub-type-impl": True,
            },
            "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
        },
        "responses": {
            "Error": {
                "description": "An error occurred.",
                "content": {"*/*": {"schema": {"$ref": "#/components/schemas/Error"}}},
            }
        },
        "securitySchemes": {
            "oauth2": {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "https://example.com/authorize",
                        "tokenUrl": "https://example.com/token",
                        "scopes": {"things.read": "Read your things", "things.write": ""},
                    }
                },
            }
        },
    },
}

AUTHORED: Node = {
    "openapi": "3.0.1",
    "info": {"title": "crm.ours", "version": "v1"},
    "servers": [{"url": "https://api.hubapi.com"}],
    "paths": {
        "/ours/v1": {
            "get": {"operationId": "get-/ours/v1", "tags": ["Basic"], "responses": {"204": {"description": ""}}}
        }
    },
    "components": {},
}


@pytest.fixture
def upstream() -> Callable[..., Node]:
    """A fresh document as upstream writes them; each path given stands for another GET operation."""

    def make(*paths: str) -> Node:
        document = deepcopy(UPSTREAM)
        for path in paths:
            document["paths"][path] = {
                "get": {"operationId": f"get-{path}", "tags": ["Basic"], "responses": {"204": {"description": "Done."}}}
            }
        return document

    return make


@pytest.fixture
def repository(tmp_path: Path, upstream: Callable[..., Node]) -> Collection:
    """A collection of two APIs, not committed yet."""
    collection = Collection(tmp_path / "collection")
    collection.put("CRM/Things", "v3", upstream())
    collection.put("CRM/Things", "2026-03", upstream())
    collection.put("CMS/Other Things", "v1", upstream())
    collection.put("CMS/Other Things", "2026-09-beta", upstream())
    collection.write("PublicApiSpecs/CRM/Things/Rollouts/1/v3/A - Collection.json", b'{"info": {}, "item": []}')
    collection.write("PublicApiSpecs/CRM/Things/Rollouts/1/v3/deeper/A - Collection.json", b'{"info": {}, "item": []}')
    return collection


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A specs folder with a manifest, no overlays, and one authored document."""
    specs = tmp_path / "specs"
    (specs / "overlays").mkdir(parents=True)
    (specs / "authored" / "crm").mkdir(parents=True)
    (specs / "authored" / "crm" / "ours.json").write_bytes(encode(AUTHORED))
    (specs / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    return Layout(specs)
