"""Which commit a ref names that a source does not give by that name: ``HEAD~1``, a shortened hash."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.specs.errors import SpecsError
from scripts.specs.git import git


def resolve(folder: Path, *, source: str, ref: str, refusal: SpecsError, timeout: float) -> str:
    """The full hash of the commit that `ref` names in `source`, whose answer to the ref itself was `refusal`.

    A source on this machine is asked itself; of another one the commits alone are fetched into the new `folder`.
    Raises :class:`SpecsError` that says whether the source is unreachable, too shallow, or has no such ref.
    """
    local = local_path(source)
    where = local or history(folder, source=source, timeout=timeout)
    try:
        found = git(where, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").strip()
    except SpecsError as error:
        if local is not None:  # whether it is a repository at all
            _reachable(folder, source, timeout)
        if "ambiguous" in str(error):
            raise SpecsError(f"{source}: {ref!r} is short for several commits; give more of the hash") from None
        if git(where, "rev-parse", "--is-shallow-repository").strip() == "true" and _may_be_older(ref):
            raise SpecsError(
                f"{source} holds no commit {ref!r}: it is a shallow clone, without older commits. Take a complete one"
            ) from None
        raise SpecsError(f"{source} has no branch, tag or commit {ref!r} ({refusal})") from None
    return found


def local_path(source: str) -> Path | None:
    """The folder of a source on this machine; None for one elsewhere."""
    parts = urlsplit(source)
    path = Path(unquote(parts.path)) if parts.scheme == "file" else Path(source)
    return path if path.is_dir() else None


def history(folder: Path, *, source: str, timeout: float) -> Path:
    """A repository in the new `folder` with every commit of the source's branches and tags, without their files."""
    head = _reachable(folder, source, timeout)
    git(folder, "init", "--quiet", "--bare")
    refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
    git(folder, "fetch", "--quiet", "--filter=tree:0", source, *refs, timeout=timeout)
    if head:
        git(folder, "update-ref", "--no-deref", "HEAD", head)
    return folder


def _reachable(folder: Path, source: str, timeout: float) -> str:
    """The hash of the source's HEAD; empty when it has none."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        listing = git(folder, "ls-remote", source, "HEAD", timeout=timeout)
    except SpecsError as error:
        raise SpecsError(f"cannot read the collection from {source}: {error}") from None
    return listing.partition("\t")[0].strip()


def _may_be_older(ref: str) -> bool:
    """Whether a ref may name a commit that a shallow clone lacks: one counted back from another, or a hash."""
    return re.search(r"[~^]", ref) is not None or re.fullmatch(r"[0-9a-f]{7,40}", ref) is not None
