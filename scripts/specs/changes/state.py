"""Two states of ``specs/``, and everything that differs between them."""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.specs.changes.change import Change, Finding, Severity
from scripts.specs.changes.documents import document_changes
from scripts.specs.git import git
from scripts.specs.layout import ROOT
from scripts.specs.walk import Node, operations


@dataclass(frozen=True)
class State:
    """The documents of one state, and what its lock says about it."""

    documents: dict[str, dict[str, Node]] = field(repr=False)
    """Edition → key → document."""
    lock: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        """Short commit and day of the collection it was made of; empty when there is none."""
        commit = str(self.lock.get("commit", ""))
        return f"{commit[:12]} of {self.lock.get('date', '')}" if commit else ""

    def folder(self, edition: str, key: str) -> str:
        """Upstream's version folder that a document was taken from; empty if the lock does not say."""
        path = str(self.lock.get("documents", {}).get(edition, {}).get(key, {}).get("path", ""))
        parts = path.split("/")
        return parts[5] if len(parts) == 7 else ""


def read_state(specs: Path, editions: Iterable[str] | None = None, *, authored: Path | None = None) -> State:
    """The state in the folder `specs`, of `editions` or of those that its lock names.

    Documents of our own, in the folder `authored`, are among those of the editions that name them.
    """
    file = specs / "lock.json"
    lock = json.loads(file.read_bytes()) if file.exists() else {}
    names = sorted(editions if editions is not None else lock.get("documents", {}))
    documents = {name: _documents(specs / name) for name in names if (specs / name).is_dir()}
    ours = _documents(authored) if authored else {}
    for name, keys in lock.get("authored", {}).items():
        written = {key: ours[key] for key in keys if key in ours}
        if name in names and written:
            documents.setdefault(name, {}).update(written)
    return State(documents, lock)


def _documents(folder: Path) -> dict[str, Node]:
    return {
        each.relative_to(folder).with_suffix("").as_posix(): json.loads(each.read_bytes())
        for each in sorted(folder.glob("*/*.json"))
    }


def read_revision(revision: str, repository: Path = ROOT) -> State:
    """The state of ``specs/`` in a revision of a git repository; SpecsError where there is no such revision."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "specs.tar"
        git(repository, "archive", f"--output={archive}", "--end-of-options", revision, "specs")
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        specs = Path(folder) / "specs"
        return read_state(specs, authored=specs / "authored")


@dataclass(frozen=True)
class Api:
    """What differs in one document of one edition."""

    edition: str
    key: str
    """``crm/contacts``."""
    findings: tuple[Finding, ...]
    note: str = ""
    """What became of the document itself: ``new``, ``gone``, ``now from folder v4, before from v3``."""


def compare(old: State, new: State) -> list[Api]:
    """Every document that differs, by edition and key."""
    return list(_compare(old, new))


def _compare(old: State, new: State) -> Iterator[Api]:
    for edition in sorted(old.documents.keys() | new.documents.keys()):
        had, has = old.documents.get(edition, {}), new.documents.get(edition, {})
        homes = _homes(has)
        for key in sorted(had.keys() | has.keys()):
            if key not in has:
                yield Api(edition, key, tuple(_moved(all_of(had[key], "api-removed"), homes)), "gone")
            elif key not in had:
                yield Api(edition, key, tuple(all_of(has[key], "endpoint-added")), "new")
            else:
                found = tuple(_moved(document_changes(had[key], has[key]), homes))
                note = _folder(old.folder(edition, key), new.folder(edition, key))
                if found or note:
                    yield Api(edition, key, found, note)


def all_of(document: Node, rule: str) -> Iterator[Finding]:
    """The same finding for every operation of a document."""
    severity = Severity.BREAKING if rule == "api-removed" else Severity.INFO
    for method, path, _ in operations(document):
        yield Finding(method.upper(), path, Change(rule, severity))


def _homes(documents: dict[str, Node]) -> dict[str, str]:
    """``GET /path`` → key of a document that has it."""
    homes: dict[str, str] = {}
    for key, document in documents.items():
        for method, path, _ in operations(document):
            homes.setdefault(f"{method.upper()} {path}", key)
    return homes


def _moved(findings: Iterable[Finding], homes: dict[str, str]) -> Iterator[Finding]:
    """Removed operations that another document of the edition has now are moved, not removed."""
    for finding in findings:
        home = homes.get(finding.operation)
        if finding.change.rule == "api-removed" and home:
            yield Finding(finding.method, finding.path, Change("api-moved", Severity.WARNING, now=home))
        else:
            yield finding


def _folder(was: str, now: str) -> str:
    return f"now from folder {now}, before from {was}" if was and now and was != now else ""
