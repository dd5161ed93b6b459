"""All that is known of the way from one state to another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from scripts.specs.changes.cassettes import Cassette
from scripts.specs.changes.change import Severity
from scripts.specs.changes.groups import Group, group
from scripts.specs.changes.state import Api, State, compare
from scripts.specs.changes.touched import Touched, Use
from scripts.specs.walk import operations

COLUMNS = (
    "APIs",
    "changed",
    "new",
    "gone",
    "operations",
    "added",
    "removed",
    "breaking",
    "of named",
    "warnings",
    "python",
    "other",
)


@dataclass(frozen=True)
class Report:
    """Two states and what differs."""

    old: State
    new: State
    apis: tuple[Api, ...]
    groups: tuple[Group, ...]
    names: tuple[str, ...] = ()
    """Names of the generated code that are others, a line each; known once the clients are generated anew."""

    @property
    def stopping(self) -> tuple[Group, ...]:
        """The changes that break named operations."""
        return tuple(each for each in self.groups if each.stops)

    def of(self, api: Api) -> tuple[Group, ...]:
        """The changes of one API."""
        return tuple(each for each in self.groups if (each.edition, each.key) == (api.edition, api.key))

    def counts(self) -> dict[str, list[int]]:
        """Edition → a figure for each of `COLUMNS`; changes are counted once for all operations that they show at."""
        return {edition: self._counts(edition) for edition in sorted({*self.old.documents, *self.new.documents})}

    def _counts(self, edition: str) -> list[int]:
        notes = [api.note for api in self.apis if api.edition == edition]
        here = [each for each in self.groups if each.edition == edition]
        documents = self.new.documents.get(edition, {}).values()
        severities = [each.severity for each in here]
        return [
            len(documents),
            sum(note not in ("new", "gone") for note in notes),
            notes.count("new"),
            notes.count("gone"),
            sum(len(list(operations(document))) for document in documents),
            sum(len(each.operations) for each in here if each.rule == "endpoint-added"),
            sum(len(each.operations) for each in here if each.rule == "api-removed"),
            severities.count(Severity.BREAKING),
            sum(each.stops for each in here),
            severities.count(Severity.WARNING),
            severities.count(Severity.PYTHON),
            severities.count(Severity.INFO),
        ]

    def data(self) -> str:
        """Everything as JSON, nothing shortened, an entry a line."""
        changes = [{**asdict(each), "severity": each.severity.value, "category": each.category} for each in self.groups]
        documents = [{"edition": api.edition, "key": api.key, "note": api.note} for api in self.apis if api.note]
        lists: dict[str, list[Any]] = {"documents": documents, "changes": changes, "names": list(self.names)}
        parts = [f'"from": {_text(self.old.name)}', f'"to": {_text(self.new.name)}']
        for name, entries in lists.items():
            lines = ",\n".join(f"  {_text(each)}" for each in entries)
            parts.append(f'"{name}": [\n{lines}\n ]' if entries else f'"{name}": []')
        return "{\n " + ",\n ".join(parts) + "\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def report(
    old: State,
    new: State,
    *,
    uses: Sequence[Use] = (),
    cassettes: Sequence[Cassette] = (),
    names: Sequence[str] = (),
) -> Report:
    """The report on two states, given what the catalogue uses, what is recorded, and names of the generated code."""
    apis = compare(old, new)
    touched = Touched(uses, cassettes, (old, new))
    return Report(old, new, tuple(apis), tuple(group(apis, touched.names, touched.cassettes)), tuple(names))
