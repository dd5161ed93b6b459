"""One edition on its way from documents to source."""

from __future__ import annotations

import attrs

from scripts.codegen.blame import COMBINATION, blamed
from scripts.codegen.documents import CodegenError, Document
from scripts.codegen.fold import Folded
from scripts.codegen.merge import Merged, merge
from scripts.codegen.naming import Keys, Names
from scripts.codegen.parse import Parsed, parse
from scripts.codegen.render import Files, render


@attrs.frozen
class Sources:
    """Everything that the code of an edition depends on: its documents, and the names of its operations."""

    name: str
    documents: list[Document] = attrs.field(repr=False)
    folded: Folded = attrs.field(repr=False)
    keys: Keys = attrs.field(repr=False)
    names: Names = attrs.field(repr=False)


@attrs.frozen
class Edition:
    """An edition with everything that was made of it."""

    name: str
    documents: list[Document] = attrs.field(repr=False)
    folded: Folded = attrs.field(repr=False)
    merged: Merged = attrs.field(repr=False)
    parsed: Parsed = attrs.field(repr=False)
    files: Files = attrs.field(repr=False)

    @property
    def notes(self) -> list[str]:
        """What of its documents was widened or renamed so that it could be generated."""
        return [f"{d.source}: {note}" for d in self.documents for note in d.notes] + self.merged.notes


def sources(name: str, documents: list[Document], folded: Folded, keys: Keys, names: Names) -> Sources:
    """The names that an edition needs, in a fixed order: others may come and go without changing this."""
    own = {
        (document.key, method, path): keys[document.key, method, path]
        for document in sorted(folded.documents, key=lambda document: (document.key, document.source))
        for path, method, _ in document.operations()
    }
    given: Names = {}
    for (api, _, _), operation in own.items():
        given.setdefault(api, {})[operation] = names[api][operation]
    return Sources(name, documents, folded, own, given)


def generate(sources: Sources) -> Edition:
    """The edition of these documents; raises a `CodegenError` that names the document at fault."""
    merged = merge(sources.folded.documents, sources.keys, sources.names)
    try:
        parsed = parse(merged, sources.name)
        files = render(sources.name, merged, parsed)
    except CodegenError as error:
        at_fault = blamed(sources.folded.documents, sources.keys, sources.names)
        refusal = CodegenError("\n".join([str(error), *(at_fault.values() or [COMBINATION])]))
        refusal.sources = tuple(at_fault)
        raise refusal from error
    return Edition(sources.name, sources.documents, sources.folded, merged, parsed, files)
