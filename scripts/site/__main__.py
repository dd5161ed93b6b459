"""``python -m scripts.site`` writes the pages that the site is built from; ``--check`` examines what was built."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from scripts.site.built import faults
from scripts.site.pages import PICTURES, ROOT, place, sources, text_of
from scripts.site.reference import pages

SITE = ROOT / ".site"


def main(arguments: list[str], site: Path = SITE) -> int:
    """Write the pages, or check what was built from them."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m scripts.site [--check]", file=sys.stderr)
        return 2
    if arguments:
        return _check(site / "html")
    folder = site / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    for path in sources():
        target = folder / str(place(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix in PICTURES:
            shutil.copyfile(ROOT / path, target)
        else:
            target.write_text(text_of(path), encoding="utf-8")
    for name, text in pages():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return 0


def _check(folder: Path) -> int:
    count = len([*folder.rglob("*.html")])
    found = list(faults(folder)) if count else [f"{folder} has no pages"]
    print("\n".join(found) or f"{count} pages; their links lead somewhere, and they load nothing from other hosts")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
