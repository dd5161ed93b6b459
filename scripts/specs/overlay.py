"""Corrections of upstream documents, as data: ``specs/overlays/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from scripts.specs.errors import SpecsError
from scripts.specs.walk import Node, escape, unescape

KEYS = {"reason", "documents", "editions", "at", "was", "add", "replace", "remove", "matches"}
ABSENT: Any = object()


@dataclass(frozen=True)
class Applied:
    """What a correction found at its places in one document."""

    touched: int = 0
    """Places that it corrected."""
    mended: tuple[str, ...] = ()
    """Pointers to places that are already what the correction makes of them."""
    other: tuple[tuple[str, Any], ...] = ()
    """Pointers to places that have neither the value to correct nor the corrected one, and what they have."""

    @property
    def unlike(self) -> bool:
        """Whether the document has the places, and none is as the correction knows it, before or after."""
        return bool(self.other) and not self.touched and not self.mended


@dataclass(frozen=True)
class Correction:
    """One correction: at the places that `at` names, do one of add, replace, remove."""

    name: str
    """File and number, for messages and the lock."""
    reason: str
    documents: tuple[str, ...]
    """Keys, with * and ? as in file names."""
    editions: tuple[str, ...]
    """Empty: all."""
    at: tuple[str, ...]
    """Parts of a JSON pointer; ``*`` is any key or index, ``[key=value]`` the list items whose key has that value."""
    was: Any
    """Only places that hold this value."""
    action: str
    value: Any
    matches: int | None
    """How many places there are in all editions; None where any number but none is right."""

    def applies(self, edition: str, key: str) -> bool:
        """Whether the document `key` of `edition` is meant."""
        return (not self.editions or edition in self.editions) and any(
            fnmatchcase(key, each) for each in self.documents
        )

    def expects(self, count: int) -> bool:
        """Whether this is a right number of places."""
        return count > 0 if self.matches is None else count == self.matches

    def apply(self, document: Node) -> Applied:
        """Correct `document` in place."""
        touched, mended, other = 0, list[str](), list[tuple[str, Any]]()
        for pointer, parent, last in list(_places(document, self.at)):
            present = (last in parent) if isinstance(parent, dict) else True
            holds = parent[last] if present else ABSENT
            makes = ABSENT if self.action == "remove" else self.value
            if holds is makes or (present and holds == makes):
                mended.append(pointer)
            elif present == (self.action == "add") or (self.was is not ABSENT and holds != self.was):
                if present:
                    other.append((pointer, holds))
            else:
                parent[last] = deepcopy(makes) if makes is not ABSENT else ABSENT
                touched += 1
        if self.action == "remove":
            _sweep(document)
        return Applied(touched, tuple(mended), tuple(other))


def read_overlays(folder: Path) -> list[Correction]:
    """Every correction in `folder`, in order of file name; :class:`SpecsError` names an entry that is incomplete."""
    corrections: list[Correction] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise SpecsError(f"overlay {file.name}: {error}") from None
        if set(data) - {"correction"}:
            raise SpecsError(f"overlay {file.name}: only [[correction]] entries are understood")
        for number, entry in enumerate(data.get("correction", []), start=1):
            corrections.append(_correction(f"{file.name}#{number}", entry))
    return corrections


def _correction(name: str, entry: dict[str, Any]) -> Correction:
    unknown = sorted(entry.keys() - KEYS)
    absent = sorted({"reason", "documents", "at", "matches"} - entry.keys())
    actions = sorted(entry.keys() & {"add", "replace", "remove"})
    if unknown:
        raise SpecsError(f"overlay {name}: unknown {', '.join(unknown)}")
    if absent:
        raise SpecsError(f"overlay {name}: {', '.join(absent)} missing")
    if len(actions) != 1:
        raise SpecsError(f"overlay {name}: exactly one of add, replace, remove is needed")
    if not str(entry["at"]).startswith("/"):
        raise SpecsError(f"overlay {name}: 'at' is not a JSON pointer")
    return Correction(
        name=name,
        reason=entry["reason"],
        documents=tuple(entry["documents"]),
        editions=tuple(entry.get("editions", ())),
        at=tuple(unescape(part) for part in entry["at"][1:].split("/")),
        was=entry.get("was", ABSENT),
        action=actions[0],
        value=entry[actions[0]],
        matches=None if entry["matches"] == "some" else entry["matches"],
    )


def _places(node: Any, parts: tuple[str, ...], pointer: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(pointer, container, key or index) of every place that `parts` names; the last key of an object may be absent."""
    for key in _keys(node, parts[0], last=len(parts) == 1):
        place = f"{pointer}/{escape(str(key))}"
        if len(parts) == 1:
            yield place, node, key
        else:
            yield from _places(node[key], parts[1:], place)


def _keys(node: Any, part: str, *, last: bool) -> list[Any]:
    if isinstance(node, dict):
        if part == "*":
            return sorted(node)
        return [part] if last or part in node else []
    if isinstance(node, list):
        if part == "*":
            return list(range(len(node)))
        if part.startswith("[") and part.endswith("]"):
            key, _, value = part[1:-1].partition("=")
            return [
                number for number, item in enumerate(node) if isinstance(item, dict) and str(item.get(key)) == value
            ]
        if part.isdigit() and int(part) < len(node):
            return [int(part)]
    return []


def _sweep(node: Any) -> None:
    """Take out what was marked as removed."""
    if isinstance(node, dict):
        for key in [key for key, value in node.items() if value is ABSENT]:
            del node[key]
        for value in node.values():
            _sweep(value)
    elif isinstance(node, list):
        node[:] = [value for value in node if value is not ABSENT]
        for value in node:
            _sweep(value)
