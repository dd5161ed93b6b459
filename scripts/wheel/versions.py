"""The versions of dependencies that the wheel is tested with: the pinned, the lowest declared, the newest."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = ("pinned", "lowest", "newest")
EXTRAS = ("cli", "sandbox")  # what tests outside of tests/extras need
_BOUND = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*>=\s*([0-9][0-9.]*)")


def constraints(root: Path, choice: str) -> list[str]:
    """The lines of a constraints file."""
    if choice == "newest":
        return []
    pinned = [line for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line]
    if choice == "pinned":
        return pinned
    lowest = lowest_declared(root)
    return [f"{name}=={version}" for name, version in lowest.items()] + [
        line for line in pinned if line.partition("==")[0] not in lowest
    ]


def lowest_declared(root: Path) -> dict[str, str]:
    """The lowest version that pyproject.toml promises for each dependency. ValueError for one without a bound."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(line for extra in EXTRAS for line in project["optional-dependencies"][extra]),
    ]
    found: dict[str, str] = {}
    for line in declared:
        match = _BOUND.match(line)
        if match is None:
            raise ValueError(f"pyproject.toml gives no lowest version for {line!r}")
        found[match[1].lower()] = match[2]
    return found
