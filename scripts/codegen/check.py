"""Whether the committed code is what the documents give, every module imports, and nothing was lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.codegen import naming
from scripts.codegen.documents import SPECS
from scripts.codegen.render import Files
from scripts.codegen.result import Result
from scripts.codegen.tree import GENERATED, PACKAGE, files, made

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


def check(specs: Path = SPECS, generated: Path = GENERATED, cache: Path | None = None) -> Iterator[str]:
    """Every difference between what the documents require and what is committed; there should be none."""
    fresh, names = made(specs, cache=cache)
    yield from _file_differences(files(fresh), generated / PACKAGE)
    if names != naming.read(specs / naming.LOCK.name):
        yield f"specs/{naming.LOCK.name} lacks names of new operations: run `make generate`"
    yield from _import_all(fresh, generated)
    for each in fresh:
        yield from each.losses


def _file_differences(wanted: Files, committed: Path) -> Iterator[str]:
    there = [path for path in committed.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    present = {path.relative_to(committed).as_posix() for path in there}
    yield from (f"generated/{PACKAGE}/{path} is missing" for path in sorted(wanted.keys() - present))
    yield from (f"generated/{PACKAGE}/{path} is not generated any more" for path in sorted(present - wanted.keys()))
    for path in sorted(wanted.keys() & present):
        if wanted[path].encode() != (committed / path).read_bytes():
            yield f"generated/{PACKAGE}/{path} differs from what the documents give"


def _import_all(editions: list[Result], generated: Path) -> Iterator[str]:
    """Import every module with warnings as errors, and look for every operation among their endpoints."""
    command = [sys.executable, "-W", "error", "-B", "-c", _IMPORT_ALL, str(generated)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        yield f"a generated module does not import: {done.stderr.strip().splitlines()[-1]}"
        return
    present = set(done.stdout.splitlines())
    for each in editions:
        yield from (f"no endpoint for {line}" for line in each.endpoints if line not in present)
