"""A partial, sparse, shallow clone of the collection: its OpenAPI documents and nothing else."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from scripts.specs.collection import is_candidate, is_misplaced
from scripts.specs.errors import SpecsError
from scripts.specs.git import SLOW, git
from scripts.specs.refs import resolve

DEFAULT_SOURCE = "https://github.com/HubSpot/HubSpot-public-api-spec-collection"
DEFAULT_REF = "HEAD"


@dataclass(frozen=True)
class Checkout:
    """A pulled collection."""

    root: Path
    commit: str
    """Full hash."""
    date: str
    """Day of the commit, ISO."""
    paths: tuple[str, ...]
    """Candidate documents, relative to `root`, sorted."""
    links: tuple[str, ...] = ()
    """Links and submodules in the place of documents; they are not followed."""
    elsewhere: tuple[str, ...] = ()
    """Files that may be documents, in folders where none belong."""


def pull(target: Path, *, source: str = DEFAULT_SOURCE, ref: str = DEFAULT_REF, timeout: float = SLOW) -> Checkout:
    """The collection at `ref` of `source` (git URL or path), cloned to the new `target`.

    A ref is a branch, a tag, the hash of any commit, in full or shortened, or what git derives from one: ``HEAD~1``.

    Only blobs whose path has the shape of a document are asked for: other blobs may be missing at the source.
    Raises :class:`SpecsError` when the source or the ref is unknown, or the source holds no documents.
    """
    source = locate(source)
    if source.startswith("-") or ref.startswith("-"):
        raise SpecsError(f"no git source or ref starts with a dash: {source} {ref}")
    if re.search(r"[:+*?\\[\s]", ref):
        raise SpecsError(f"{ref!r} is not a branch, tag or commit")
    target.mkdir(parents=True)
    git(target, "init", "--quiet")
    git(target, "config", "remote.origin.url", source)
    git(target, "config", "remote.origin.promisor", "true")
    git(target, "config", "remote.origin.partialclonefilter", "blob:none")
    commit = fetch(target, source=source, ref=ref, timeout=timeout)
    paths, links, elsewhere = candidates(target, commit)
    if not paths:
        raise SpecsError(f"{source} at {ref} holds no PublicApiSpecs/<area>/<api>/Rollouts/<id>/<version>/<file>.json")
    git(target, "config", "core.sparseCheckout", "true")
    git(target, "config", "core.sparseCheckoutCone", "false")
    patterns = target / ".git" / "info" / "sparse-checkout"
    patterns.parent.mkdir(exist_ok=True)
    patterns.write_text("".join(f"{pattern(path)}\n" for path in paths), encoding="utf-8")
    try:
        git(target, "checkout", "--quiet", "--detach", commit, timeout=timeout)
    except SpecsError as error:
        raise SpecsError(
            f"{source} has commit {commit[:12]}, but not all of its documents: it is a partial clone. "
            f"Take a complete one, or {DEFAULT_SOURCE} ({error})"
        ) from None
    date = git(target, "show", "--no-patch", "--format=%cs", commit).strip()
    return Checkout(target, commit, date, paths, links, elsewhere)


def locate(source: str) -> str:
    """`source` as git understands it from any working directory: existing local paths become absolute."""
    path = Path(source).expanduser()
    return str(path.resolve()) if path.exists() else source


def fetch(target: Path, *, source: str, ref: str, timeout: float = SLOW) -> str:
    """The full hash of the commit that `ref` names, fetched without blobs and without history."""
    try:
        git(target, *_fetch_arguments(ref), timeout=timeout)
    except SpecsError as error:
        commits = target / ".git" / "history"
        full = resolve(commits, source=source, ref=ref, refusal=error, timeout=timeout)
        shutil.rmtree(commits, ignore_errors=True)
        try:
            git(target, *_fetch_arguments(full), timeout=timeout)
        except SpecsError as refusal:
            raise SpecsError(
                f"{source} does not give commit {full[:12]}, which {ref!r} names: it lacks a part of it, or gives only "
                f"branches and tags. Take a complete clone, or {DEFAULT_SOURCE} ({refusal})"
            ) from None
    return git(target, "rev-parse", "--verify", "FETCH_HEAD^{commit}").strip()


def _fetch_arguments(ref: str) -> tuple[str, ...]:
    return ("fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", ref)


def candidates(target: Path, commit: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Of the tree of `commit` the plain files that have the path of a document, the links that have it, and files that
    may be documents in folders where none belong. Reads no blob.
    """
    files, links, elsewhere = list[str](), list[str](), list[str]()
    for entry in git(target, "ls-tree", "-r", "-z", commit).split("\0"):
        mode, _, path = entry.partition("\t")
        if is_candidate(path):
            (files if mode.startswith("100") else links).append(path)
        elif is_misplaced(path):
            elsewhere.append(path)
    return tuple(sorted(files)), tuple(sorted(links)), tuple(sorted(elsewhere))


def pattern(path: str) -> str:
    """The sparse-checkout pattern that names exactly `path`."""
    return "/" + re.sub(r"([][*?\\])", r"\\\1", path)
