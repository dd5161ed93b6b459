"""A client made of documents of our own, the whole way from a commit upstream; its calls are made in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.codegen.tree import build as generate
from scripts.codegen.tree import notes, replace
from scripts.specs.build import build
from scripts.specs.layout import Layout
from tests.scripts.specs.conftest import Collection

JSON = dict[str, Any]

PROGRAM = """
import json, sys
import hubspot_openapi

def plain(value):
    if hasattr(value, "to_dict"):
        return {"model": type(value).__name__, **value.to_dict()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, dict, type(None))) else repr(value)

def run(api, name, arguments, answer):
    operations = hubspot_openapi.load("v3", api)
    try:
        call = getattr(operations, name)(**arguments)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    made = {"method": call.method, "path": call.path, "query": call.query, "headers": call.headers,
            "form": call.form, "content": call.content.decode() if call.content else None}
    if answer:
        status, content_type, content = answer
        made["answer"] = plain(call.parse(status, content_type, content.encode("latin-1")))
    return made

print(json.dumps([run(*case) for case in json.load(sys.stdin)]))
"""


class Client:
    """A generated package."""

    def __init__(self, folder: Path, documents: dict[str, JSON]) -> None:
        collection = Collection(folder / "collection")
        for name, document in documents.items():
            collection.put(name, "v3", document)
        collection.commit()
        layout = Layout(folder / "specs")
        (layout.specs / "overlays").mkdir(parents=True)
        layout.authored.mkdir()
        layout.manifest.write_text("[editions.v3]\nversions = 'v\\d+'\n", encoding="utf-8")
        self.report = build(
            layout,
            source=str(collection.root),
            check=lambda made: notes(generate(made, authored=layout.authored, names=layout.specs / "names.json")[0]),
        )
        self.specs = layout.specs
        self.root = folder / "generated"
        replace(layout.specs, self.root)

    def ask(self, cases: list[tuple[str, str, JSON, Any]]) -> list[JSON]:
        """What the calls (API, name, arguments, answer to parse or None) are."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", PROGRAM],
            cwd=self.root,
            input=json.dumps(cases),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        found: list[JSON] = json.loads(done.stdout)
        return found

    def source(self, api: str, module: str = "operations") -> str:
        """The text of a module."""
        return (self.root / "hubspot_openapi" / "v3" / api.replace(".", "/") / f"{module}.py").read_text()


def ref(name: str, kind: str = "schemas") -> JSON:
    return {"$ref": f"#/components/{kind}/{name}"}


def document(paths: JSON, **components: JSON) -> JSON:
    return {
        "openapi": "3.0.3",
        "info": {"title": "x", "version": "v3"},
        "servers": [{"url": "https://api.hubapi.com"}],
        "paths": paths,
        "components": components,
    }


def answers(schema: JSON | None = None, media: str = "application/json") -> JSON:
    return {"200": {"description": "", **({"content": {media: {"schema": schema}}} if schema is not None else {})}}
