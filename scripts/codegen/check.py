"""Nothing may be lost between documents and code: files, operations, parameters and schemas are compared."""

from __future__ import annotations

import filecmp
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.codegen import naming
from scripts.codegen.documents import SPECS
from scripts.codegen.parse import raw
from scripts.codegen.render import package
from scripts.codegen.tree import GENERATED, PACKAGE, Edition, build, write

_IMPORT_ALL = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root))
for file in sorted(root.glob("hubspot_openapi/**/*.py")):
    name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for endpoint in getattr(module, "OPERATIONS", {}).values():
        facts = endpoint.operation
        print(facts.edition, facts.api, facts.name, facts.method, facts.path)
"""


def check(specs: Path = SPECS, generated: Path = GENERATED) -> Iterator[str]:
    """Every difference between what the documents demand and what is committed; none is what it should be."""
    made, names = build(specs)
    with tempfile.TemporaryDirectory() as folder:
        write(made, Path(folder))
        yield from _file_differences(Path(folder) / PACKAGE, generated / PACKAGE)
    if names != naming.read(specs / naming.LOCK.name):
        yield f"specs/{naming.LOCK.name} lacks names of new operations: run `make generate`"
    yield from _import_all(made, generated)
    for edition in made:
        yield from missing_operations(edition)
        yield from missing_schemas(edition)
        yield from missing_fields(edition)


def _file_differences(fresh: Path, committed: Path) -> Iterator[str]:
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    present = {p.relative_to(committed) for p in committed.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    yield from (f"generated/{PACKAGE}/{path} is missing" for path in sorted(wanted - present))
    yield from (f"generated/{PACKAGE}/{path} is not generated any more" for path in sorted(present - wanted))
    for path in sorted(wanted & present):
        if not filecmp.cmp(fresh / path, committed / path, shallow=False):
            yield f"generated/{PACKAGE}/{path} differs from what the documents give"


def _import_all(made: list[Edition], generated: Path) -> Iterator[str]:
    """Import every module with warnings as errors, and look for every operation among their endpoints."""
    command = [sys.executable, "-W", "error", "-B", "-c", _IMPORT_ALL, str(generated)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        yield f"a generated module does not import: {done.stderr.strip().splitlines()[-1]}"
        return
    present = set(done.stdout.splitlines())
    for edition in made:
        for e in edition.merged.entries.values():
            line = f"{edition.name} {e.api} {e.name} {e.method.upper()} {e.path}"
            if line not in present:
                yield f"no endpoint for {line}"


def missing_operations(edition: Edition) -> Iterator[str]:
    """Operations of the documents that neither have an endpoint nor are folded into one."""
    generated = {(entry.method, entry.path) for entry in edition.merged.entries.values()}
    for document in edition.documents:
        for path, method, _ in document.operations():
            target = edition.folded.folded.get((document.source, method, path), (method, path))
            if target not in generated:
                yield f"{document.source}: {method.upper()} {path} has no endpoint"


def missing_schemas(edition: Edition) -> Iterator[str]:
    """Component schemas with fields that no model stands for."""
    models = {_class_key(name) for name, model in edition.parsed.models.items() if not edition.parsed.is_map(model)}
    for document in edition.documents:
        for name, schema in document.schemas.items():
            # a document that is folded whole has none: what stands for its operations has all that they use
            target = edition.merged.schemas.get((document.source, name))
            if target and schema.get("properties") and _class_key(target) not in models:
                yield f"{document.source}: schema {name} has no model in {package(edition.name)}"


def missing_fields(edition: Edition) -> Iterator[str]:
    """Parameters of operations and properties of schemas that the generator did not keep."""
    for entry in edition.merged.entries.values():
        endpoint = edition.parsed.endpoints[entry.id]
        wires = entry.view.wires
        kept = {wires.get(raw(p.name), raw(p.name)) for _, p in endpoint.iter_all_parameters()}
        for parameter in entry.operation.get("parameters", []):
            if parameter["name"] not in kept:
                yield f"{entry.api}.{entry.name}: parameter {parameter['name']} is lost"
    sources = [text for path, text in edition.files.items() if path.endswith(("models.py", "shared.py"))]
    written = {_class_key(name): _WIRE.findall(body) for text in sources for name, body in _CLASS.findall(text)}
    documents = {d.source: d for d in [*edition.documents, *edition.folded.documents]}
    for (source, name), target in edition.merged.schemas.items():
        found = written.get(_class_key(target))
        lost = set(documents[source].schemas[name].get("properties", {})).difference(found or ())
        if found is not None and lost:
            yield f"{source}: schema {name} loses {', '.join(sorted(lost))}"


_CLASS = re.compile(r"^class (\w+)\(Model\):\n((?:    .*\n|\n(?=    ))*)", flags=re.M)
_WIRE = re.compile(r"wire\(['\"]([^'\"]+)['\"]")


def _class_key(name: str) -> str:
    """What a schema's name and its class's name have in common, whatever the case and the underscores."""
    return name.replace("_", "").lower()
