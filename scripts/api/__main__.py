"""``python -m scripts.api`` renders the public names anew; ``--release`` also takes them as those of a release."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.api.surface import surface
from scripts.api.told import unreleased, untold

ROOT = Path(__file__).parents[2]
CURRENT = ROOT / "tests" / "meta" / "public_api.txt"
RELEASED = ROOT / "tests" / "meta" / "public_api_released.txt"
CHANGELOG = ROOT / "CHANGELOG.md"


def main(arguments: list[str]) -> int:
    """Exit code: 1 where the changelog has yet to tell something."""
    if arguments not in ([], ["--release"]):
        print("usage: python -m scripts.api [--release]", file=sys.stderr)
        return 2
    text = surface()
    CURRENT.write_text(text, encoding="utf-8")
    if arguments:
        RELEASED.write_text(text, encoding="utf-8")
    missing = untold(
        RELEASED.read_text(encoding="utf-8").splitlines(),
        text.splitlines(),
        unreleased(CHANGELOG.read_text(encoding="utf-8")),
    )
    for each in missing:
        print(f"CHANGELOG.md has yet to tell what {each}", file=sys.stderr)
    print(f"{CURRENT.relative_to(ROOT)}: {text.count(chr(10))} public names")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
