"""Which operations of the documents the named operations use, according to the catalogue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from hubspot_facade.catalogue.operations import Catalogue, editions
from scripts.specs.changes.touched import Use
from scripts.specs.errors import SpecsError
from scripts.specs.git import git
from scripts.specs.layout import ROOT


def catalogue_uses() -> list[Use]:
    """Every use of every edition's own operations, as `generated/` has them."""
    found = {
        Use(entry.name, call.edition, call.method, call.path, getattr(entry.owner, "object_type", "") or "")
        for entry in Catalogue()
        for edition in editions()
        for call in entry.calls(edition)
    }
    return sorted(found, key=lambda use: (use.name, use.edition, use.method, use.path))


def revision_uses(revision: str, repository: Path = ROOT) -> list[Use]:
    """The uses as a revision of the repository has them: what has gone since has its names there.

    Raises SpecsError if there is no such revision, or if its catalogue cannot be read.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = folder / "sources.tar"
        sources = ("hubspot_facade", "generated", "scripts")
        git(repository, "archive", f"--output={archive}", "--end-of-options", revision, *sources)
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(folder), str(folder / "generated")))},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise SpecsError(f"the catalogue of {revision} cannot be read: {last}")
    return [Use(**entry) for entry in json.loads(done.stdout)]


_PROGRAM = """
import dataclasses, json
from scripts.specs.changes.uses import catalogue_uses
print(json.dumps([dataclasses.asdict(use) for use in catalogue_uses()]))
"""
