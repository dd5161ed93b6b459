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
"""The document for records of any type."""


Parts = tuple[str, ...]
"""A path, divided at its slashes."""


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
        self._requests: dict[tuple[str, int], dict[Parts, set[str]]] = defaultdict(lambda: defaultdict(set))
        for cassette in cassettes:
            for method, path in cassette.requests:
                parts = tuple(path.split("/"))
                self._requests[method, len(parts)][parts].add(cassette.name)
        self._recorded: dict[tuple[str, str], dict[tuple[str, str], frozenset[str]]] = {}
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
        document = (api.edition, api.key)
        if document not in self._recorded:
            self._recorded[document] = self._cassettes_of(self._templates[document])
        return self._recorded[document].get((finding.method, finding.path), frozenset())

    def _cassettes_of(self, templates: Iterable[tuple[str, str]]) -> dict[tuple[str, str], frozenset[str]]:
        """Method and template → cassettes with a request of it: one that fits several is of the most literal."""
        found: dict[tuple[str, Parts], tuple[list[bool], str]] = {}
        for method, template in templates:
            wanted = template.split("/")
            ranked = (["{" in part for part in wanted], template)
            for parts in self._requests.get((method, len(wanted)), ()):
                if _fits(parts, wanted):
                    found[method, parts] = min(found.get((method, parts), ranked), ranked)
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (method, parts), (_, template) in found.items():
            names[method, template] |= self._requests[method, len(parts)][parts]
        return {key: frozenset(each) for key, each in names.items()}


def shape(path: str) -> str:
    """A template without its parameters' names, and with the object type as one: equal for what is folded together."""
    return generic_path(path) or "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _fits(parts: Parts, template: list[str]) -> bool:
    return all("{" in wanted or part == wanted for part, wanted in zip(parts, template, strict=True))
