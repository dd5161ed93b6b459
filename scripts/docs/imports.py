"""The tables of docs/architecture.md that say who may import whom; the rest of that page is written by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from scripts.docs.places import put

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/architecture.md"
SOURCE = "tests/meta/imports.toml"
TABLE = ROOT / SOURCE
SANDBOX = "sandbox"

Row = dict[str, Any]


def architecture_page() -> str:
    """The page with its tables made anew. ValueError when a place for one is missing."""
    rows: dict[str, Row] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    own = {name: row for name, row in rows.items() if not name.startswith(f"{SANDBOX}.")}
    rooms = {name: row for name, row in rows.items() if name not in own}
    groups = {name for name, row in rows.items() if "packages" in row}
    text = put(PAGE, PAGE.read_text(encoding="utf-8"), "packages", SOURCE, _table(own, groups))
    return put(PAGE, text, "rooms of the sandbox", SOURCE, _table(rooms, groups))


def _table(rows: dict[str, Row], groups: set[str]) -> str:
    lines = ["| package | holds | may import |", "|---|---|---|"]
    for name, row in rows.items():
        packages = ", ".join(f"`{_short(one)}`" for one in row.get("packages", [name]))
        group = f"the {_short(name)}: " if name in groups else ""
        may = ", ".join(_imported(one, name, groups) for one in row["may_import"])
        lines.append(f"| {group}{packages} | {row['holds']} | {may or 'nothing of ours'} |")
    return "\n".join(lines) + "\n"


def _imported(package: str, by: str, groups: set[str]) -> str:
    """A package or a group of packages as the table names it; the root of the facade has its full name."""
    if package == by:
        return "each other"
    short = _short(package) or "hubspot_facade"
    return f"the {short}" if package in groups else f"`{short}`"


def _short(package: str) -> str:
    return package.removeprefix(f"{SANDBOX}.")
