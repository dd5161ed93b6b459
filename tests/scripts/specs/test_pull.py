"""Pulling a partial, sparse, shallow clone."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.git import git
from scripts.specs.pull import pattern, pull
from scripts.specs.refs import history, resolve

THINGS = "PublicApiSpecs/CRM/Things/Rollouts/1/v3/Things.json"
STRAY = "PublicApiSpecs/CRM/Things/Rollouts/1/v3/A - Collection.json"
DEEPER = "PublicApiSpecs/CRM/Things/Rollouts/1/v3/deeper/A - Collection.json"


@pytest.mark.parametrize("spelling", ["path", "url"])
def test_the_default_branch_is_pulled(repository, tmp_path: Path, spelling: str) -> None:
    commit = repository.commit()
    source = str(repository.root) if spelling == "path" else repository.root.as_uri()
    checkout = pull(tmp_path / "up", source=source)
    assert (checkout.commit, checkout.date) == (commit, "2026-01-02")
    assert THINGS in checkout.paths
    assert json.loads((checkout.root / THINGS).read_bytes())["openapi"] == "3.0.1"


@pytest.mark.parametrize("ref", ["a-tag", "a-branch", "hash", "short hash"])
def test_a_tag_a_branch_and_a_hash_name_a_commit(repository, tmp_path: Path, ref: str) -> None:
    first = repository.commit()
    repository.git("tag", "a-tag")
    repository.git("branch", "a-branch")
    repository.write(THINGS, b"{}")
    repository.commit()
    given = {"hash": first, "short hash": first[:9]}.get(ref, ref)
    checkout = pull(tmp_path / "up", source=str(repository.root), ref=given)
    assert checkout.commit == first
    assert (checkout.root / THINGS).read_bytes() != b"{}"


def test_only_documents_are_fetched(repository, tmp_path: Path) -> None:
    repository.commit()
    checkout = pull(tmp_path / "up", source=repository.root.as_uri())
    assert STRAY in checkout.paths
    assert DEEPER not in checkout.paths
    assert not (checkout.root / "README.md").exists()
    listing = git(checkout.root, "rev-list", "--objects", "--missing=print", "HEAD")
    missing = {line[1:] for line in listing.splitlines() if line.startswith("?")}
    assert missing == {repository.git("rev-parse", f"HEAD:{path}") for path in ("README.md", ".postman/api")}


def test_the_source_may_itself_be_a_partial_clone(repository, tmp_path: Path) -> None:
    """A mirror that was pulled by this very function lacks the other blobs, and has nobody to ask for them."""
    commit = repository.commit()
    mirror = pull(tmp_path / "mirror", source=repository.root.as_uri()).root
    git(mirror, "config", "uploadpack.allowFilter", "true")
    git(mirror, "config", "uploadpack.allowAnySHA1InWant", "true")
    shutil.rmtree(repository.root)
    checkout = pull(tmp_path / "up", source=mirror.as_uri(), ref=commit)
    assert json.loads((checkout.root / THINGS).read_bytes())["openapi"] == "3.0.1"


def test_names_with_special_characters_are_pulled_exactly(repository, tmp_path: Path) -> None:
    odd = "PublicApiSpecs/Talk/Inbox & [Messages]*?/Rollouts/1/v3/odd.json"
    like = "PublicApiSpecs/Talk/Inbox & M/Rollouts/1/v3/deeper/odd.json"
    repository.write(odd, b"{}")
    repository.write(like, b"{}")
    repository.commit()
    checkout = pull(tmp_path / "up", source=str(repository.root))
    assert (checkout.root / odd).exists()
    assert not (checkout.root / like).exists()
    assert pattern("a/[b]*?") == r"/a/\[b\]\*\?"


def test_links_are_not_followed(repository, tmp_path: Path) -> None:
    link = repository.root / "PublicApiSpecs/CRM/Link/Rollouts/1/v3/link.json"
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/hostname")
    repository.commit()
    pulled = pull(tmp_path / "up", source=str(repository.root))
    assert not [path for path in pulled.paths if "Link" in path]
    assert pulled.links == ("PublicApiSpecs/CRM/Link/Rollouts/1/v3/link.json",)


def test_files_that_may_be_documents_in_other_folders_are_named(repository, tmp_path: Path) -> None:
    moved = ("PublicApiSpecs/CRM/Moved/v3/Moved.json", "PublicApiSpecs/CRM/Moved/Rollouts/first/v3/Moved.YAML")
    for path in moved:
        repository.write(path, b"{}")
    capital = repository.write("PublicApiSpecs/CRM/Capital/Rollouts/1/v3/Capital.JSON", b"{}")
    repository.commit()
    pulled = pull(tmp_path / "up", source=str(repository.root))
    assert pulled.elsewhere == tuple(sorted(moved))
    assert capital in pulled.paths


def test_an_unknown_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match=r"cannot read the collection from \S*/nowhere"):
        pull(tmp_path / "up", source=str(tmp_path / "nowhere"))


@pytest.mark.parametrize("ref", ["nope", "0123456", "0123456789012345678901234567890123456789"])
def test_an_unknown_ref_is_named(repository, tmp_path: Path, ref: str) -> None:
    repository.commit()
    with pytest.raises(SpecsError, match=f"has no branch, tag or commit '{ref}'"):
        pull(tmp_path / "up", source=str(repository.root), ref=ref)


def test_a_source_without_documents_is_refused(repository, tmp_path: Path) -> None:
    shutil.rmtree(repository.root / "PublicApiSpecs")
    repository.commit()
    with pytest.raises(SpecsError, match="holds no PublicApiSpecs/<area>/<api>"):
        pull(tmp_path / "up", source=str(repository.root))


def test_a_ref_is_never_an_option(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match="starts with a dash"):
        pull(tmp_path / "up", source="x", ref="--upload-pack=touch x")


@pytest.fixture
def three(repository) -> list[str]:
    """Hashes of three commits, oldest first; a tag stands at the first."""
    commits = [repository.commit("first")]
    repository.git("tag", "-a", "-m", "words", "an-annotated-tag")
    for text in ("second", "third"):
        repository.write("PublicApiSpecs/CRM/Things/Rollouts/1/v3/Things.json", f'{{"openapi": "{text}"}}'.encode())
        commits.append(repository.commit(text))
    return commits


REFS = {
    "HEAD": 2,
    "HEAD~1": 1,
    "HEAD^": 1,
    "main~2": 0,
    "an-annotated-tag": 0,
    "refs/tags/an-annotated-tag": 0,
    "short": 1,
}


def test_any_ref_that_git_knows_names_a_commit(repository, three, tmp_path: Path) -> None:
    source = str(repository.root)
    given = {ref: three[1][:7] if ref == "short" else ref for ref in REFS}
    refusal = SpecsError("no such ref")
    found = {
        ref: resolve(tmp_path / "history", source=source, ref=each, refusal=refusal, timeout=60)
        for ref, each in given.items()
    }
    assert found == {ref: three[number] for ref, number in REFS.items()}
    assert pull(tmp_path / "up", source=source, ref="HEAD~1").commit == three[1]


def test_a_source_elsewhere_is_asked_for_its_commits_alone(repository, three, tmp_path: Path) -> None:
    folder = history(tmp_path / "history", source=repository.root.as_uri(), timeout=60)
    given = {ref: three[1][:7] if ref == "short" else ref for ref in REFS}
    found = {ref: git(folder, "rev-parse", f"{each}^{{commit}}").strip() for ref, each in given.items()}
    assert found == {ref: three[number] for ref, number in REFS.items()}
    listing = git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")
    assert set(listing.split()) == {"commit", "tag"}


@pytest.mark.parametrize("ref", ["HEAD~1", "older"])
def test_a_shallow_source_is_said_to_be_shallow(repository, three, tmp_path: Path, ref: str) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.root.as_uri(), str(shallow))
    with pytest.raises(SpecsError, match=r"shallow: it is a shallow clone|shallow holds no commit .*a shallow clone"):
        pull(tmp_path / "up", source=str(shallow), ref=three[0] if ref == "older" else ref)


def test_a_source_without_the_documents_of_an_old_commit_says_so(repository, three, tmp_path: Path) -> None:
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", repository.root.as_uri(), str(partial))
    git(partial, "config", "uploadpack.allowFilter", "true")
    shutil.rmtree(repository.root)
    with pytest.raises(SpecsError, match=rf"commit {three[1][:12]}.*Take a complete"):
        pull(tmp_path / "up", source=str(partial), ref="HEAD~1")


@pytest.mark.parametrize("ref", ["main:elsewhere", "+main", "a b", "heads/*"])
def test_a_refspec_is_no_ref(repository, tmp_path: Path, ref: str) -> None:
    repository.commit()
    with pytest.raises(SpecsError, match="is not a branch, tag or commit"):
        pull(tmp_path / "up", source=str(repository.root), ref=ref)
