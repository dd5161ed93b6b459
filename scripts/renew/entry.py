"""The changelog's entry about a renewal, drafted from the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

HEADING = "## [Unreleased]"
SECTION = "### Changed"


def drafted(changelog: str, data: dict[str, Any]) -> str:
    """The changelog with an entry on the changes in `data`, which is ``changes.json``; unchanged if it has one."""
    entry = entry_on(data)
    first = entry.splitlines()[0]
    if first in changelog.splitlines():
        return changelog
    before, heading, after = changelog.partition(f"{HEADING}\n")
    if not heading:
        raise ValueError(f"CHANGELOG.md has no heading {HEADING}")
    unreleased, rest = after, ""
    if "\n## [" in after:
        unreleased, mark, rest = after.partition("\n## [")
        rest = mark + rest
    if f"{SECTION}\n" in unreleased:
        top, _, below = unreleased.partition(f"{SECTION}\n")
        unreleased = f"{top}{SECTION}\n\n{entry}{below.lstrip(chr(10))}"
    else:
        unreleased = f"\n{SECTION}\n\n{entry}{unreleased if unreleased.startswith(chr(10)) else chr(10) + unreleased}"
    return f"{before}{heading}{unreleased}{rest}"


def entry_on(data: dict[str, Any]) -> str:
    """A list item: the current documents, what was added and removed, and each break of a named operation."""
    lines = [f"- The clients are generated from HubSpot's documents of {data['to'].partition(' of ')[2]} (collection"]
    lines.append(
        f"  commit {data['to'].partition(' ')[0]}; before, {data['from'] or 'none'}): {_counts(data['changes'])}."
    )
    breaks = [f"  - {line}" for line in _breaks(data["changes"])]
    tail = "; what breaks named operations:" if breaks else "."
    lines += [f"  All of it is in specs/CHANGES.md{tail}", *breaks]
    return "\n".join(lines) + "\n"


def _counts(changes: list[dict[str, Any]]) -> str:
    by_rule: dict[str, int] = defaultdict(int)
    for each in changes:
        by_rule[each["rule"]] += len(each["operations"])
    parts = [f"{by_rule['endpoint-added']} operations came", f"{by_rule['api-removed']} went"]
    return ", ".join(parts)


def _breaks(changes: Iterable[dict[str, Any]]) -> Iterable[str]:
    """One line for the same break in every edition."""
    editions: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for each in changes:
        if each["severity"] == "breaking" and each["named"]:
            names = ", ".join(f"`{name}`" for name in each["named"])
            editions[names, _what(each)].append(each["edition"])
    for (names, what), found in editions.items():
        yield f"{names} ({', '.join(dict.fromkeys(found))}): {what}."


def _what(change: dict[str, Any]) -> str:
    places = ", ".join(change["places"][:3]) + (" …" if len(change["places"]) > 3 else "")
    values = " → ".join(filter(None, (change["was"], change["now"])))
    return " ".join(filter(None, (change["rule"].replace("-", " "), places, f"({values})" if values else "")))
