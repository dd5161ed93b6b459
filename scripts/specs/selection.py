"""Which document of the collection each edition takes, and why it does not take the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.formats import Foreign, check_formats
from scripts.specs.manifest import Edition, LeftOut, Manifest
from scripts.versions import is_beta, newness


@dataclass
class Selection:
    """The outcome for every document and every API of the collection."""

    chosen: dict[str, dict[str, Document]] = field(default_factory=dict)
    """Edition → key → document."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Path of a document that no edition takes → reason."""
    missing: dict[str, dict[str, str]] = field(default_factory=dict)
    """Edition → key of an API without a document in it → reason."""
    unexplained: list[str] = field(default_factory=list)
    """Paths that no edition takes and no left-out entry names: the manifest has to explain them."""
    unused: list[str] = field(default_factory=list)
    """Left-out entries that keep no document out any more."""


def select(manifest: Manifest, documents: Iterable[Document], foreign: Iterable[Foreign] = ()) -> Selection:
    """Every document of the collection, either chosen or left out with a reason.

    `foreign` are the files of other formats; those that the manifest leaves out are among what is left out too.
    Raises :class:`SpecsError` when two APIs share a key, or a document left out as published twice has more to say.
    """
    documents = sorted(documents, key=lambda document: document.path)
    selection = Selection()
    names = _names(manifest, documents)
    foreign = list(foreign)
    check_formats(manifest, documents, foreign)
    kept = _leave_out(manifest, documents, foreign, selection)
    for edition in manifest.editions:
        _choose(manifest, edition, kept, selection)
    chosen = {document.path for edition in selection.chosen.values() for document in edition.values()}
    for path in chosen:
        selection.left_out.pop(path, None)
    selection.unexplained = [d.path for d in kept if d.path not in chosen and d.path not in selection.left_out]
    for edition in manifest.editions:
        taken = selection.chosen[edition.name]
        selection.missing[edition.name] = {
            key: _absence(edition, [d for d in documents if d.name == name], selection.left_out)
            for key, name in sorted(names.items())
            if key not in taken
        }
    return selection


def _names(manifest: Manifest, documents: list[Document]) -> dict[str, str]:
    """Key → upstream's folder name."""
    names: dict[str, str] = {}
    for document in documents:
        key = manifest.key(document)
        if names.setdefault(key, document.name) != document.name:
            raise SpecsError(
                f"{document.path}: its key {key} is already that of {names[key]}; give it another in [slugs]"
            )
    return names


def _leave_out(
    manifest: Manifest, documents: list[Document], foreign: list[Foreign], selection: Selection
) -> list[Document]:
    """The documents that no left-out entry keeps out."""
    kept: list[Document] = []
    used: set[LeftOut] = set()
    for document in documents:
        entry = manifest.entry_for(document)
        if entry is None:
            kept.append(document)
            continue
        used.add(entry)
        selection.left_out[document.path] = entry.reason
        if entry.published_in:
            _check_covered(document, entry.published_in, documents)
    for file in foreign:
        entry = manifest.entry_for(file)
        if entry is not None:
            used.add(entry)
            selection.left_out[file.path] = entry.reason
    selection.unused = [
        f"{entry.api or 'every API'} {entry.versions.pattern if entry.versions else ''}".strip()
        for entry in manifest.left_out
        if entry not in used
    ]
    return kept


def _check_covered(document: Document, published_in: str, documents: list[Document]) -> None:
    twins = [d for d in documents if d.name == published_in and d.version == document.version]
    if not twins:
        raise SpecsError(f"{document.path}: left out as published in {published_in}, which has no {document.version}")
    covered = {operation for twin in twins for operation in _shapes(twin)}
    own = sorted(_shapes(document) - covered)
    if own:
        raise SpecsError(
            f"{document.path}: left out as published in {published_in}, which lacks {own[0][0]} {own[0][1]}"
        )


def _shapes(document: Document) -> set[tuple[str, str]]:
    """Operations without parameter names and a closing slash: what the server distinguishes."""
    return {(method, re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")) for method, path in document.operations}


def _choose(manifest: Manifest, edition: Edition, documents: list[Document], selection: Selection) -> None:
    by_key: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if edition.versions.fullmatch(document.version):
            by_key[manifest.key(document)].append(document)
    chosen: dict[str, Document] = {}
    for key, candidates in sorted(by_key.items()):
        newest = max((d.version for d in candidates), key=lambda version: (not is_beta(version), newness(version)))
        best = max((d for d in candidates if d.version == newest), key=merit)
        chosen[key] = best
        for other in candidates:
            if other.version != newest:
                why = "a beta beside" if is_beta(other.version) and not is_beta(newest) else "older than"
                selection.left_out.setdefault(other.path, f"{why} {newest}, which the {edition.name} edition takes")
            elif other is not best:
                selection.left_out.setdefault(other.path, f"rollout {best.rollout} is taken: {advantage(best, other)}")
    selection.chosen[edition.name] = chosen


def merit(document: Document) -> tuple[bool, bool, int, int, str]:
    """The rule between rollouts of one API version: production server, not hidden, most operations, newest rollout."""
    return (
        document.production,
        not document.hidden,
        len(document.operations),
        document.rollout,
        document.path,
    )


def advantage(best: Document, other: Document) -> str:
    """Which clause of the rule decided for `best` against `other`."""
    names = ("production server", "not hidden", "more operations", "newer rollout", "later name")
    clauses = zip(names, merit(best), merit(other), strict=True)
    return next((name for name, mine, theirs in clauses if mine != theirs), "the same file")


def check_editions(manifest: Manifest, documents: Iterable[Document], selection: Selection) -> None:
    """Raise :class:`SpecsError` that says why, when an edition has no document at all."""
    for edition in manifest.editions:
        if selection.chosen[edition.name]:
            continue
        fitting = [d for d in documents if edition.versions.fullmatch(d.version)]
        versions = sorted({d.version for d in documents}, key=newness)
        why = f"its versions '{edition.versions.pattern}' fit none of {', '.join(versions)}"
        if fitting:
            one = fitting[0].path
            why = f"left_out keeps all {len(fitting)} of it out, such as {one} ({selection.left_out[one]})"
        raise SpecsError(f"edition {edition.name}: the collection has no document for it: {why}")


def _absence(edition: Edition, documents: list[Document], left_out: dict[str, str]) -> str:
    """Why an API has no document in an edition."""
    fitting = [d for d in documents if edition.versions.fullmatch(d.version) and d.path in left_out]
    if fitting:
        return f"left out: {left_out[fitting[-1].path]}"
    versions = sorted({d.version for d in documents})
    return f"missing upstream, which has {', '.join(versions)}"
