"""``python -m scripts.codegen generate`` writes the clients anew; ``check`` tells what differs from the committed."""

from __future__ import annotations

import sys
import time

from scripts.codegen.check import check
from scripts.codegen.documents import CodegenError
from scripts.codegen.render import package
from scripts.codegen.tree import GENERATED, PACKAGE, Edition, notes, replace


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is 0 only where everything is as it should be."""
    started = time.monotonic()
    try:
        if arguments == ["generate"]:
            _report(replace(), time.monotonic() - started)
            return 0
        if arguments == ["check"]:
            problems = list(check())
            for problem in problems[:50]:
                print(f"error: {problem}", file=sys.stderr)
            print(f"{len(problems)} differences" if problems else "generated/ is what specs/ gives; nothing is missing")
            return 1 if problems else 0
    except CodegenError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("usage: python -m scripts.codegen generate|check", file=sys.stderr)
    return 2


_COLUMNS = {"documents": 11, "operations": 11, "endpoints": 11, "schemas": 9, "models": 8, "files": 7, "lines": 8}


def _report(made: list[Edition], seconds: float) -> None:
    print(f"{'edition':10}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    for edition in made:
        sources = list((GENERATED / PACKAGE / package(edition.name)).rglob("*.py"))
        row = (
            len(edition.documents),
            sum(1 for document in edition.documents for _ in document.operations()),
            len(edition.merged.entries),
            sum(len(document.schemas) for document in edition.documents),
            len(edition.parsed.models),
            len(sources),
            sum(source.read_text().count("\n") for source in sources),
        )
        cells = zip(row, _COLUMNS.values(), strict=True)
        print(f"{edition.name:10}" + "".join(f"{value:>{width}}" for value, width in cells))
    for note in notes(made):
        print(f"note: {note}")
    print(f"{seconds:.1f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
