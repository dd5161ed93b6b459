"""``python -m scripts.renew [--from STEP] [--keep-going] [--summary FILE]``: renew everything made from the documents.

SPEC_SOURCE and SPEC_REF choose the state of the collection, as for ``python -m scripts.specs``. It stops at the first
step that needs a decision, and says which file to edit and what to paste; run it again after that. Exit code 1 then.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.renew.steps import Done, Run, steps
from scripts.renew.walk import summary, walk
from scripts.specs.layout import ROOT


def main(arguments: list[str] | None = None, *, run: Run | None = None, root: Path = ROOT) -> int:
    """Exit code: 0 if everything is renewed or nothing has to be, 1 if something has to be decided."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.renew", description="Renew all that HubSpot's documents give."
    )
    parser.add_argument("--from", dest="start", default="", help="the step to begin with; default: the first")
    parser.add_argument("--keep-going", action="store_true", help="take every step, and gather what has to be decided")
    parser.add_argument(
        "--summary", type=Path, help="write what was done and what has to be decided there, as Markdown"
    )
    options = parser.parse_args(arguments)
    try:
        every = steps(run or command(root), root, keep_going=options.keep_going)
        taken = walk(every, start=options.start, keep_going=options.keep_going, say=_say)
    except ValueError as error:
        print(f"renew: {error}", file=sys.stderr)
        return 2
    if options.summary:
        options.summary.write_text(summary(taken), encoding="utf-8")
    print("\n== " + ", ".join(f"{each.name} {each.seconds:.0f} s" for each in taken))
    for each in taken:
        if each.decision:
            print(f"\n{each.name} needs a decision. {each.decision}", file=sys.stderr)
            print(f"Then: make renew{f' FROM={each.name}' if each.name != 'specs' else ''}", file=sys.stderr)
    return 1 if any(each.decision for each in taken) else 0


def _say(text: str) -> None:
    print(f"\n{text}", flush=True)


def command(root: Path) -> Run:
    """Run commands in `root` and show their output as it arrives."""

    def run(words: Sequence[str]) -> Done:
        named = [sys.executable if words[0] == "python" else words[0], *words[1:]]
        lines: list[str] = []
        process = subprocess.Popen(
            named, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        with process:
            for line in process.stdout or ():
                lines.append(line)
                print(line, end="", flush=True)
        return Done(process.returncode, "".join(lines))

    return run


if __name__ == "__main__":
    sys.exit(main())
