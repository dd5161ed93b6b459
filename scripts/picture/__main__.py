"""``python -m scripts.picture`` draws docs/images/first-example.svg; ``--check`` fails where it is another one now."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from hubspot_facade.sandbox import Sandbox
from scripts.picture.steps import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.picture.steps import Step

FILE = ROOT / "docs" / "images" / "first-example.svg"
_WIDTH = 130
_ELSEWHERE = re.compile(r"@font-face \{.*?\}\n|<!--.*?-->\n", re.DOTALL)  # what refers to other hosts


def picture(steps: Iterable[Step]) -> str:
    """The steps as SVG that refers to no other host."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for step in steps:
        console.print(Text("$ ", style="green") + Text(step.command, style="bold"))
        for line in step.lines:
            console.print(Text(line, style="dim" if line.startswith("…") else ""))
    drawn = console.export_svg(title="hubspot-facade", unique_id="hubspot-facade")
    return "\n".join(line.rstrip() for line in _ELSEWHERE.sub("", drawn).splitlines()) + "\n"


def main(arguments: list[str], file: Path = FILE) -> int:
    """Draw it, or compare it with the one that is there."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m scripts.picture [--check]", file=sys.stderr)
        return 2
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        drawn = picture(run(sandbox, Path(folder)))
    if file.exists() and file.read_text(encoding="utf-8") == drawn:
        print(f"{file.name} shows what the commands print")
        return 0
    if arguments:
        print(f"error: {file.name} does not show what the commands print; run `make picture`", file=sys.stderr)
        return 1
    file.parent.mkdir(exist_ok=True)
    file.write_text(drawn, encoding="utf-8")
    print(f"{file.name} drawn anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
