"""The tables that a run prints."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.specs.collection import PRODUCTION
from scripts.specs.formats import Foreign
from scripts.specs.normalise import Tally
from scripts.specs.selection import Selection
from scripts.specs.walk import operations


def table(title: str, columns: list[str], rows: dict[str, list[Any]]) -> str:
    """`rows` under `columns`, padded; empty when there are no rows."""
    if not rows:
        return ""
    lines = [[title, *columns], *([name, *map(str, cells)] for name, cells in rows.items())]
    widths = [max(len(line[number]) for line in lines) for number in range(len(columns) + 1)]
    text = (
        "  ".join(
            [
                line[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            ]
        )
        for line in lines
    )
    return "\n".join(line.rstrip() for line in text) + "\n"


def editions(contents: dict[str, dict[str, dict[str, Any]]]) -> str:
    """Documents, operations and schemas per edition."""
    rows = {
        name: [
            len(documents),
            sum(
                sum(len(item.keys() - {"parameters"}) for item in each["paths"].values()) for each in documents.values()
            ),
            sum(len(each.get("components", {}).get("schemas", {})) for each in documents.values()),
        ]
        for name, documents in contents.items()
    }
    return table("edition", ["documents", "operations", "schemas"], rows)


def mended(tallies: dict[str, Tally], before: dict[str, Any]) -> str:
    """Places touched per pass and overlay and edition; ``was n`` where the lock `before` has another count."""
    rows: dict[str, list[Any]] = {}
    for section, attribute in (("mended", "passes"), ("overlays", "overlays")):
        known = before.get(section, {})
        counters: dict[str, Counter[str]] = {name: getattr(tally, attribute) for name, tally in tallies.items()}
        for name in sorted({name for counts in (*counters.values(), *known.values()) for name in counts}):
            rows[name] = [
                _cell(counter[name], known[edition].get(name, 0) if edition in known else None)
                for edition, counter in counters.items()
            ]
    return table("mended places", list(tallies), rows)


def _cell(count: int, before: int | None) -> str:
    return str(count) if before is None or before == count else f"{count} (was {before})"


SHOWN = 12
"""The number of names in a line of differences."""


def changes(before: Path, after: Path, names: list[str]) -> str:
    """Which documents and operations of the editions `names` differ between the folders `before` and `after`."""
    lines: list[str] = []
    for name in names:
        old, new = _files(before / name), _files(after / name)
        changed = {key for key in old.keys() & new.keys() if old[key] != new[key]}
        had, has = _operations(old), _operations(new)
        for what, keys in (
            ("new", new.keys() - old.keys()),
            ("gone", old.keys() - new.keys()),
            ("changed", changed),
            ("operations new", has - had),
            ("operations gone", had - has),
        ):
            if keys:
                lines.append(f"{name}: {len(keys)} {what}: {_shown(sorted(keys))}\n")
    return "".join(lines) or "no document differs from those before\n"


def _shown(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).with_suffix("").as_posix(): file.read_bytes() for file in folder.rglob("*.json")}


def _operations(files: dict[str, bytes]) -> set[str]:
    """``METHOD path`` of every operation in `files`."""
    return {f"{method.upper()} {path}" for data in files.values() for method, path, _ in operations(json.loads(data))}


def warnings(
    selection: Selection,
    tallies: dict[str, Tally],
    foreign: list[Foreign],
    unreadable: list[str],
    unfit: dict[str, list[str]] | None = None,
    empty: dict[str, str] | None = None,
) -> str:
    """What a person should look at, one line each."""
    unknown = sum((tally.unknown for tally in tallies.values()), Counter[str]())
    lines = [
        *(f"edition {name} has no document, and others supply its calls: {why}" for name, why in (empty or {}).items()),
        *(f"{path}: taken though left_out calls it published twice: {why}" for path, why in selection.taken.items()),
        *(f"{path}: in no edition, and no left_out entry of the manifest says why" for path in selection.unexplained),
        *(
            f"{document.path}: its server is {document.elsewhere}, and the calls of {edition} go to {PRODUCTION}"
            for edition, chosen in selection.chosen.items()
            for document in chosen.values()
            if document.elsewhere
        ),
        *(f"left_out {entry}: keeps no document out any more" for entry in selection.unused),
        *(
            f"{count} x {key}: neither known as fact nor as prose (facts.py), dropped"
            for key, count in sorted(unknown.items())
        ),
        *(f"overlay {name}: {each}" for name, found in (unfit or {}).items() for each in found),
        *(
            f"{file.path}: {file.form or 'not OpenAPI 3.0'}, ignored"
            for file in foreign
            if file.path not in selection.left_out
        ),
        *(f"{problem} (left out anyway)" for problem in unreadable),
    ]
    return notes(lines)


def notes(lines: Sequence[str]) -> str:
    """Lines for a person to read."""
    return "".join(f"note: {line}\n" for line in lines)


def misplaced(path: str) -> str:
    """What to say of a file that may be a document in a folder where none belong."""
    return f"{path}: not read: documents are in PublicApiSpecs/<area>/<api>/Rollouts/<id>/<version>/"
