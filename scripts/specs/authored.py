"""Documents of our own, for endpoints that the collection lacks."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.specs.errors import SpecsError
from scripts.specs.manifest import Manifest
from scripts.specs.selection import Selection
from scripts.specs.verify import verify


def check_authored(folder: Path, manifest: Manifest, selection: Selection) -> None:
    """Raise :class:`SpecsError` when a document that the manifest names is absent, broken, or published upstream too.

    Documents in `folder` that no edition names are an error too.
    """
    named = {key for edition in manifest.editions for key in edition.authored}
    present = {file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.json")}
    for key in sorted(named - present):
        raise SpecsError(f"authored/{key}.json: the manifest names it, and it is absent")
    for key in sorted(present - named):
        raise SpecsError(f"authored/{key}.json: no edition of the manifest names it")
    for edition in manifest.editions:
        for key in sorted(set(edition.authored) & selection.chosen[edition.name].keys()):
            raise SpecsError(
                f"authored/{key}.json: upstream has {key} in {edition.name} now; take it out of the manifest"
            )
    for key in sorted(named):
        name = f"authored/{key}.json"
        try:
            content = json.loads((folder / f"{key}.json").read_bytes())
        except ValueError as error:
            raise SpecsError(f"{name}: not JSON: {error}") from None
        verify(content, name=name)
