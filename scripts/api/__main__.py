"""``python -m scripts.api`` renders the public names anew; ``--release`` also records them as those of a release."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.api.mentions import unmentioned, unreleased
from scripts.api.surface import surface

ROOT = Path(__file__).parents[2]
CURRENT = ROOT / "tests" / "meta" / "public_api.txt"
RELEASED = ROOT / "tests" / "meta" / "public_api_released.txt"
CHANGELOG = ROOT / "CHANGELOG.md"


def main(arguments: list[str]) -> int:
    """Exit code: 1 if the changelog does not mention a change yet."""
    if arguments not in ([], ["--release"]):
        print("usage: python -m scripts.api [--release]", file=sys.stderr)
        return 2
    text = surface()
    CURRENT.write_text(text, encoding="utf-8")
    if arguments:
        RELEASED.write_text(text, encoding="utf-8")
    missing = unmentioned(
        RELEASED.read_text(encoding="utf-8").splitlines(),
        text.splitlines(),
        unreleased(CHANGELOG.read_text(encoding="utf-8")),
    )
    for each in missing:
        print(f"CHANGELOG.md does not mention what {each}", file=sys.stderr)
    print(f"{CURRENT.relative_to(ROOT)}: {text.count(chr(10))} public names")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
