"""``python -m scripts.specs [--source URL|PATH] [--ref REVISION] [--keep-going]``: renew ``specs/`` from upstream."""

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
from scripts.specs.errors import NOT_ALL_RENEWED, NOTHING_CHANGED, SpecsError
from scripts.specs.layout import Layout
from scripts.specs.pull import DEFAULT_REF, DEFAULT_SOURCE


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 when ``specs/`` was renewed, 1 when something has to be decided, which standard error says.

    Nothing was touched then, or with ``--keep-going`` everything but the documents that cannot be used.
    """
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
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave documents that cannot be used as they are, and renew the others",
    )
    options = parser.parse_args(arguments)
    source = options.source or os.environ.get("SPEC_SOURCE") or DEFAULT_SOURCE
    ref = options.ref or os.environ.get("SPEC_REF") or DEFAULT_REF
    decisions: list[str] = []
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
            decisions=decisions if options.keep_going else None,
        )
        print(text, end="", flush=True)
    except (SpecsError, CodegenError, OSError) as error:
        print(f"{NOTHING_CHANGED}{error}", file=sys.stderr)
        return 1
    if decisions:
        print(NOT_ALL_RENEWED + "\n\n".join(each.strip() for each in decisions), file=sys.stderr)
    return 1 if decisions else 0


def _generates(folder: Path, layout: Layout) -> list[str]:
    """What had to be widened or renamed so that clients could be generated from these documents.

    Raises `CodegenError` if none could.
    """
    editions, _ = made(folder, authored=layout.authored, names=layout.specs / LOCK.name, cache=EDITIONS)
    return notes(editions)


if __name__ == "__main__":
    sys.exit(main())
