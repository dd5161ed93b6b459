"""``python -m scripts.specs [--source URL|PATH] [--ref BRANCH|TAG|COMMIT]``: renew ``specs/`` from upstream."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from scripts.codegen.cache import CACHE as EDITIONS
from scripts.codegen.documents import CodegenError
from scripts.codegen.naming import LOCK
from scripts.codegen.tree import made, notes
from scripts.specs.build import build
from scripts.specs.cache import CACHE
from scripts.specs.changes.cassettes import read_cassettes
from scripts.specs.changes.uses import catalogue_uses
from scripts.specs.errors import NOTHING_CHANGED, SpecsError
from scripts.specs.layout import Layout
from scripts.specs.pull import DEFAULT_REF, DEFAULT_SOURCE


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 when ``specs/`` was renewed, 1 when nothing was touched and standard error says why."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.specs", description="Renew specs/ from HubSpot's OpenAPI collection."
    )
    parser.add_argument("--source", default="", help=f"git URL or path; default: $SPEC_SOURCE, or {DEFAULT_SOURCE}")
    parser.add_argument("--ref", default="", help="branch, tag or commit; default: $SPEC_REF, or the default branch")
    parser.add_argument(
        "--specs",
        type=Path,
        default=Layout().specs,
        help="the folder to renew; default: specs/ of the project",
    )
    options = parser.parse_args(arguments)
    source = options.source or os.environ.get("SPEC_SOURCE") or DEFAULT_SOURCE
    ref = options.ref or os.environ.get("SPEC_REF") or DEFAULT_REF
    try:
        layout = Layout(options.specs.resolve())
        text = build(
            layout,
            source=source,
            ref=ref,
            check=lambda folder: _generates(folder, layout),
            uses=catalogue_uses(),
            cassettes=read_cassettes(),
            cache=CACHE,
        )
        print(text, end="")
    except (SpecsError, CodegenError, OSError) as error:
        print(f"{NOTHING_CHANGED}{error}", file=sys.stderr)
        return 1
    return 0


def _generates(folder: Path, layout: Layout) -> list[str]:
    """What had to be widened or renamed so that clients could be generated from these documents.

    Raises `CodegenError` if none could.
    """
    editions, _ = made(folder, authored=layout.authored, names=layout.specs / LOCK.name, cache=EDITIONS)
    return notes(editions)


if __name__ == "__main__":
    sys.exit(main())
