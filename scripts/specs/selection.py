"""Which document of the collection each edition takes, and why it does not take the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.formats import Foreign, unusable
from scripts.specs.layout import Layout
from scripts.specs.manifest import Edition, LeftOut, Manifest, is_key
from scripts.specs.refused import Refused
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
    taken: dict[str, str] = field(default_factory=dict)
    """Path of a document that is taken though an entry says that another repeats it → why the entry does not apply."""


def select(
    manifest: Manifest, documents: Iterable[Document], foreign: Iterable[Foreign] = (), refused: Refused | None = None
) -> Selection:
    """Every document of the collection, either chosen or left out with a reason.

    `foreign` are the files of other formats; those that the manifest leaves out are among what is left out too.
    A document left out as published twice is taken where the other one does not repeat it; without another one of its
    version, it is taken in its place. Of two APIs with one key, the one that the lock has is taken; that and files of
    other formats are added to `refused`, or raise a :class:`SpecsError` without it.
    """
    documents = sorted(documents, key=lambda document: document.path)
    selection = Selection()
    refused = refused or Refused(Layout(), {})
    foreign = list(foreign)
    for file, problem in unusable(manifest, documents, foreign):
        refused.add(problem)
        refused.unread.append(file)
    names, documents = _names(manifest, documents, refused)
    refused.stop()
    kept = _leave_out(manifest, documents, foreign, selection)
    for edition in manifest.editions:
        _choose(edition, kept, selection)
    chosen = {document.path for edition in selection.chosen.values() for document in edition.values()}
    for path in chosen:
        selection.left_out.pop(path, None)
    selection.unexplained = [d.path for _, d in kept if d.path not in chosen and d.path not in selection.left_out]
    for edition in manifest.editions:
        taken = selection.chosen[edition.name]
        selection.missing[edition.name] = {
            key: _absence(edition, [d for d in documents if d.name == name], selection.left_out)
            for key, name in sorted(names.items())
            if key not in taken
        }
    return selection


def _names(manifest: Manifest, documents: list[Document], refused: Refused) -> tuple[dict[str, str], list[Document]]:
    """Key → upstream's folder name; and the documents without those of an API whose key another one has."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        by_key[manifest.key(document)].append(document.name)
    names = {key: _holder(key, found, refused) for key, found in by_key.items()}
    kept: list[Document] = []
    for document in documents:
        key = manifest.key(document)
        if not is_key(key):
            refused.add(
                f"{document.path}: its key {key!r} cannot be the names of a package and a module; give it another in "
                f"[slugs] of specs/manifest.toml"
            )
        elif document.name == names[key]:
            kept.append(document)
        else:
            refused.add(f"{document.path}: its key {key} is already that of {names[key]}; give it another in [slugs]")
    return names, kept


def _holder(key: str, names: list[str], refused: Refused) -> str:
    """The API that a key belongs to: the one that had it so far, or else the first."""
    for documents in refused.before.get("documents", {}).values():
        held = re.match(r"PublicApiSpecs/([^/]+/[^/]+)/", documents.get(key, {}).get("path", ""))
        if held and held[1] in names:
            return held[1]
    return names[0]


def _leave_out(
    manifest: Manifest, documents: list[Document], foreign: list[Foreign], selection: Selection
) -> list[tuple[str, Document]]:
    """The documents that no left-out entry keeps out, and the key of each."""
    kept: list[tuple[str, Document]] = []
    used: set[LeftOut] = set()
    for document in documents:
        entry = manifest.entry_for(document)
        if entry is None:
            kept.append((manifest.key(document), document))
            continue
        used.add(entry)
        twins = [d for d in documents if d.name == entry.published_in and d.version == document.version]
        lacking = _lacking(document, twins) if entry.published_in else ""
        if not lacking:
            selection.left_out[document.path] = entry.reason
            continue
        selection.taken[document.path] = f"{entry.published_in} {lacking}"
        kept.append((manifest.key(document) if twins else manifest.key_of(str(entry.published_in)), document))
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


def _lacking(document: Document, twins: list[Document]) -> str:
    """What the documents that are said to repeat this one lack of it; empty if they lack nothing."""
    if not twins:
        return f"has no {document.version}"
    own = sorted(_shapes(document) - {operation for twin in twins for operation in _shapes(twin)})
    return f"lacks {own[0][0].upper()} {own[0][1]}" if own else ""


def _shapes(document: Document) -> set[tuple[str, str]]:
    """Operations without parameter names and a closing slash: what the server distinguishes."""
    return {(method, re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")) for method, path in document.operations}


def _choose(edition: Edition, documents: list[tuple[str, Document]], selection: Selection) -> None:
    by_key: dict[str, list[Document]] = defaultdict(list)
    for key, document in documents:
        if edition.versions.fullmatch(document.version):
            by_key[key].append(document)
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


def check_editions(
    manifest: Manifest, documents: Iterable[Document], selection: Selection, known: Collection[str] = ()
) -> dict[str, str]:
    """Why an edition has no document; the other editions supply its calls.

    `known` are the editions so far: another commit of the collection may have no document of one of them.
    Raises :class:`SpecsError` where a new edition that must not be empty has none, where the manifest leaves out all of
    one, and where no edition has any.
    """
    documents = list(documents)
    empty: dict[str, str] = {}
    for edition in manifest.editions:
        if selection.chosen[edition.name]:
            continue
        fitting = [d for d in documents if edition.versions.fullmatch(d.version)]
        versions = sorted({d.version for d in documents}, key=newness)
        why = f"its versions '{edition.versions.pattern}' fit none of {', '.join(versions)}"
        if fitting:
            one = fitting[0].path
            why = f"left_out keeps all {len(fitting)} of it out, such as {one} ({selection.left_out[one]})"
        empty[edition.name] = why
        expected = edition.name in known or edition.may_be_empty
        if fitting or not expected or len(empty) == len(manifest.editions):
            raise SpecsError(f"edition {edition.name}: the collection has no document for it: {why}")
    return empty


def no_documents(edition: str, why: str) -> str:
    """What to do about an edition that upstream has no document of."""
    return (
        f"edition {edition}: the collection has no document for it: {why}. Write may_be_empty = true into its entry in "
        f"specs/manifest.toml, and the other editions supply its calls; or take the entry out"
    )


def _absence(edition: Edition, documents: list[Document], left_out: dict[str, str]) -> str:
    """Why an API has no document in an edition."""
    fitting = [d for d in documents if edition.versions.fullmatch(d.version)]
    reasons = [left_out[d.path] for d in fitting if d.path in left_out]
    if reasons:
        return f"left out: {reasons[-1]}"
    if fitting:
        return "taken in the place of another"
    versions = sorted({d.version for d in documents})
    return f"missing upstream, which has {', '.join(versions)}"
