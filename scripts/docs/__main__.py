"""``python -m scripts.docs`` writes the rendered pages; ``--check`` lists those that are stale (exit code 1)."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.bench.report import benchmarks_page, readme_page
from scripts.docs.coverage import coverage_page
from scripts.docs.editions import editions_page
from scripts.docs.errors import errors_page
from scripts.docs.imports import architecture_page
from scripts.docs.methods import methods_page
from scripts.docs.operations import operations_page
from scripts.docs.other_clients import page
from scripts.peers.wire.renewal import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "architecture.md": architecture_page,
    "operations.md": operations_page,
    "methods.md": methods_page,
    "editions.md": editions_page,
    "errors.md": errors_page,
    "sandbox-coverage.md": coverage_page,
    **{f"from-{client}.md": partial(page, client) for client in CLIENTS},
    "benchmarks.md": benchmarks_page,
    "../README.md": readme_page,
}


def main(arguments: list[str], folder: Path = DOCS) -> int:
    """Write or check every page."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m scripts.docs [--check]", file=sys.stderr)
        return 2
    stale: list[str] = []
    for name, render in PAGES.items():
        page, text = folder / name, render()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not arguments:
            page.write_text(text, encoding="utf-8")
    if arguments and stale:
        print(f"error: stale in docs/: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    print(f"docs/: {len(stale)} of {len(PAGES)} pages renewed" if stale else "docs/ is what the code says")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
