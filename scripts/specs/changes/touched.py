"""Which named operations and which cassettes a change of a document touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.codegen.fold import generic_path
from scripts.specs.changes.cassettes import Cassette
from scripts.specs.changes.change import Finding
from scripts.specs.changes.state import Api, State
from scripts.specs.walk import operations

GENERIC = "crm/objects"
"""The document that speaks of records of any type."""


@dataclass(frozen=True)
class Use:
    """One named operation's use of one operation of an edition."""

    name: str
    """In the catalogue: ``Create contact``."""
    edition: str
    method: str
    path: str
    """The template, in the generic spelling where documents of object types are folded."""
    object_type: str
    """The only object type it is used for; empty for any."""


class Touched:
    """Answers for the operations of two states."""

    def __init__(self, uses: Iterable[Use], cassettes: Iterable[Cassette], states: Iterable[State]) -> None:
        self._uses: dict[tuple[str, str, str], list[Use]] = defaultdict(list)
        for use in uses:
            self._uses[use.edition, use.method, shape(use.path)].append(use)
        self._cassettes = list(cassettes)
        self._templates: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for state in states:
            for edition, documents in state.documents.items():
                for key, document in documents.items():
                    self._templates[edition, key].update(
                        (method.upper(), path) for method, path, _ in operations(document)
                    )

    def names(self, api: Api, finding: Finding) -> frozenset[str]:
        """Named operations that use the operation.

        Where the generic document has it too, what one object type's document says of it touches that type alone.
        """
        uses = self._uses[api.edition, finding.method, shape(finding.path)]
        if api.key != GENERIC and generic_path(finding.path):
            generic = {(method, shape(path)) for method, path in self._templates[api.edition, GENERIC]}
            if (finding.method, shape(finding.path)) in generic:
                return frozenset(use.name for use in uses if use.object_type == api.key.partition("/")[2])
        return frozenset(use.name for use in uses)

    def cassettes(self, api: Api, finding: Finding) -> frozenset[str]:
        """Cassettes with a request of the operation."""
        templates = self._templates[api.edition, api.key]
        return frozenset(
            cassette.name
            for cassette in self._cassettes
            if any(
                method == finding.method and _template(method, path, templates) == finding.path
                for method, path in cassette.requests
            )
        )


def shape(path: str) -> str:
    """A template without its parameters' names, and with the object type as one: equal for what is folded together."""
    return generic_path(path) or "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _template(method: str, path: str, templates: Iterable[tuple[str, str]]) -> str:
    """The template that a recorded path is one of, literal segments before parameters; empty for none."""
    parts = path.split("/")
    fitting = [template for named, template in templates if named == method and _fits(parts, template.split("/"))]
    return min(fitting, key=lambda template: ["{" in part for part in template.split("/")], default="")


def _fits(parts: list[str], template: list[str]) -> bool:
    return len(parts) == len(template) and all(
        "{" in wanted or part == wanted for part, wanted in zip(parts, template, strict=True)
    )
