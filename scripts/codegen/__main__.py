"""``python -m scripts.codegen generate`` writes the clients anew; ``check`` reports what differs."""

from __future__ import annotations

import sys
import time

from scripts.codegen.cache import CACHE
from scripts.codegen.check import check
from scripts.codegen.documents import CodegenError
from scripts.codegen.result import Result
from scripts.codegen.tree import notes, replace


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is 0 only if everything is as it should be."""
    started = time.monotonic()
    try:
        if arguments == ["generate"]:
            _report(replace(cache=CACHE), time.monotonic() - started)
            return 0
        if arguments == ["check"]:
            problems = list(check(cache=CACHE))
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


def _report(made: list[Result], seconds: float) -> None:
    print(f"{'edition':10}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    for each in made:
        print(f"{each.name:10}" + "".join(f"{each.figures[name]:>{width}}" for name, width in _COLUMNS.items()))
    for note in notes(made):
        print(f"note: {note}")
    print(f"{seconds:.1f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
